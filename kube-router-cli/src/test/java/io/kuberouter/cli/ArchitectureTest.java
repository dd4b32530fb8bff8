package io.kuberouter.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.kuberouter.sync.dataplane.KernelModules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.kuberouter");

  private static final DescribedPredicate<JavaMethodCall> WRITES =
      DescribedPredicate.describe(
          "writes to the kernel",
          call ->
              call.getTargetOwner().isEquivalentTo(KernelModules.class)
                      && call.getName().equals("load")
                  || call.getTargetOwner()
                          .getPackageName()
                          .matches(
                              "io\\.kuberouter\\.(netfilter\\.ipset\\.client|ipvs\\.client|route\\.client|conntrack\\.client|iptables\\.exec)")
                      && call.getName()
                          .matches("apply|execute|restore|ipsetRestore|setTimeouts|delete"));

  /** The one path to the node: a plan's steps, taken by the applier and its batches. */
  @Test
  void onlyTheApplierChangesTheNode() {
    noClasses()
        .that()
        .haveNameNotMatching("io\\.kuberouter\\.sync\\.dataplane\\.(PlanApplier|KernelBatches)")
        .and()
        .resideInAnyPackage("io.kuberouter.sync..", "io.kuberouter.cli..")
        .should()
        .callMethodWhere(WRITES)
        .check(CLASSES);
  }

  /** The rehearsal takes a node in memory for the kernel's (docs/adr/0042); nothing else does. */
  @Test
  void onlyTheRehearsalUsesAFake() {
    noClasses()
        .that()
        .haveNameNotMatching("io\\.kuberouter\\.cli\\.Rehearsal.*")
        .and()
        .resideInAnyPackage("io.kuberouter.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..testkit..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.kuberouter.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
