package io.kuberouter.cli.config;

import io.kuberouter.bgp.session.Secret;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.PeerNumbers;
import io.kuberouter.sync.config.RouterOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The flags of the neighbours → {@link RouterOptions.Peer}s. */
final class PeerFlags {

  private final FlagValues flags;

  private PeerFlags(FlagValues flags) {
    this.flags = flags;
  }

  static List<RouterOptions.Peer> read(FlagValues flags) throws UsageException {
    return new PeerFlags(flags).peers();
  }

  private List<RouterOptions.Peer> peers() throws UsageException {
    List<String> ips = flags.list("peer-router-ips");
    List<String> asns = flags.list("peer-router-asns");
    List<String> ports = flags.list("peer-router-ports");
    if (ips.size() != asns.size() || (!ports.isEmpty() && ports.size() != ips.size())) {
      throw new UsageException(
          "--peer-router-ips, --peer-router-asns and --peer-router-ports (if given) must be of one"
              + " length");
    }
    List<String> passwords = passwords();
    if (!passwords.isEmpty() && passwords.size() != ips.size()) {
      throw new UsageException(
          "--peer-router-passwords has "
              + passwords.size()
              + " elements, --peer-router-ips has "
              + ips.size());
    }
    Optional<RouterOptions.Bfd> bfd = bfd();
    List<RouterOptions.Peer> peers = new ArrayList<>();
    for (int i = 0; i < ips.size(); i++) {
      peers.add(
          new RouterOptions.Peer(
              address(ips.get(i)),
              asn(asns.get(i)),
              ports.isEmpty()
                  ? 179
                  : (int) FlagValues.number("peer-router-ports", ports.get(i), 1, 65535),
              passwords.isEmpty() ? Optional.empty() : password(passwords.get(i)),
              Optional.empty(),
              bfd));
    }
    return peers;
  }

  private static InetAddress address(String text) throws UsageException {
    try {
      return IpText.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw FlagValues.bad("peer-router-ips", text, "an IP address");
    }
  }

  private static long asn(String text) throws UsageException {
    long asn = FlagValues.number("peer-router-asns", text, 1, 4294967294L);
    if (asn == 23456 || (asn >= 64000 && asn <= 64511) || (asn >= 65535 && asn <= 131071)) {
      throw FlagValues.bad("peer-router-asns", text, "an AS number that is not reserved");
    }
    return asn;
  }

  /** The numbers must be right also where BFD is not enabled. */
  private Optional<RouterOptions.Bfd> bfd() throws UsageException {
    long longest = RouterOptions.Bfd.LONGEST_MILLIS;
    RouterOptions.Bfd bfd =
        new RouterOptions.Bfd(
            (int) flags.number("bfd-port", 1, 65_535),
            (int) flags.number("bfd-detection-multiplier", 1, 255),
            Duration.ofMillis(flags.number("bfd-desired-min-tx-interval", 1, longest)),
            Duration.ofMillis(flags.number("bfd-required-min-rx-interval", 1, longest)));
    return flags.bool("enable-bfd") ? Optional.of(bfd) : Optional.empty();
  }

  /** One password for each neighbour, an empty one for none; the flag before the file. */
  private List<String> passwords() throws UsageException {
    List<String> given = flags.list("peer-router-passwords");
    String file = flags.text("peer-router-passwords-file");
    if (!given.isEmpty() || file.isEmpty()) {
      return given;
    }
    try {
      return List.of(Files.readString(Path.of(file)).strip().split(",", -1));
    } catch (IOException e) {
      throw new UsageException(
          "--peer-router-passwords-file: " + file + " cannot be read: " + e.getMessage());
    }
  }

  private static Optional<Secret> password(String base64) throws UsageException {
    try {
      return PeerNumbers.password("--peer-router-passwords", base64.strip());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
