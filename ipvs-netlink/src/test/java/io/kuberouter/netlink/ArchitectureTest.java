package io.kuberouter.netlink;

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
  void nativeCallsAreInOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.kuberouter.netlink.transport.jffi")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.kenai.jffi..")
        .check(CLASSES);
  }

  @Test
  void valuesAndCodecsTouchNoSocket() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.kuberouter.ipvs",
            "io.kuberouter.ipvs.codec",
            "io.kuberouter.ipvs.text",
            "io.kuberouter.route",
            "io.kuberouter.route.codec",
            "io.kuberouter.route.text",
            "io.kuberouter.conntrack",
            "io.kuberouter.conntrack.codec",
            "io.kuberouter.nflog",
            "io.kuberouter.nflog.codec",
            "io.kuberouter.netfilter.ipset",
            "io.kuberouter.netfilter.ipset.codec",
            "io.kuberouter.netfilter.ipset.text",
            "io.kuberouter.netlink",
            "io.kuberouter.netlink.codec",
            "io.kuberouter.netlink.wire")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.kuberouter.netlink.transport..", "io.kuberouter.netlink.connection..")
        .check(CLASSES);
  }

  @Test
  void nothingUsesTheTestKits() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..testkit..")
        .check(CLASSES);
  }

  @Test
  void nothingElseIsNeeded() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.kuberouter.netlink..",
            "io.kuberouter.ipvs..",
            "io.kuberouter.route..",
            "io.kuberouter.conntrack..",
            "io.kuberouter.netfilter..",
            "io.kuberouter.nflog..",
            "java..",
            "com.kenai.jffi..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void oneClassChoosesTheNativeCalls() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.kuberouter.netlink.connection.NativeCalls")
        .and()
        .doNotHaveFullyQualifiedName("io.kuberouter.netlink.connection.NativeCalls$Holder")
        .and()
        .resideOutsideOfPackage("io.kuberouter.netlink.transport.jffi")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.kuberouter.netlink.transport.jffi")
        .check(CLASSES);
  }

  @Test
  void onlyTheBytesPackageKnowsAByteOrder() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.kuberouter.netlink.wire")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.ByteOrder")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.kuberouter.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
