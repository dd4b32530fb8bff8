package io.kuberouter.netlink.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.netlink.OwnNamespace;
import io.kuberouter.route.client.KernelRouteClient;
import io.kuberouter.route.client.RouteClient;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which way the C library is called: one before Java 22, another from then on. */
class NativeCallsTest {

  private static final boolean FOREIGN = Boolean.getBoolean("netlink.foreign");

  /** Opens a client, in a process of its own. */
  public static final class Probe {
    private Probe() {}

    /** Lists the links of this host. */
    public static void main(String[] arguments) throws Exception {
      try (RouteClient client = KernelRouteClient.open()) {
        System.out.println("links " + client.links().size());
      }
    }
  }

  @Test
  void oneWayIsLoadedAndTheOtherIsNot() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> said =
        OwnNamespace.tool(
                Stream.of(
                        List.of(java, "-Xlog:class+load:stdout", "-Xshare:auto"),
                        FOREIGN ? List.of("--enable-native-access=ALL-UNNAMED") : List.<String>of(),
                        List.of(
                            "-cp", System.getProperty("java.class.path"), Probe.class.getName()))
                    .flatMap(List::stream)
                    .toArray(String[]::new))
            .lines()
            .toList();
    assertThat(said).anyMatch(line -> line.matches("links [1-9].*"));
    assertThat(loaded(said, "io.kuberouter.netlink.transport.foreign.") > 0).isEqualTo(FOREIGN);
    assertThat(loaded(said, "io.kuberouter.netlink.transport.jffi.") > 0).isEqualTo(!FOREIGN);
    assertThat(loaded(said, "com.kenai.jffi.") > 0).isEqualTo(!FOREIGN);
    if (FOREIGN) {
      assertThat(said).noneMatch(line -> line.startsWith("WARNING"));
    }
  }

  private static long loaded(List<String> said, String name) {
    return said.stream()
        .map(line -> line.replaceFirst("^\\[.*?\\] *(\\[.*?\\] *)*", ""))
        .filter(line -> line.startsWith(name) && !line.contains("$$Lambda"))
        .collect(Collectors.toSet())
        .size();
  }
}
