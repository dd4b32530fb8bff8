package io.kuberouter.bgp;

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
  void enginesKnowNoSocketNoThreadAndNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.kuberouter.bgp.codec",
            "io.kuberouter.bgp.fsm",
            "io.kuberouter.bgp.message",
            "io.kuberouter.bgp.number",
            "io.kuberouter.bgp.rib")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.nio.channels..", "java.util.concurrent..", "io.kuberouter.bgp.session..")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void nothingElseIsNeeded() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.kuberouter.bgp..", "java..", "org.slf4j..", "org.jspecify..", "jnr.ffi..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.kuberouter.bgp.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
