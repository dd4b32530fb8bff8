package io.kuberouter.sync;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.kuberouter");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.kuberouter.sync.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theLibrariesDoNotKnowEachOther() {
    for (String[] pair :
        new String[][] {
          {"io.kuberouter.bgp..", "io.kuberouter.ipvs.."},
          {"io.kuberouter.bgp..", "io.kuberouter.iptables.."},
          {"io.kuberouter.iptables..", "io.kuberouter.ipvs.."},
          {"io.kuberouter.ipvs..", "io.kuberouter.iptables.."},
          {"io.kuberouter.netlink..", "io.kuberouter.bgp.."},
        }) {
      noClasses()
          .that()
          .resideInAPackage(pair[0])
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(pair[1], "io.kuberouter.sync..")
          .check(CLASSES);
    }
  }

  @Test
  void enginesTouchNoEdge() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.kuberouter.sync.translate..",
            "io.kuberouter.sync.desired..",
            "io.kuberouter.sync.plan..",
            "io.kuberouter.sync.cluster..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.nio.file..",
            "java.nio.channels..",
            "io.kuberouter.ipvs.client..",
            "io.kuberouter.route.client..",
            "io.kuberouter.iptables.exec..",
            "io.kuberouter.sync.dataplane..",
            "io.kuberouter.sync.watch..",
            "io.kubernetes..")
        .check(CLASSES);
  }
}
