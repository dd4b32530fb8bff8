package io.kuberouter.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
              call.getTargetOwner()
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

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.kuberouter.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
