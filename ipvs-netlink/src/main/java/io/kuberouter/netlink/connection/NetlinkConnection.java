package io.kuberouter.netlink.connection;

import io.kuberouter.netlink.DumpInterruptedException;
import io.kuberouter.netlink.GenericFamily;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.codec.FamilyCodec;
import io.kuberouter.netlink.transport.NetlinkTransport;
import io.kuberouter.netlink.transport.SocketTransport;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Requests and their answers over one transport: sequence numbers, acknowledgements with the
 * kernel's words, dumps of many parts, batches. Any thread may call; one exchange at a time. {@link
 * #close} does not wait for an exchange, but ends it with a {@link
 * java.nio.channels.ClosedChannelException}.
 */
public final class NetlinkConnection implements AutoCloseable {

  private static final int NLM_F_ACK = 4;

  /** The kernel fills no more with the parts of a dump, unless one alone is larger. */
  private static final int ANSWER_BYTES = 32 * 1024;

  private final NetlinkTransport transport;
  private final NetlinkOptions options;
  private final ReentrantLock exchange = new ReentrantLock();
  private final RequestBuffer out = new RequestBuffer(BatchExchange.BYTES);
  private final AnswerBuffer in = new AnswerBuffer(ANSWER_BYTES);
  private final Map<String, GenericFamily> families = new ConcurrentHashMap<>();
  private volatile boolean listening;

  /** The number of a dump whose end was not waited for; 0 for none. */
  private int unfinished;

  /** Talks over a transport, which is closed with the connection. */
  public NetlinkConnection(NetlinkTransport transport, NetlinkOptions options) {
    this.transport = transport;
    this.options = options;
  }

  /**
   * Opens a socket of a protocol.
   *
   * @throws KernelException when the kernel refuses, or lacks the namespace of the options
   */
  public static NetlinkConnection open(NetlinkProtocol protocol, NetlinkOptions options)
      throws IOException {
    return new NetlinkConnection(
        SocketTransport.open(NativeCalls.get(), protocol, options), options);
  }

  /** Takes one message of an answer. */
  @FunctionalInterface
  public interface Part {
    /**
     * Reads what stands behind the header; the reader is valid during the call.
     *
     * @param type of the header
     */
    void accept(int type, AttributeReader message) throws WireFormatException;
  }

  /** Makes a value of one message; empty to leave it out. */
  @FunctionalInterface
  public interface Decoder<T> {
    /**
     * Reads what stands behind the header; the reader is valid during the call.
     *
     * @param type of the header
     */
    Optional<T> decode(int type, AttributeReader message) throws WireFormatException;
  }

  /**
   * The answer to a dump.
   *
   * @param interrupted whether a change came between its parts ({@code NLM_F_DUMP_INTR}): items may
   *     be missing, or be there twice
   */
  public record Dump<T>(List<T> items, boolean interrupted) {}

  /**
   * Asks and waits for the acknowledgement.
   *
   * @throws KernelException when the kernel refuses
   */
  public void execute(NetlinkMessage request) throws IOException {
    Optional<KernelException> refusal = batch(List.of(request)).get(0);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  /**
   * Asks for one object.
   *
   * @throws KernelException when the kernel refuses: not found, as a rule
   */
  public <T> T get(NetlinkMessage request, Decoder<T> decoder) throws IOException {
    List<T> answers = new ArrayList<>(1);
    exchange(
        request,
        NLM_F_ACK,
        false,
        (type, message) -> decoder.decode(type, message).ifPresent(answers::add));
    if (answers.isEmpty()) {
      throw new WireFormatException(request.text() + ": the kernel sent no answer");
    }
    return answers.get(0);
  }

  /**
   * Asks for all objects; an interrupted dump is taken again from its start, as often as the
   * options say.
   *
   * @throws DumpInterruptedException when changes did not let it come to its end
   */
  public <T> List<T> dump(NetlinkMessage request, Decoder<T> decoder) throws IOException {
    for (int tries = 0; tries < options.dumpTries(); tries++) {
      Dump<T> dump = dumpOnce(request, decoder);
      if (!dump.interrupted()) {
        return dump.items();
      }
    }
    throw new DumpInterruptedException(request.text(), options.dumpTries());
  }

  /** Asks for all objects, once; the answer says whether it was interrupted. */
  public <T> Dump<T> dumpOnce(NetlinkMessage request, Decoder<T> decoder) throws IOException {
    List<T> items = new ArrayList<>();
    boolean whole =
        exchange(
            request,
            NetlinkMessage.DUMP,
            false,
            (type, message) -> decoder.decode(type, message).ifPresent(items::add));
    return new Dump<>(items, !whole);
  }

  /**
   * Asks for all objects and hands over one after the other, in constant memory. The connection is
   * taken until the last: a part must not use it. The deadline is for each datagram. A part that
   * wants no more throws an unchecked exception of its own.
   *
   * @return false when the dump was interrupted by a change
   */
  public boolean stream(NetlinkMessage request, Part parts) throws IOException {
    return exchange(request, NetlinkMessage.DUMP, true, parts);
  }

  /**
   * Sends many requests with few system calls; a refused one does not stop those behind it. The
   * deadline is for each datagram of them.
   *
   * @return a result for each: empty, or the kernel's refusal
   */
  public List<Optional<KernelException>> batch(List<NetlinkMessage> requests) throws IOException {
    lock();
    try {
      finish();
      return new BatchExchange(requests, out, in, transport, options).results();
    } finally {
      exchange.unlock();
    }
  }

  private void await(boolean came, NetlinkMessage request) throws SocketTimeoutException {
    if (!came) {
      throw new SocketTimeoutException(
          request.text() + ": no answer within " + options.deadline().toMillis() + " ms");
    }
  }

  /** Returns false when the dump was interrupted by a change. */
  private boolean exchange(NetlinkMessage request, int flags, boolean patient, Part parts)
      throws IOException {
    lock();
    try {
      finish();
      int number = out.put(request, flags);
      out.send(transport);
      unfinished = (flags & NetlinkMessage.DUMP) == 0 ? 0 : number;
      return answers(request, number, patient, parts);
    } finally {
      exchange.unlock();
    }
  }

  /**
   * A part that cannot be read does not end the exchange: what follows would be taken for the next
   * one's, and the kernel refuses a dump while another is on its way.
   */
  private boolean answers(NetlinkMessage request, int number, boolean patient, Part parts)
      throws IOException {
    long end = System.nanoTime() + options.deadline().toNanos();
    boolean whole = true;
    @Nullable WireFormatException unreadable = null;
    while (true) {
      long left = patient ? options.deadline().toNanos() : end - System.nanoTime();
      await(in.receiveWhole(transport, left), request);
      while (in.next()) {
        if (in.number() != number) {
          continue; // of an exchange that ended early
        }
        whole &= !in.isInterrupted();
        if (in.isEnd()) {
          unfinished = 0;
          Optional<KernelException> refusal = in.refusal(request.text());
          if (refusal.isPresent()) {
            throw refusal.get();
          } else if (unreadable != null) {
            throw unreadable;
          }
          return whole;
        }
        if (unreadable == null && !in.isControl()) {
          try {
            parts.accept(in.type(), in.content());
          } catch (WireFormatException e) {
            unreadable = e;
          }
        }
      }
    }
  }

  /** Reads a dump to its end that its caller left: before that the kernel takes no other. */
  private void finish() throws IOException {
    long end = System.nanoTime() + options.deadline().toNanos();
    while (unfinished != 0) {
      if (!in.receiveWhole(transport, end - System.nanoTime())) {
        throw new SocketTimeoutException("an earlier list has no end");
      }
      while (in.next()) {
        if (in.number() == unfinished && in.isEnd()) {
          unfinished = 0;
        }
      }
    }
  }

  private void lock() {
    if (exchange.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "a part of a streamed dump uses its own connection: open another one for that");
    }
    if (listening) {
      throw new IllegalStateException(
          "the connection has joined a multicast group: open another one for requests");
    }
    exchange.lock();
  }

  /**
   * {@return a generic netlink family; asked for once}
   *
   * @throws KernelException not found: the kernel has no such family, or its module is not loaded
   */
  public GenericFamily family(String name) throws IOException {
    GenericFamily known = families.get(name);
    if (known == null) {
      known = get(FamilyCodec.get(name), (type, in) -> Optional.of(FamilyCodec.decode(in)));
      families.put(name, known);
    }
    return known;
  }

  /**
   * Takes part in a multicast group; the connection takes no requests from then on.
   *
   * @throws KernelException when the kernel refuses
   */
  void join(int group) throws IOException {
    transport.join(group);
    listening = true;
  }

  /** What {@link #listen} found. */
  enum Heard {
    EVENTS,
    LOST,
    NOTHING
  }

  /** Takes one message that answers no request. */
  @FunctionalInterface
  interface Event {
    void accept(int type, int flags, AttributeReader message) throws WireFormatException;
  }

  /**
   * Waits for one datagram that answers no request. A message of it that cannot be read does not
   * take those behind it along.
   */
  Heard listen(Duration time, Event parts) throws IOException {
    exchange.lock();
    try {
      if (!in.receive(transport, time.toNanos())) {
        return Heard.NOTHING;
      }
      if (in.isCut()) {
        return Heard.LOST;
      }
      events(parts);
      return Heard.EVENTS;
    } catch (KernelException e) {
      if (e.isOverrun()) {
        return Heard.LOST;
      }
      throw e;
    } finally {
      exchange.unlock();
    }
  }

  private void events(Event parts) throws WireFormatException {
    @Nullable WireFormatException unreadable = null;
    while (in.next()) {
      if (!in.isControl()) {
        try {
          parts.accept(in.type(), in.flags(), in.content());
        } catch (WireFormatException e) {
          unreadable = unreadable == null ? e : unreadable;
        }
      }
    }
    if (unreadable != null) {
      throw unreadable;
    }
  }

  /** Waits for nothing: calls of other threads end with an exception. */
  @Override
  public void close() {
    transport.close();
  }
}
