package io.kuberouter.benchmarks.netlink;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.connection.NetlinkConnection;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The first command for IPVS after the start of a process, and the end: asks for its generic
 * family, which every IPVS command begins with, whether this kernel has it or not. Prints the most
 * memory that the process held, in kB.
 */
public final class FirstCommand {

  private FirstCommand() {}

  /** Asks once. */
  public static void main(String[] arguments) throws Exception {
    try (NetlinkConnection connection =
        NetlinkConnection.open(NetlinkProtocol.GENERIC, NetlinkOptions.DEFAULT)) {
      connection.family("IPVS");
    } catch (KernelException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        System.out.println(line.replaceAll("\\D", ""));
      }
    }
  }
}
