package io.kuberouter.bgp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Layers of what stands beside the speaker: BFD, MRT, BMP. */
class ObservationArchitectureTest {

  private static final String[] ALL = {
    "io.kuberouter.bgp.bfd..", "io.kuberouter.bgp.mrt..", "io.kuberouter.bgp.bmp.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.kuberouter");

  @Test
  void nativeCodeIsInOnePackage() {
    noClasses()
        .that()
        .resideInAnyPackage(ALL)
        .and()
        .resideOutsideOfPackage("io.kuberouter.bgp.bfd.jffi")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.kenai.jffi..")
        .check(CLASSES);
  }

  @Test
  void valuesCodecsAndEnginesKnowNoEdge() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.kuberouter.bgp.bfd",
            "io.kuberouter.bgp.bfd.codec",
            "io.kuberouter.bgp.bfd.engine",
            "io.kuberouter.bgp.mrt",
            "io.kuberouter.bgp.mrt.codec",
            "io.kuberouter.bgp.bmp",
            "io.kuberouter.bgp.bmp.codec")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.nio.channels..",
            "java.nio.file..",
            "java.util.concurrent..",
            "org.slf4j..",
            "io.kuberouter.bgp.session..",
            "io.kuberouter.bgp.bfd.session",
            "io.kuberouter.bgp.bfd.jffi",
            "io.kuberouter.bgp.mrt.file",
            "io.kuberouter.bgp.bmp.sender")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void valuesImportValuesAlone() {
    classes()
        .that()
        .resideInAnyPackage(
            "io.kuberouter.bgp.bfd", "io.kuberouter.bgp.mrt", "io.kuberouter.bgp.bmp")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "io.kuberouter.bgp.number",
            "io.kuberouter.bgp.attribute",
            "io.kuberouter.bgp.message",
            "io.kuberouter.bgp.bfd",
            "io.kuberouter.bgp.mrt",
            "io.kuberouter.bgp.bmp")
        .check(CLASSES);
  }

  @Test
  void theTestKitIsForTests() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.kuberouter.bgp..testkit")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.kuberouter.bgp.bfd.testkit",
            "io.kuberouter.bgp.bmp.testkit",
            "io.kuberouter.bgp.mrt.testkit")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.kuberouter.bgp.bfd.(*)").should().beFreeOfCycles().check(CLASSES);
    slices().matching("io.kuberouter.bgp.mrt.(*)").should().beFreeOfCycles().check(CLASSES);
    slices()
        .matching("io.kuberouter.bgp.bmp.(*)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }
}
