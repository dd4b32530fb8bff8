package io.kuberouter.benchmarks.bgp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Many sessions with one speaker.
 *
 * <pre>Sessions SPEAKER FIRST COUNT PREFIXES SECONDS HOLD</pre>
 *
 * <p>The neighbours have COUNT addresses from FIRST on, each in an AS of its own ({@link #asn}).
 * Each announces PREFIXES prefixes of its own, and waits until it has those of all others, at most
 * until SECONDS have passed since the first session was tried; without prefixes all stay so long.
 * Prints sessions lost, the time for the prefixes, and how long it was from one message of the
 * speaker to the next: counted where a KEEPALIVE ended the wait, and beyond a third of the hold
 * time whatever ended it, also where the end of the measurement or of the session did. Exits with 1
 * when a session was lost or has not got all.
 */
public final class Sessions {

  private final List<Neighbour> neighbours = new ArrayList<>();
  private final int prefixes;
  private int waiting;
  private int lost;
  private final long due;
  private int open;
  private long[] gaps = new long[1 << 16];
  private int gapCount;

  private Sessions(int prefixes, int hold) {
    this.prefixes = prefixes;
    this.due = hold * 1_000_000_000L / 3;
  }

  /** A session, what it has seen, and when the speaker spoke last. */
  private static final class Neighbour {
    final RawSession session;
    final BitSet seen = new BitSet();
    int missing;
    long spoke;
    boolean heard; // since all are there, so that the wait before began with a message

    Neighbour(RawSession session) {
      this.session = session;
    }
  }

  /** {@return the AS of a neighbour: 65001 and the last 16 bits of its address, less 256} */
  static long asn(InetAddress address) {
    byte[] octets = address.getAddress();
    return 65001 + ((octets[2] & 0xff) - 1) * 256L + (octets[3] & 0xff);
  }

  /** Runs one measurement. */
  public static void main(String[] args) throws Exception {
    if (args.length != 6) {
      throw new IllegalArgumentException("Sessions SPEAKER FIRST COUNT PREFIXES SECONDS HOLD");
    }
    InetSocketAddress speaker = new InetSocketAddress(InetAddress.getByName(args[0]), 179);
    byte[] first = InetAddress.getByName(args[1]).getAddress();
    int count = Integer.parseInt(args[2]);
    int hold = Integer.parseInt(args[5]);
    Sessions run = new Sessions(Integer.parseInt(args[3]), hold);
    long end = System.nanoTime() + Long.parseLong(args[4]) * 1_000_000_000;
    run.establish(speaker, first, count, hold);
    run.measure(count, end);
    System.exit(run.lost + run.waiting == 0 ? 0 : 1);
  }

  private void establish(InetSocketAddress speaker, byte[] first, int count, int hold)
      throws IOException, InterruptedException {
    Thread timer = new Thread(() -> keepAliveEvery(hold * 1000L / 6), "keepalives");
    timer.setDaemon(true);
    timer.start();
    int address = ByteBuffer.wrap(first).getInt();
    for (int i = 0; i < count; i++) {
      InetAddress own =
          InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(address + i).array());
      RawSession session =
          RawSession.establish(
              speaker, new InetSocketAddress(own, 0), (int) asn(own), 20_000, hold, 1 << 16);
      synchronized (neighbours) {
        neighbours.add(new Neighbour(session));
      }
    }
  }

  private void keepAliveEvery(long millis) {
    try {
      while (true) {
        Thread.sleep(millis);
        keepAlive();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepAlive() {
    synchronized (neighbours) {
      for (Neighbour n : neighbours) {
        try {
          n.session.keepalive();
        } catch (IOException e) {
          // seen where it is read
        }
      }
    }
  }

  private void measure(int count, long end) throws IOException, InterruptedException {
    Selector selector = Selector.open();
    List<ByteBuffer> streams = streams();
    long begin = System.nanoTime();
    for (Neighbour n : neighbours) {
      n.spoke = begin;
      n.session.channel().configureBlocking(false);
      n.session.channel().register(selector, SelectionKey.OP_READ, n);
      n.missing = (count - 1) * prefixes;
    }
    waiting = prefixes == 0 ? 0 : count;
    feed(streams);
    double seconds = 0;
    while (System.nanoTime() < end && seconds == 0) {
      selector.select(100);
      for (SelectionKey key : selector.selectedKeys()) {
        take(key);
      }
      selector.selectedKeys().clear();
      if (waiting == 0 && seconds == 0 && prefixes > 0) {
        seconds = (System.nanoTime() - begin) / 1e9;
      }
    }
    for (Neighbour n : neighbours) {
      if (n.session.channel().isOpen()) {
        broken(n);
      }
    }
    print(count, seconds);
  }

  private List<ByteBuffer> streams() throws IOException {
    List<ByteBuffer> streams = new ArrayList<>();
    for (int i = 0; prefixes > 0 && i < neighbours.size(); i++) {
      InetAddress own =
          ((InetSocketAddress) neighbours.get(i).session.channel().getLocalAddress()).getAddress();
      streams.add(
          new UpdateStream(
                  i * prefixes,
                  prefixes,
                  UpdateStream.Mode.PACKED,
                  (int) asn(own),
                  own.getAddress(),
                  i)
              .announce());
    }
    return streams;
  }

  private void feed(List<ByteBuffer> streams) {
    Thread feeder =
        new Thread(
            () -> {
              for (int i = 0; i < streams.size(); i++) {
                try {
                  neighbours.get(i).session.write(streams.get(i));
                } catch (IOException e) {
                  // seen where it is read
                }
              }
            },
            "feeder");
    feeder.setDaemon(true);
    feeder.start();
  }

  private void take(SelectionKey key) throws IOException {
    Neighbour n = (Neighbour) key.attachment();
    try {
      n.session.fill();
      for (int type = n.session.taken(); type >= 0; type = n.session.taken()) {
        long now = System.nanoTime();
        if (type == 3) {
          throw new IOException("NOTIFICATION");
        }
        if ((type == 4 && n.heard) || now - n.spoke > due) {
          gap(now - n.spoke);
        }
        if (type == 2 && prefixes > 0) {
          update(n);
        }
        n.spoke = now;
        n.heard = true;
      }
    } catch (IOException e) {
      lost++;
      broken(n);
      key.cancel();
      n.session.close();
    }
  }

  /** Something else than a message ends a wait: a short one says nothing. */
  private void broken(Neighbour n) {
    long waited = System.nanoTime() - n.spoke;
    if (waited > due) {
      open++;
      gap(waited);
    }
  }

  private void gap(long nanos) {
    if (gapCount == gaps.length) {
      gaps = Arrays.copyOf(gaps, 2 * gapCount);
    }
    gaps[gapCount++] = nanos;
  }

  private void update(Neighbour n) {
    ByteBuffer in = n.session.buffer();
    int at = n.session.body();
    at += 2 + (in.getShort(at) & 0xffff);
    at += 2 + (in.getShort(at) & 0xffff);
    while (at < n.session.end()) {
      int length = in.get(at) & 0xff;
      int index = UpdateStream.number(in, at);
      if (!n.seen.get(index)) {
        n.seen.set(index);
        if (--n.missing == 0) {
          waiting--;
        }
      }
      at += 1 + (length + 7) / 8;
    }
  }

  private void print(int count, double seconds) {
    System.out.printf(
        Locale.ROOT,
        "%d sessions, %d lost, %d prefixes each: %s; %d waits (%d not over), ms:"
            + " median %.0f, p99 %.0f, p99.9 %.0f, most %.0f%n",
        count,
        lost,
        prefixes,
        prefixes == 0
            ? "idle"
            : waiting == 0 ? "%.2f s".formatted(seconds) : waiting + " have not got all",
        gapCount,
        open,
        percentile(0.5),
        percentile(0.99),
        percentile(0.999),
        percentile(1));
  }

  private double percentile(double share) {
    long[] sorted = Arrays.copyOf(gaps, gapCount);
    Arrays.sort(sorted);
    return gapCount == 0 ? 0 : sorted[(int) Math.min(gapCount - 1, share * gapCount)] / 1e6;
  }
}
