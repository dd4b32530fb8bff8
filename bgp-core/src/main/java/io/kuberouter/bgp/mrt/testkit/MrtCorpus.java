package io.kuberouter.bgp.mrt.testkit;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.Communities;
import io.kuberouter.bgp.attribute.MpReach;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.mrt.Bgp4mpMessage;
import io.kuberouter.bgp.mrt.Bgp4mpSession;
import io.kuberouter.bgp.mrt.MrtPeer;
import io.kuberouter.bgp.mrt.MrtRecord;
import io.kuberouter.bgp.mrt.PeerIndexTable;
import io.kuberouter.bgp.mrt.RibEntry;
import io.kuberouter.bgp.mrt.RibRecord;
import io.kuberouter.bgp.mrt.codec.MrtMessages;
import io.kuberouter.bgp.mrt.codec.MrtRoutes;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.Community;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A seeded collector of routes: every third prefix is of IPv6. Confined to one thread. */
public final class MrtCorpus {

  private static final long TIME = 1_471_000_000;

  private final SplittableRandom random;

  /** Begins with a seed. */
  public MrtCorpus(long seed) {
    random = new SplittableRandom(seed);
  }

  private PathAttributes attributes(boolean six) {
    long[] path = new long[1 + random.nextInt(7)];
    for (int i = 0; i < path.length; i++) {
      path[i] = 1L + random.nextInt(random.nextInt(4) == 0 ? 400_000 : 64_000);
    }
    List<Community> communities = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      communities.add(Community.of(1 + random.nextInt(64_000), random.nextInt(1000)));
    }
    PathAttributes.Builder out = new PathAttributes.Builder();
    out.set(Origin.IGP).set(AsPath.sequence(path));
    out.set(new NextHop(IpAddresses.parse(six ? "2001:db8::1" : "192.0.2.1")));
    if (!communities.isEmpty()) {
      out.set(new Communities(communities));
    }
    return out.build();
  }

  private static Prefix prefix(int number) {
    boolean six = number % 3 == 2;
    return six
        ? new Prefix(true, 0x2001_0db8_0000_0000L + ((long) number << 16), 0, 48)
        : new Prefix(false, (0x0a00_0000L + ((long) number << 8)) << 32, 0, 24);
  }

  /**
   * {@return a peer index table, and a record for each of some prefixes with a path from each peer}
   */
  public List<MrtRecord> table(int prefixes, int peers) {
    List<MrtPeer> all = new ArrayList<>();
    for (int i = 0; i < peers; i++) {
      all.add(
          new MrtPeer(
              new BgpIdentifier(0x0a00_0001 + i),
              IpAddresses.parse("192.0.2." + (1 + (i % 250))),
              65_000 + i,
              true));
    }
    List<MrtRecord> records = new ArrayList<>();
    records.add(
        new MrtRecord(
            TIME, new PeerIndexTable(new BgpIdentifier(0x0a00_0000), OctetString.EMPTY, all)));
    for (int i = 0; i < prefixes; i++) {
      List<RibEntry> entries = new ArrayList<>();
      for (int peer = 0; peer < peers; peer++) {
        entries.add(new RibEntry(peer, TIME, MrtRoutes.attributes(attributes(i % 3 == 2))));
      }
      records.add(new MrtRecord(TIME, new RibRecord(false, false, i, prefix(i), entries)));
    }
    return records;
  }

  /** {@return some UPDATEs of a prefix each} */
  public List<MrtRecord> updates(int count) {
    Bgp4mpSession session =
        new Bgp4mpSession(
            65_000,
            64_512,
            0,
            IpAddresses.parse("192.0.2.2"),
            IpAddresses.parse("192.0.2.1"),
            true);
    List<MrtRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Nlri nlri = Nlri.of(prefix(i));
      PathAttributes attributes = attributes(i % 3 == 2);
      NextHop hop = attributes.nextHop().orElseThrow();
      UpdateMessage update =
          hop.isIpv6()
              ? new UpdateMessage(Nlri.EMPTY, attributes.with(MpReach.of(hop, nlri)), Nlri.EMPTY)
              : new UpdateMessage(Nlri.EMPTY, attributes, nlri);
      byte[] octets = MessageCodec.encode(update, MrtMessages.session(true, false));
      records.add(
          new MrtRecord(
              TIME + i, new Bgp4mpMessage(session, false, false, OctetString.of(octets))));
    }
    return records;
  }
}
