package io.kuberouter.netlink;

import java.nio.file.Path;

/**
 * A network namespace, by a file that stands for it ({@code ip-netns(8)}, {@code namespaces(7)}).
 *
 * @param path such as {@code /run/netns/blue} or {@code /proc/42/ns/net}
 */
public record NetworkNamespace(Path path) {

  /** {@return the namespace that {@code ip netns add NAME} made} */
  public static NetworkNamespace named(String name) {
    return new NetworkNamespace(Path.of("/run/netns", name));
  }

  /** {@return the namespace of a process} */
  public static NetworkNamespace ofPid(long pid) {
    return new NetworkNamespace(Path.of("/proc/" + pid + "/ns/net"));
  }

  /** {@return the path} */
  @Override
  public String toString() {
    return path.toString();
  }
}
