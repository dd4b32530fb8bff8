package io.kuberouter.iptables.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.diff.Edit;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.process.ToolRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The search for a refused edit, with a tool that plays the kernel. */
class RefusedEditTest {

  /** Refuses at COMMIT what jumps to MASQUERADE, as the legacy tool does in table filter. */
  private final class Legacy implements ToolRunner {
    private final String unshare;
    private final String saved;
    int tries;

    Legacy(String unshare, String saved) {
      this.unshare = unshare;
      this.saved = saved;
    }

    @Override
    public Result run(List<String> command, String input) {
      switch (command.get(0)) {
        case "iptables-legacy-save":
          return new Result(0, saved, "");
        case "ipset":
          return new Result(0, "create s hash:ip\n", "");
        case "unshare":
          tries++;
          assertThat(input).startsWith("create s hash:ip\n# rules\n" + saved + "*filter\n");
          boolean taken = !input.contains("MASQUERADE");
          return unshare.isEmpty()
              ? new Result(taken ? 0 : 1, "", taken ? "" : "iptables-restore: line 9 failed")
              : new Result(1, "", unshare);
        default:
          String commit = "iptables-restore: line " + input.lines().count() + " failed";
          return new Result(1, "", commit);
      }
    }
  }

  private static final String SAVED = "*filter\n:C - [0:0]\nCOMMIT\n";

  private static RestoreScript script() throws Exception {
    List<Edit> edits = new ArrayList<>();
    for (int i = 1; i <= 1000; i++) {
      String rule = i == 700 ? "-p tcp -j MASQUERADE" : "-m mark --mark " + i + " -j ACCEPT";
      edits.add(new Edit.Insert(i, RuleText.parse(IpFamily.IPV4, rule), true));
    }
    return RestoreScriptWriter.script(
        List.of(new TableChange("filter", List.of(), Map.of("C", edits), List.of())));
  }

  private static RestoreFailedException refusal(Legacy kernel) throws Exception {
    RestoreScript script = script();
    return catchThrowableOfType(
        RestoreFailedException.class,
        () -> new ProcessIptablesTool(kernel, Backend.LEGACY).restore(IpFamily.IPV4, script));
  }

  @Test
  void oneOfAThousandIsFoundInTheLogarithmOfTries() throws Exception {
    Legacy kernel = new Legacy("", SAVED);
    RestoreFailedException refused = refusal(kernel);
    assertThat(refused.element())
        .contains(new RestoreScript.Element("filter", "C", "insert -p tcp -j MASQUERADE"));
    assertThat(kernel.tries).isBetween(3, 12);
  }

  @Test
  void withoutTheRightToMakeANamespaceTheTableIsNamedAndWhy() throws Exception {
    Legacy kernel = new Legacy("unshare: unshare failed: Operation not permitted", SAVED);
    RestoreFailedException refused = refusal(kernel);
    assertThat(refused.element())
        .contains(new RestoreScript.Element("filter", "", RestoreScript.COMMIT));
    assertThat(refused).hasMessageContaining("Operation not permitted");
    assertThat(kernel.tries).isEqualTo(1);
  }

  @Test
  void whereTheTryFaresOtherwiseNoEditIsBlamed() throws Exception {
    RestoreFailedException refused =
        refusal(new Legacy("", "*filter\n:C - [0:0]\n-A C -j MASQUERADE\nCOMMIT\n"));
    assertThat(refused.element())
        .contains(new RestoreScript.Element("filter", "", RestoreScript.COMMIT));
    assertThat(refused).hasMessageContaining("in a network namespace of its own");
  }
}
