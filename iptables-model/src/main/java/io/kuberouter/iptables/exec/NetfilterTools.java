package io.kuberouter.iptables.exec;

import io.kuberouter.iptables.IpFamily;
import java.io.IOException;

/** The tools of netfilter, for one network namespace. One caller at a time. */
public interface NetfilterTools {

  /** {@return what {@code iptables-save} prints for all tables} */
  String save(IpFamily family) throws IOException;

  /**
   * Feeds {@code iptables-restore --noflush --wait}: all or nothing for each table.
   *
   * @throws RestoreFailedException when the tool refuses the script
   */
  void restore(IpFamily family, String script) throws IOException;

  /** {@return what {@code ipset save} prints} */
  String ipsetSave() throws IOException;

  /**
   * Feeds {@code ipset restore -exist}, which stops at the first line that fails.
   *
   * @throws RestoreFailedException when the tool refuses a line
   */
  void ipsetRestore(String script) throws IOException;
}
