package io.kuberouter.bgp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
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
  void dataFlowsOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("number")
        .definedBy("io.kuberouter.bgp.number")
        .layer("attribute")
        .definedBy("io.kuberouter.bgp.attribute")
        .layer("message")
        .definedBy("io.kuberouter.bgp.message")
        .layer("codec.attribute")
        .definedBy("io.kuberouter.bgp.codec.attribute")
        .layer("codec")
        .definedBy("io.kuberouter.bgp.codec")
        .layer("fsm")
        .definedBy("io.kuberouter.bgp.fsm")
        .layer("rib")
        .definedBy("io.kuberouter.bgp.rib")
        .layer("policy")
        .definedBy("io.kuberouter.bgp.policy")
        .layer("socket")
        .definedBy("io.kuberouter.bgp.socket")
        .layer("session")
        .definedBy("io.kuberouter.bgp.session")
        .whereLayer("number")
        .mayNotAccessAnyLayer()
        .whereLayer("attribute")
        .mayOnlyAccessLayers("number")
        .whereLayer("message")
        .mayOnlyAccessLayers("number", "attribute")
        .whereLayer("codec.attribute")
        .mayOnlyAccessLayers("number", "attribute", "message")
        .whereLayer("codec")
        .mayOnlyAccessLayers("number", "attribute", "message", "codec.attribute")
        .whereLayer("fsm")
        .mayOnlyAccessLayers("number", "message")
        .whereLayer("rib")
        .mayOnlyAccessLayers("number", "attribute")
        .whereLayer("policy")
        .mayOnlyAccessLayers("number", "attribute", "rib")
        .whereLayer("socket")
        .mayOnlyAccessLayers("number")
        .whereLayer("session")
        .mayNotBeAccessedByAnyLayer()
        .check(WITHOUT_TESTKIT);
  }

  private static final JavaClasses WITHOUT_TESTKIT =
      CLASSES.that(
          com.tngtech.archunit.base.DescribedPredicate.not(
              com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                  "io.kuberouter.bgp.testkit")));

  @Test
  void valuesCodecsAndEnginesKnowNoSocketNoThreadAndNoClock() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.kuberouter.bgp.session",
            "io.kuberouter.bgp.socket",
            "io.kuberouter.bgp.testkit",
            "io.kuberouter.bgp.bfd.session",
            "io.kuberouter.bgp.bfd.jffi",
            "io.kuberouter.bgp.bfd.testkit",
            "io.kuberouter.bgp.bmp.sender")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.channels..", "java.util.concurrent..", "org.slf4j..")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class, java.net.Socket.class, java.time.Clock.class)
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void twoPackagesAloneHaveNativeAccess() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.kuberouter.bgp.socket", "io.kuberouter.bgp.bfd.jffi")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.kenai.jffi..")
        .check(CLASSES);
  }

  @Test
  void nothingElseIsNeeded() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.kuberouter.bgp..", "java..", "org.slf4j..", "org.jspecify..", "com.kenai.jffi..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.kuberouter.bgp.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
