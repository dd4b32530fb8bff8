package io.kuberouter.sync.dataplane;

import io.kuberouter.ipvs.client.IpvsClient;
import java.io.IOException;

/** Where the client of IPVS comes from: there may be none until a kernel module is loaded. */
@FunctionalInterface
public interface IpvsSource {

  /**
   * {@return the client, the same until it is opened again}
   *
   * @throws IOException when the kernel has no IPVS now
   */
  IpvsClient client() throws IOException;

  /** IPVS has come to the kernel: what was opened before is of one that has gone. */
  default void reopen() throws IOException {}
}
