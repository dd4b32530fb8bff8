package io.kuberouter.ipset.exec;

import io.kuberouter.ipset.IpSets;
import io.kuberouter.ipset.SetChange;
import java.io.IOException;
import java.util.List;

/** The sets of one network namespace. One caller at a time. */
public interface IpSetTool {

  /** {@return all sets, with their elements} */
  IpSets list() throws IOException;

  /**
   * Makes changes in order, and stops at the first that is refused; those before it stay made. None
   * costs nothing.
   *
   * <p>With an {@link SetChange.Add#exist} among them, one that is there already counts as made for
   * all of them, and one that is not there as deleted: the tool has one flag for a run.
   *
   * @throws SetChangeException for the change that is refused
   */
  void apply(List<SetChange> changes) throws IOException;
}
