package io.kuberouter.iptables.exec;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.restore.RestoreScript;
import java.io.IOException;

/** The rules of one network namespace. One caller at a time. */
public interface IptablesTool {

  /** {@return the packet filter it speaks to} */
  Backend backend();

  /** {@return what {@code iptables-save -c} prints for all tables} */
  String save(IpFamily family) throws IOException;

  /**
   * Makes edits, all or none for each table; nothing is run for no edits.
   *
   * @throws RestoreFailedException when they are refused, with the element at fault
   */
  RestoreReport restore(IpFamily family, RestoreScript script) throws IOException;
}
