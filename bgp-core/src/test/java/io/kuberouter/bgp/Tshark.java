package io.kuberouter.bgp;

import io.kuberouter.bgp.interop.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** tshark as an independent reader of what we write. */
public final class Tshark {

  /** What payloads are put into: text2pcap's option for it, and tshark's name. */
  public enum Carrier {
    TCP("-T", "tcp"),
    UDP("-u", "udp");

    private final String option;
    private final String title;

    Carrier(String option, String title) {
      this.option = option;
      this.title = title;
    }
  }

  private Tshark() {}

  /**
   * {@return what tshark says of payloads, each in a segment of its own whose headers text2pcap
   * makes; the test is skipped where they are not installed}
   *
   * @param protocol tshark's name of it
   * @param options more of tshark's
   */
  public static String dissect(
      Path folder,
      Carrier carrier,
      int port,
      String protocol,
      List<byte[]> payloads,
      String... options)
      throws IOException {
    Command.needs("/usr/bin/tshark");
    Command.needs("/usr/bin/text2pcap");
    StringBuilder dump = new StringBuilder();
    for (byte[] payload : payloads) {
      dump.append("000000");
      for (byte octet : payload) {
        dump.append(String.format(" %02x", octet));
      }
      dump.append('\n');
    }
    Path text = Files.writeString(folder.resolve("hex"), dump);
    String pcap = folder.resolve("pcap").toString();
    Command.run(
        List.of(
            "/usr/bin/text2pcap", "-q", carrier.option, "50000," + port, text.toString(), pcap));
    List<String> command =
        new ArrayList<>(
            List.of(
                "/usr/bin/tshark",
                "-r",
                pcap,
                "-V",
                "-d",
                carrier.title + ".port==" + port + "," + protocol));
    command.addAll(List.of(options));
    return Command.run(command).output();
  }
}
