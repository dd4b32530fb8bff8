package io.kuberouter.nftables;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the packages of sets and nftables may import: values, codecs, engines, edges. */
class LayersTest {

  private static final String R = "io.kuberouter.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(
              R + "firewall",
              R + "ipset",
              R + "nftables",
              R + "persistent",
              R + "process",
              R + "text");

  @ParameterizedTest
  @CsvSource({
    "text,                ''",
    "persistent,          ''",
    "process,             ''",
    "ipset,               text persistent",
    "ipset.text,          ipset text persistent",
    "ipset.canonical,     ipset text persistent",
    "ipset.diff,          ipset persistent",
    "ipset.exec,          ipset ipset.text process text",
    "ipset.testkit,       ipset ipset.canonical ipset.exec text persistent",
    "firewall,            ipset ipset.canonical ipset.diff iptables iptables.canonical iptables.diff"
        + " iptables.match iptables.restore iptables.target iptables.term iptables.text persistent",
    "firewall.exec,       firewall ipset ipset.exec iptables iptables.exec iptables.restore"
        + " iptables.text process text",
    "nftables.json,       text",
    "nftables,            nftables.json persistent",
    "nftables.listing,    nftables nftables.json text persistent",
    "nftables.text,       nftables nftables.json",
    "nftables.canonical,  nftables nftables.json text persistent",
    "nftables.diff,       nftables nftables.json nftables.canonical nftables.listing nftables.text persistent",
    "nftables.exec,       nftables nftables.listing nftables.text process text",
    "nftables.testkit,    nftables nftables.json nftables.canonical nftables.exec nftables.text persistent",
  })
  void aPackageImportsWhatStandsBelowIt(String of, String allowed) {
    String[] packages = (of + " java.. org.jspecify.. " + allowed).trim().split(" +", -1);
    for (int i = 0; i < packages.length; i++) {
      packages[i] =
          packages[i].startsWith("java") || packages[i].startsWith("org")
              ? packages[i]
              : R + packages[i];
    }
    classes()
        .that()
        .resideInAPackage(R + of)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(CLASSES);
  }

  @Test
  void nothingButAnEdgeReadsTheClockOrStartsThreads() {
    noClasses()
        .that()
        .resideOutsideOfPackages(R + "process", R + "firewall.exec")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.time..", "java.util.concurrent..")
        .check(CLASSES);
  }
}
