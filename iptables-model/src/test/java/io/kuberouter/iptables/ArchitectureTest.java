package io.kuberouter.iptables;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
  void processesAndFilesAreInOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.kuberouter.iptables.exec", "io.kuberouter.process")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..")
        .orShould()
        .dependOnClassesThat()
        .haveSimpleName("ProcessBuilder")
        .check(CLASSES);
  }

  @Test
  void nothingElseIsNeeded() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.kuberouter.firewall..",
            "io.kuberouter.iptables..",
            "io.kuberouter.ipset..",
            "io.kuberouter.nftables..",
            "io.kuberouter.persistent",
            "io.kuberouter.process",
            "io.kuberouter.text",
            "java..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.kuberouter.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
