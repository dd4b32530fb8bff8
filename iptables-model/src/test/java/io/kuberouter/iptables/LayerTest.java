package io.kuberouter.iptables;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which package of this model may import which: values, codecs, engines, edges. */
class LayerTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.kuberouter.iptables");

  private static final String R = "io.kuberouter.iptables";

  private static Map<String, List<String>> allowed() {
    Map<String, List<String>> allowed = new LinkedHashMap<>();
    List<String> values = List.of("", ".match", ".target", ".term");
    allowed.put(".term", List.of());
    allowed.put(".match", List.of(".term"));
    allowed.put(".target", List.of(".term"));
    allowed.put("", List.of(".match", ".target", ".term"));
    allowed.put(".syntax", values);
    allowed.put(".syntax.match", plus(values, ".syntax"));
    allowed.put(".syntax.target", plus(values, ".syntax"));
    allowed.put(".text", plus(values, ".syntax", ".syntax.match", ".syntax.target"));
    allowed.put(".canonical", plus(values, ".syntax"));
    allowed.put(".diff", values);
    allowed.put(".evaluate", plus(values, ".syntax"));
    allowed.put(".restore", plus(values, ".diff", ".text"));
    allowed.put(".exec", plus(values, ".restore"));
    allowed.put(
        ".testkit",
        plus(values, ".exec", ".restore", ".text", ".canonical", ".syntax", ".diff", ".evaluate"));
    return allowed;
  }

  private static List<String> plus(List<String> some, String... more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void importsFlowOneWay() {
    allowed()
        .forEach(
            (of, to) -> {
              List<String> packages = new ArrayList<>(List.of(R + of, "java.."));
              packages.addAll(
                  List.of("org.jspecify..", "io.kuberouter.text", "io.kuberouter.persistent"));
              to.forEach(each -> packages.add(R + each));
              if (of.equals(".exec")) {
                packages.add("io.kuberouter.process");
              }
              if (of.equals(".evaluate") || of.equals(".testkit")) {
                packages.add("io.kuberouter.ipset");
              }
              if (of.equals(".testkit")) {
                packages.add("io.kuberouter.ipset.testkit");
              }
              classes()
                  .that()
                  .resideInAPackage(R + of)
                  .should()
                  .onlyDependOnClassesThat()
                  .resideInAnyPackage(packages.toArray(String[]::new))
                  .check(CLASSES);
            });
  }

  @Test
  void everyPackageHasItsPlace() {
    List<String> known = new ArrayList<>();
    allowed().keySet().forEach(of -> known.add(R + of));
    classes().should().resideInAnyPackage(known.toArray(String[]::new)).check(CLASSES);
  }

  @Test
  void onlyTheEdgeHasTimeThreadsAndProcesses() {
    noClasses()
        .that()
        .resideOutsideOfPackage(R + ".exec")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.(Process|ProcessBuilder|Thread)|java\\.nio\\.file\\..*")
        .check(CLASSES);
  }
}
