package io.kuberouter.bgp.testkit;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.codec.UpdatePacker;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.Consumer;

/** Routes as a neighbour tells them, the same for the same seed: for benchmarks and tests. */
public final class UpdateCorpus {

  /** How many prefixes share attributes. */
  public enum Shape {
    /** 200 to 700. */
    PACKED,
    /** 1 to 7, about as in a full Internet table. */
    INTERNET,
    /** 1. */
    SINGLE
  }

  private UpdateCorpus() {}

  /** {@return a prefix of its own for each number: within 20.0.0.0 and up, most of them /24} */
  public static Prefix prefix(int number) {
    int[] lengths = {24, 24, 24, 24, 24, 24, 25, 28, 30, 32};
    return new Prefix(
        false, (0x1400_0000L + ((long) number << 8)) << 32, 0, lengths[number % lengths.length]);
  }

  /**
   * Makes UPDATEs.
   *
   * @param first AS of all paths
   * @param sink takes each message, which it must copy
   * @return how many messages
   */
  public static int updates(
      int prefixes, Shape shape, long first, SessionParameters session, Consumer<ByteBuffer> sink) {
    Random random = new Random(42);
    NextHop hop = new NextHop(IpAddresses.parse("192.0.2.1"));
    int[] messages = new int[1];
    UpdatePacker packer =
        new UpdatePacker(
            session,
            AddressFamily.IPV4_UNICAST,
            m -> {
              messages[0]++;
              sink.accept(m);
            });
    for (int done = 0; done < prefixes; ) {
      int share =
          switch (shape) {
            case PACKED -> 200 + random.nextInt(501);
            case INTERNET -> 1 + random.nextInt(7);
            case SINGLE -> 1;
          };
      long[] path = new long[4 + random.nextInt(4)];
      path[0] = first;
      for (int i = 1; i < path.length; i++) {
        path[i] = 100_000L + random.nextInt(400_000);
      }
      packer.announce(PathAttributes.of(Origin.IGP, AsPath.sequence(path), hop));
      for (int i = 0; i < share && done < prefixes; i++) {
        packer.add(prefix(done++));
      }
      packer.end();
    }
    return messages[0];
  }
}
