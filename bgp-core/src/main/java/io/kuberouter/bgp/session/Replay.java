package io.kuberouter.bgp.session;

import io.kuberouter.bgp.number.IpAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has what a {@link Recorder} wrote happen again to a new speaker, in no time and without a socket,
 * and compares all that it does, octet by octet. For one thread.
 */
public final class Replay {

  private final List<String> lines;
  private final Map<String, Consumer<Speaker>> commands;
  private final Map<Integer, Runnable> tasks = new HashMap<>();
  private final Map<Integer, Runnable> timers = new HashMap<>();
  private final Map<Integer, PeerTransport.Handler> handlers = new HashMap<>();
  private final List<Runnable> hooks = new ArrayList<>();
  private final List<PeerTransport.Acceptor> acceptors = new ArrayList<>();
  private int at;
  private long now;
  private boolean inside;
  private int taskCount;
  private int timerCount;
  private int connectionCount;
  private final Speaker speaker;

  private Replay(
      List<String> lines,
      SpeakerConfig config,
      SpeakerListener listener,
      Map<String, Consumer<Speaker>> commands)
      throws IOException {
    this.lines = List.copyOf(lines);
    this.commands = Map.copyOf(commands);
    this.now = lines.isEmpty() ? 0 : millis(lines.get(0));
    this.speaker = Speaker.on(new Loop(), new Transport(), config, listener);
  }

  /**
   * Replays a record.
   *
   * @param config the speaker's, as it was recorded
   * @param commands what {@link Recorder#command} names
   * @return the speaker as it was at the record's end, to ask
   * @throws IllegalStateException which line is another than the speaker does now
   */
  public static Speaker of(
      List<String> lines,
      SpeakerConfig config,
      SpeakerListener listener,
      Map<String, Consumer<Speaker>> commands)
      throws IOException {
    Replay replay = new Replay(lines, config, listener, commands);
    while (replay.at < replay.lines.size()) {
      replay.step();
    }
    return replay.speaker;
  }

  private static long millis(String line) {
    return Long.parseLong(line.substring(0, line.indexOf(' ')));
  }

  private static String text(String line) {
    return line.substring(line.indexOf(' ') + 1);
  }

  private void step() {
    String line = lines.get(at);
    now = millis(line);
    String[] words = text(line).split(" ", 3);
    at++;
    inside = true;
    try {
      input(words);
    } finally {
      inside = false;
    }
  }

  private void input(String[] words) {
    switch (words[0]) {
      case "command" -> known(commands.get(words[1]), "command").accept(speaker);
      case "task" -> known(tasks.remove(Integer.valueOf(words[1])), "task").run();
      case "timer" -> known(timers.remove(Integer.valueOf(words[1])), "timer").run();
      case "turn" -> hooks.forEach(Runnable::run);
      case "accept" -> accept(words);
      case "connected" -> handler(words[1]).connected();
      case "received" -> handler(words[1]).received(octets(words[2]));
      case "writable" -> handler(words[1]).writable();
      case "closed" -> handler(words[1]).closed(words.length > 2 ? words[2] : "");
      default -> throw differs("nothing");
    }
  }

  private <T> T known(@Nullable T there, String what) {
    if (there == null) {
      throw differs("no such " + what);
    }
    return there;
  }

  private PeerTransport.Handler handler(String number) {
    return known(handlers.get(Integer.valueOf(number)), "connection");
  }

  private static ByteBuffer octets(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  private void accept(String[] words) {
    int number = ++connectionCount;
    String[] addresses = words[2].split(" ", -1);
    Wire wire = new Wire(number, IpAddresses.parse(addresses[0]));
    // whichever of the addresses: a speaker takes all alike
    acceptors.get(0).accepted(wire).ifPresent(a -> handlers.put(number, a.handler()));
  }

  private IllegalStateException differs(String done) {
    int line = Math.min(at, lines.size());
    return new IllegalStateException(
        "line " + line + " is \"" + lines.get(line - 1) + "\", the speaker does: " + done);
  }

  /** The speaker does something, which must be what is written. */
  private void output(String done) {
    at++;
    if (at > lines.size() || !text(lines.get(at - 1)).equals(done)) {
      throw differs(done);
    }
  }

  /** {@return what the speaker was told when it asked} */
  private String answer() {
    at++;
    if (at > lines.size() || !text(lines.get(at - 1)).startsWith("= ")) {
      throw differs("a question");
    }
    return text(lines.get(at - 1)).substring(2);
  }

  private final class Loop implements EventLoop {
    @Override
    public void execute(Runnable task) {
      if (inside) {
        tasks.put(++taskCount, task);
      } else {
        task.run(); // a question
      }
    }

    @Override
    public Timer after(long millis, Runnable task) {
      int number = ++timerCount;
      timers.put(number, task);
      return () -> timers.remove(number);
    }

    @Override
    public void atEndOfTurn(Runnable hook) {
      hooks.add(hook);
    }

    @Override
    public void anotherTurn() {} // the record says when

    @Override
    public long millis() {
      return now;
    }

    @Override
    public double chance() {
      return Double.parseDouble(answer());
    }
  }

  private final class Transport implements PeerTransport {
    @Override
    public Connection connect(PeerConfig peer, Handler handler) {
      int number = ++connectionCount;
      output("> connect " + number + " " + IpAddresses.text(peer.address()));
      handlers.put(number, handler);
      return new Wire(number, peer.address());
    }

    @Override
    public void listen(InetSocketAddress address, Acceptor acceptor) {
      acceptors.add(acceptor);
    }

    @Override
    public void expect(PeerConfig peer) {}

    @Override
    public void forget(PeerConfig peer) {}
  }

  private final class Wire implements PeerTransport.Connection {
    private final int number;
    private final InetAddress remote;

    Wire(int number, InetAddress remote) {
      this.number = number;
      this.remote = remote;
    }

    @Override
    public InetAddress localAddress() {
      return IpAddresses.parse(inside ? answer() : "0.0.0.0");
    }

    @Override
    public InetAddress remoteAddress() {
      return remote;
    }

    @Override
    public void write(ByteBuffer octets) {
      output("> write " + number + " " + Recorder.hex(octets));
    }

    @Override
    public int queued() {
      return Integer.parseInt(answer());
    }

    @Override
    public long sent() {
      return Long.parseLong(answer());
    }

    @Override
    public void close() {
      output("> close " + number);
    }
  }
}
