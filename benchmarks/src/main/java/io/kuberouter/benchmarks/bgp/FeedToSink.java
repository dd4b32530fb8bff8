package io.kuberouter.benchmarks.bgp;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Feeds routes into a speaker on one session and waits on another until all have come out.
 *
 * <pre>FeedToSink SPEAKER FEEDER SINK PREFIXES packed|inet4|single [withdraw|COMMAND]</pre>
 *
 * <p>SPEAKER (AS 65000, port 179) must take sessions from FEEDER (AS 65001) and SINK (AS 65002).
 * The prefixes are of the family of these addresses. Prints one line: seconds from the first octet
 * fed to the last prefix seen at the sink, seconds until all was fed, UPDATEs in and out; with
 * {@code withdraw} a second one for withdrawing all, and a third for announcing all again; with a
 * COMMAND, which is to change what the speaker tells the sink of every route, a second one for
 * until the sink has heard of each once more.
 */
public final class FeedToSink {

  private static final int FEEDER_ASN = 65001;
  private static final int SINK_ASN = 65002;
  private static final long LIMIT_MILLIS = 300_000;

  private final RawSession feeder;
  private final RawSession sink;
  private final int prefixes;
  private final boolean ipv6;
  private final BitSet seen;
  private int updatesOut;

  private FeedToSink(RawSession feeder, RawSession sink, int prefixes, boolean ipv6) {
    this.feeder = feeder;
    this.sink = sink;
    this.prefixes = prefixes;
    this.ipv6 = ipv6;
    this.seen = new BitSet(prefixes);
  }

  /** Runs one measurement. */
  public static void main(String[] args) throws Exception {
    if (args.length < 5) {
      throw new IllegalArgumentException(
          "FeedToSink SPEAKER FEEDER SINK PREFIXES packed|inet4|single [withdraw|COMMAND]");
    }
    InetSocketAddress speaker = new InetSocketAddress(InetAddress.getByName(args[0]), 179);
    InetSocketAddress from = new InetSocketAddress(InetAddress.getByName(args[1]), 0);
    InetSocketAddress to = new InetSocketAddress(InetAddress.getByName(args[2]), 0);
    int prefixes = Integer.parseInt(args[3]);
    UpdateStream.Mode mode = UpdateStream.Mode.valueOf(args[4].toUpperCase(Locale.ROOT));
    UpdateStream stream =
        new UpdateStream(prefixes, mode, FEEDER_ASN, from.getAddress().getAddress(), 1);
    ByteBuffer announcements = stream.announce();
    int updates = stream.updates();
    try (RawSession feeder = RawSession.establish(speaker, from, FEEDER_ASN, 20_000);
        RawSession sink = RawSession.establish(speaker, to, SINK_ASN, 20_000)) {
      Thread.sleep(1000); // initial tables and End-of-RIB markers are out of the way
      FeedToSink run =
          new FeedToSink(feeder, sink, prefixes, from.getAddress() instanceof Inet6Address);
      run.keepAlive();
      run.measure("announce " + args[4], announcements.duplicate(), updates, true);
      if (args.length > 5 && !args[5].equals("withdraw")) {
        run.measureCommand("policy " + args[4], args[5]);
      } else if (args.length > 5) {
        ByteBuffer withdrawals = stream.withdraw();
        run.measure("withdraw " + args[4], withdrawals, stream.updates(), false);
        run.measure("again " + args[4], announcements.duplicate(), updates, true);
      }
    }
    System.exit(0);
  }

  /** The feeder listens, too, so that nothing piles up in its socket. */
  private void keepAlive() {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (feeder.next() != 3) {
                  // keepalives, and routes if the speaker sends them back
                }
              } catch (IOException e) {
                // the run is over
              }
            },
            "feeder-in");
    thread.setDaemon(true);
    thread.start();
  }

  private void measure(String title, ByteBuffer stream, int updates, boolean announce)
      throws IOException, InterruptedException {
    AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    long begin = System.nanoTime();
    long[] fed = new long[1];
    Thread feed =
        new Thread(
            () -> {
              try {
                feeder.write(stream);
                fed[0] = System.nanoTime();
              } catch (IOException e) {
                failure.set(e);
              }
            },
            "feeder-out");
    feed.start();
    long first = drain(title, announce ? prefixes : 0, begin, failure);
    long end = System.nanoTime();
    feed.join();
    print(title, begin, first, fed[0], end, updates);
  }

  private void measureCommand(String title, String command)
      throws IOException, InterruptedException {
    seen.clear();
    count = 0;
    long begin = System.nanoTime();
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    long first = drain(title, prefixes, begin, new AtomicReference<>());
    long end = System.nanoTime();
    if (process.waitFor() != 0) {
      throw new IOException(command + ": status " + process.exitValue());
    }
    print(title, begin, first, begin, end, 0);
  }

  /** Reads until so many prefixes are there. {@return when the first UPDATE came} */
  private long drain(
      String title, int target, long begin, AtomicReference<@Nullable IOException> failure)
      throws IOException {
    updatesOut = 0;
    long first = 0;
    long spoke = begin;
    while (count != target) {
      int before = updatesOut;
      int type = sink.next();
      if (type == 2) {
        update(sink.buffer(), sink.body(), sink.end());
      } else if (type == 3) {
        throw new IOException("the speaker ended the sink's session with a NOTIFICATION");
      }
      long now = System.nanoTime();
      if (first == 0 && updatesOut > before) {
        first = now;
      }
      if (now - spoke > 20_000_000_000L) {
        sink.keepalive();
        spoke = now;
      }
      IOException failed = failure.get();
      if (failed != null) {
        throw failed;
      }
      if (now - begin > LIMIT_MILLIS * 1_000_000) {
        throw new IOException(title + ": " + count + " of " + target + " prefixes in time");
      }
    }
    return first;
  }

  private void print(String title, long begin, long first, long fed, long end, int updates) {
    System.out.printf(
        Locale.ROOT,
        "%-18s %8d prefixes %8.3f s (first %.3f, fed %.3f) updates in %d out %d%n",
        title,
        prefixes,
        (end - begin) / 1e9,
        (first - begin) / 1e9,
        (fed - begin) / 1e9,
        updates,
        updatesOut);
  }

  private int count;

  private void update(ByteBuffer in, int from, int to) {
    updatesOut++;
    int withdrawn = in.getShort(from) & 0xffff;
    nlri(in, from + 2, from + 2 + withdrawn, false);
    int attributes = in.getShort(from + 2 + withdrawn) & 0xffff;
    int nlri = from + 4 + withdrawn + attributes;
    if (ipv6) {
      multiprotocol(in, from + 4 + withdrawn, nlri);
    } else {
      nlri(in, nlri, to, true);
    }
  }

  /** MP_REACH_NLRI and MP_UNREACH_NLRI among attributes; whatever they are of is IPv6 unicast. */
  private void multiprotocol(ByteBuffer in, int from, int to) {
    for (int at = from; at < to; ) {
      boolean extended = (in.get(at) & 0x10) != 0;
      int type = in.get(at + 1) & 0xff;
      int value = at + (extended ? 4 : 3);
      int end = value + (extended ? in.getShort(at + 2) & 0xffff : in.get(at + 2) & 0xff);
      if (type == 14) {
        nlri(in, value + 4 + (in.get(value + 3) & 0xff) + 1, end, true);
      } else if (type == 15) {
        nlri(in, value + 3, end, false);
      }
      at = end;
    }
  }

  private void nlri(ByteBuffer in, int from, int to, boolean announced) {
    for (int at = from; at < to; ) {
      int length = in.get(at) & 0xff;
      int index = ipv6 ? UpdateStream.number6(in, at) : UpdateStream.number(in, at);
      if (index < prefixes && seen.get(index) != announced) {
        seen.set(index, announced);
        count += announced ? 1 : -1;
      }
      at += 1 + (length + 7) / 8;
    }
  }
}
