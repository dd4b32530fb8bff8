package io.kuberouter.nftables.exec;

import io.kuberouter.nftables.Command;
import io.kuberouter.nftables.Ruleset;
import io.kuberouter.nftables.listing.JsonScript;
import io.kuberouter.nftables.listing.ListingParser;
import io.kuberouter.nftables.text.NftScript;
import io.kuberouter.process.ToolRunner;
import io.kuberouter.text.ParseException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs {@code nft}. A transaction goes in nft's own syntax, whose errors have a line; as JSON where
 * a part is known as that alone, or where nft refuses the syntax: a table, chain or set whose name
 * is one of its several hundred words, such as {@code devices}, can be written as JSON alone.
 */
public final class ProcessNftTool implements NftTool {

  private static final Pattern LINE = Pattern.compile("(?m)^\\S+?:(\\d+):\\d+-\\d+: Error: (.*)$");

  private final ToolRunner runner;

  /** Creates the tool; the runner decides of the network namespace. */
  public ProcessNftTool(ToolRunner runner) {
    this.runner = runner;
  }

  @Override
  public Ruleset list() throws IOException {
    ToolRunner.Result result = runner.run(List.of("nft", "-j", "list", "ruleset"), "");
    if (result.exit() != 0) {
      throw new IOException("nft -j list ruleset: " + result.errors().strip());
    }
    try {
      return ListingParser.parse(result.output());
    } catch (ParseException e) {
      throw new IOException("nft -j prints what is not understood: " + e.getMessage(), e);
    }
  }

  @Override
  public void apply(List<Command> commands) throws IOException {
    if (commands.isEmpty()) {
      return;
    }
    Optional<String> script = NftScript.printable(commands);
    boolean printable = script.isPresent();
    ToolRunner.Result result =
        printable ? runner.run(List.of("nft", "-f", "-"), script.get()) : asJson(commands);
    if (result.exit() != 0 && printable && result.errors().contains("syntax error")) {
      printable = false;
      result = asJson(commands);
    }
    if (result.exit() == 0) {
      return;
    }
    Matcher line = LINE.matcher(result.errors());
    boolean found = line.find();
    int index = found ? Integer.parseInt(line.group(1)) - 1 : -1;
    String said = found ? line.group(2) : result.errors().strip();
    if (!printable || index < 0 || index >= commands.size()) {
      throw new NftException(-1, Optional.empty(), "", said);
    }
    Command command = commands.get(index);
    throw new NftException(index, Optional.of(command), NftScript.format(command), said);
  }

  private ToolRunner.Result asJson(List<Command> commands) throws IOException {
    return runner.run(List.of("nft", "-j", "-f", "-"), JsonScript.format(commands));
  }
}
