package io.kuberouter.process;

import java.io.IOException;
import java.util.List;

/** Runs a tool to its end. */
public interface ToolRunner {

  /**
   * What a tool did.
   *
   * @param exit its status; 0 for success
   */
  record Result(int exit, String output, String errors) {}

  /**
   * {@return what it did}
   *
   * @param command the tool's name and its arguments
   * @param input for it to read
   * @throws IOException where it is not there, or does not end in time
   */
  Result run(List<String> command, String input) throws IOException;
}
