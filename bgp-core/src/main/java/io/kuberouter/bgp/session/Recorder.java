package io.kuberouter.bgp.session;

import io.kuberouter.bgp.number.IpAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes down all that reaches a speaker's sessions and all that they do, line by line, so that
 * {@link Replay} can have it happen again. A line is the loop's milliseconds, a word and its
 * arguments:
 *
 * <pre>
 * command NAME          somebody had the speaker do something
 * task N, timer N       what was to be done at once or later is done: the Nth of its kind
 * turn                  all that was ready has been dealt with: routes go out
 * accept N REMOTE LOCAL a neighbour has connected; connections are counted from 1
 * connected N, received N HEX, writable N, closed N WHY
 * &gt; connect N ADDRESS, &gt; write N HEX, &gt; close N     what the speaker does
 * = VALUE               what it was told when it asked: a random number, addresses, what is queued
 * </pre>
 *
 * <p>Passwords are in none of them. What is not done by {@link #command} is not written down;
 * questions need not be. On the event loop.
 */
public final class Recorder implements AutoCloseable {

  private final EventLoop loop;
  private final Appendable out;
  private final Runnable end;
  private final Speaker speaker;
  private long now;

  /** The loop's thread while it deals with an input; others' tasks are questions. */
  private volatile @Nullable Thread running;

  private boolean touched;
  private int tasks;
  private int timers;
  private int connections;

  private Recorder(
      EventLoop loop,
      PeerTransport transport,
      SpeakerConfig config,
      SpeakerListener listener,
      Appendable out,
      Runnable end)
      throws IOException {
    this.loop = loop;
    this.out = out;
    this.end = end;
    this.now = loop.millis();
    this.speaker = Speaker.on(new Loop(), new Transport(transport), config, listener);
  }

  /**
   * Starts a speaker on a thread of its own.
   *
   * @throws IOException when an address to listen on cannot be bound
   */
  public static Recorder start(SpeakerConfig config, SpeakerListener listener, Appendable out)
      throws IOException {
    SelectorLoop loop = new SelectorLoop("bgp");
    TcpPeerTransport transport = new TcpPeerTransport(loop);
    Recorder recorder = new Recorder(loop, transport, config, listener, out, loop::close);
    loop.atEndOfTurn(transport::flush);
    loop.start();
    return recorder;
  }

  /**
   * Starts a speaker on a loop and a transport of somebody else's.
   *
   * @throws IOException when an address to listen on cannot be bound
   */
  public static Recorder on(
      EventLoop loop,
      PeerTransport transport,
      SpeakerConfig config,
      SpeakerListener listener,
      Appendable out)
      throws IOException {
    return new Recorder(loop, transport, config, listener, out, () -> {});
  }

  /** {@return the speaker, to ask: what it is to do goes through {@link #command}} */
  public Speaker speaker() {
    return speaker;
  }

  /**
   * Has the speaker do something. Any thread may call.
   *
   * @param name under which a replay finds it; without a blank
   */
  public void command(String name, Consumer<Speaker> what) {
    loop.execute(() -> input("command " + name, () -> what.accept(speaker)));
  }

  /** Ends the speaker without a word: what neighbours are told then would not be in the record. */
  @Override
  public void close() {
    speaker.ends();
    end.run();
  }

  private boolean isInside() {
    return running == Thread.currentThread();
  }

  private void input(String line, Runnable what) {
    now = loop.millis();
    write(line);
    touched = true;
    running = Thread.currentThread();
    try {
      what.run();
    } finally {
      running = null;
    }
  }

  private void write(String line) {
    try {
      out.append(Long.toString(now)).append(' ').append(line).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("a session cannot be recorded", e);
    }
  }

  private <T> T answer(T value) {
    if (isInside()) {
      write("= " + value);
    }
    return value;
  }

  static String hex(ByteBuffer octets) {
    byte[] all = new byte[octets.remaining()];
    octets.get(octets.position(), all);
    return HexFormat.of().formatHex(all);
  }

  /** The loop, of which each thing that it does is an input. */
  private final class Loop implements EventLoop {
    @Override
    public void execute(Runnable task) {
      if (isInside()) {
        int number = ++tasks;
        loop.execute(() -> input("task " + number, task));
      } else {
        loop.execute(task); // a question
      }
    }

    @Override
    public Timer after(long millis, Runnable task) {
      int number = ++timers;
      return loop.after(millis, () -> input("timer " + number, task));
    }

    @Override
    public void atEndOfTurn(Runnable hook) {
      loop.atEndOfTurn(
          () -> {
            if (touched) {
              input("turn", hook);
              touched = false;
            }
          });
    }

    @Override
    public void anotherTurn() {
      loop.anotherTurn();
      loop.execute(() -> touched = true);
    }

    @Override
    public long millis() {
      return now; // one moment for each input
    }

    @Override
    public double chance() {
      return answer(loop.chance());
    }
  }

  private final class Transport implements PeerTransport {
    private final PeerTransport to;

    Transport(PeerTransport to) {
      this.to = to;
    }

    @Override
    public Connection connect(PeerConfig peer, Handler handler) {
      int number = ++connections;
      write("> connect " + number + " " + IpAddresses.text(peer.address()));
      return new Wire(number, to.connect(peer, new Ear(number, handler)));
    }

    @Override
    public void listen(InetSocketAddress address, Acceptor acceptor) throws IOException {
      to.listen(
          address,
          connection -> {
            int number = ++connections;
            List<Accepted> taken = new ArrayList<>();
            input(
                "accept "
                    + number
                    + " "
                    + IpAddresses.text(connection.remoteAddress())
                    + " "
                    + IpAddresses.text(connection.localAddress()),
                () -> acceptor.accepted(new Wire(number, connection)).ifPresent(taken::add));
            return taken.stream()
                .findFirst()
                .map(a -> new Accepted(a.peer(), new Ear(number, a.handler())));
          });
    }

    @Override
    public void expect(PeerConfig peer) {
      to.expect(peer);
    }

    @Override
    public void forget(PeerConfig peer) {
      to.forget(peer);
    }
  }

  private final class Ear implements PeerTransport.Handler {
    private final int number;
    private final PeerTransport.Handler to;

    Ear(int number, PeerTransport.Handler to) {
      this.number = number;
      this.to = to;
    }

    @Override
    public void connected() {
      input("connected " + number, to::connected);
    }

    @Override
    public void received(ByteBuffer in) {
      input("received " + number + " " + hex(in), () -> to.received(in));
    }

    @Override
    public void writable() {
      input("writable " + number, to::writable);
    }

    @Override
    public void closed(String why) {
      input("closed " + number + " " + why, () -> to.closed(why));
    }
  }

  /** Does not catch up: what is read is an input of its own. */
  private final class Wire implements PeerTransport.Connection {
    private final int number;
    private final PeerTransport.Connection to;

    Wire(int number, PeerTransport.Connection to) {
      this.number = number;
      this.to = to;
    }

    @Override
    public InetAddress localAddress() {
      InetAddress local = to.localAddress();
      answer(IpAddresses.text(local));
      return local;
    }

    @Override
    public InetAddress remoteAddress() {
      return to.remoteAddress();
    }

    @Override
    public void write(ByteBuffer octets) {
      Recorder.this.write("> write " + number + " " + hex(octets));
      to.write(octets);
    }

    @Override
    public int queued() {
      return answer(to.queued());
    }

    @Override
    public long sent() {
      return answer(to.sent());
    }

    @Override
    public void close() {
      Recorder.this.write("> close " + number);
      to.close();
    }
  }
}
