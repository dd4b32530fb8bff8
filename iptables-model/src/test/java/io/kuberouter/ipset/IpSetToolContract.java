package io.kuberouter.ipset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kuberouter.ipset.exec.IpSetTool;
import io.kuberouter.ipset.exec.SetChangeException;
import io.kuberouter.ipset.exec.SetChangeException.Reason;
import io.kuberouter.ipset.text.SetScript;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kernel and the fake have in common. */
abstract class IpSetToolContract {

  abstract IpSetTool tool();

  final void run(String script) throws Exception {
    tool().apply(SetScript.parse(script, tool().list()));
  }

  /** What is there, without what the kernel chooses. */
  final String there() throws Exception {
    return SetScript.format(tool().list())
        .replaceAll("(?m) (initval|bucketsize) \\S+", "")
        .lines()
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  @Test
  void setsComeFillSwapAndGo() throws Exception {
    run("create a hash:ip\ncreate b hash:ip\nadd a 10.0.0.1\nadd b 10.0.0.2\nadd b 10.0.0.3");
    run("swap a b");
    assertThat(tool().list().get("a").orElseThrow().elements())
        .containsOnlyKeys("10.0.0.2", "10.0.0.3");
    run("flush a\nrename b c\ndestroy a");
    assertThat(there())
        .isEqualTo("add c 10.0.0.1\ncreate c hash:ip family inet hashsize 1024 maxelem 65536");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create a hash:ip                   | SET_EXISTS",
        "destroy none                       | SET_NOT_FOUND",
        "flush none                         | SET_NOT_FOUND",
        "swap a none                        | SECOND_SET_NOT_FOUND",
        "swap a n                           | TYPE_MISMATCH",
        "swap a six                         | TYPE_MISMATCH",
        "rename n a                         | NAME_TAKEN",
        "add a 10.0.0.1                     | ELEMENT_EXISTS",
        "add a 10.0.0.5-10.0.0.7            | ELEMENT_EXISTS",
        "del a 10.0.0.9                     | ELEMENT_NOT_FOUND",
        "add a 10.0.0.9 timeout 5           | NO_TIMEOUT",
        "add a 10.0.0.9 packets 5           | NO_COUNTERS",
        "add a 10.0.0.9 comment x           | NO_COMMENTS",
        "add a 10.0.0.9 skbmark 0x1         | NO_SKBINFO",
        "add full 10.0.0.9                  | FULL",
        "add ports 9                        | OUT_OF_RANGE",
        "add addresses 10.0.1.0             | OUT_OF_RANGE",
        "add list none                      | MEMBER_NOT_FOUND",
        "add list list                      | LIST_IN_LIST",
        "del list n                         | ELEMENT_NOT_FOUND",
        "destroy member                     | IN_USE",
        "rename member other                | IN_USE",
      })
  void whatTheKernelRefusesIsToldWithItsChange(String refused, Reason reason) throws Exception {
    run(
        """
        create a hash:ip
        add a 10.0.0.1
        add a 10.0.0.7
        create n hash:net
        create six hash:ip family inet6
        create full hash:ip maxelem 1
        add full 10.0.0.1
        create ports bitmap:port range 1-5
        create addresses bitmap:ip range 10.0.0.0/24
        create member hash:ip
        create list list:set
        add list member
        """);
    List<SetChange> changes =
        SetScript.parse("add n 10.0.0.0/8\n" + refused + "\nadd n 11.0.0.0/8", tool().list());
    SetChangeException e =
        catchThrowableOfType(SetChangeException.class, () -> tool().apply(changes));
    assertThat(e).hasMessageContaining(refused.strip().split(" ")[1]);
    assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
    assertThat(e.index()).isEqualTo(1);
    assertThat(e.change()).contains(changes.get(1));
    assertThat(tool().list().get("n").orElseThrow().elements()).containsOnlyKeys("10.0.0.0/8");
  }

  @Test
  void anElementThatIsThereTakesNewOptions() throws Exception {
    run("create a hash:net timeout 0 comment\nadd a 10.0.0.0/8 comment one");
    SetDefinition set = tool().list().get("a").orElseThrow().definition();
    tool()
        .apply(
            List.of(
                new SetChange.Add(
                    "a", SetScript.element(set, "10.0.0.0/8 nomatch comment two"), true)));
    assertThat(there()).contains("add a 10.0.0.0/8 timeout 0 nomatch comment \"two\"");
  }

  @Test
  void nothingToDoIsNothingDone() throws Exception {
    tool().apply(List.of());
    assertThat(tool().list().sets()).isEmpty();
  }
}
