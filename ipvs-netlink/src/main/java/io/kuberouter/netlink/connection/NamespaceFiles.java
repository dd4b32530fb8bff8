package io.kuberouter.netlink.connection;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.netlink.transport.SystemCalls;
import java.util.HashMap;
import java.util.Map;

/** Open files of network namespaces, for requests that name them by descriptor. One thread. */
public final class NamespaceFiles implements AutoCloseable {

  private static final int O_CLOEXEC = 0x80000;

  private final SystemCalls calls = NativeCalls.get();
  private final Map<NetworkNamespace, Integer> open = new HashMap<>();

  /**
   * Opens a namespace's file, once.
   *
   * @throws KernelException not found: there is no such namespace
   */
  public int open(NetworkNamespace namespace) throws KernelException {
    Integer known = open.get(namespace);
    if (known != null) {
      return known;
    }
    int file = calls.open(namespace.toString(), O_CLOEXEC);
    if (file < 0) {
      throw new KernelException("open " + namespace, -file, "");
    }
    open.put(namespace, file);
    return file;
  }

  @Override
  public void close() {
    open.values().forEach(calls::close);
    open.clear();
  }
}
