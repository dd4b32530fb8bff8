package io.kuberouter.conntrack;

import io.kuberouter.ipvs.Addresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Which flows are meant; what is absent selects all.
 *
 * @param ipv6 one family; that of the addresses where there are some
 * @param protocol of IP: 6 TCP, 17 UDP, …
 * @param source of the first packet
 * @param destination of the first packet, as its sender wrote it
 * @param sourcePort of the first packet
 * @param destinationPort of the first packet
 * @param replySource where it is answered from: behind a virtual service, one real server
 * @param replyDestination where answers are sent: behind source translation, this machine
 * @param mark under the mask
 * @param markMask which bits of the mark count; all without it
 * @param zone of connection tracking
 */
public record FlowFilter(
    Optional<Boolean> ipv6,
    OptionalInt protocol,
    Optional<InetAddress> source,
    Optional<InetAddress> destination,
    OptionalInt sourcePort,
    OptionalInt destinationPort,
    Optional<InetAddress> replySource,
    Optional<InetAddress> replyDestination,
    OptionalLong mark,
    OptionalLong markMask,
    OptionalInt zone) {

  /** All flows of all families and zones. */
  public static final FlowFilter ALL = builder().build();

  public FlowFilter {
    for (Optional<InetAddress> address :
        List.of(source, destination, replySource, replyDestination)) {
      if (address.isPresent()) {
        boolean six = address.get() instanceof Inet6Address;
        if (ipv6.isPresent() && ipv6.get() != six) {
          throw new IllegalArgumentException(address.get() + " is of the other family");
        }
        ipv6 = Optional.of(six);
      }
    }
  }

  /** Flows of one protocol to one address and port, answered from one address or any. */
  public FlowFilter(
      int protocol,
      InetAddress destination,
      int destinationPort,
      Optional<InetAddress> replySource) {
    this(
        Optional.empty(),
        OptionalInt.of(protocol),
        Optional.empty(),
        Optional.of(destination),
        OptionalInt.empty(),
        OptionalInt.of(destinationPort),
        replySource,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalInt.empty());
  }

  /** {@return a filter of all flows, to narrow} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return whether a flow is one of these} */
  public boolean matches(Flow flow) {
    FlowTuple original = flow.original();
    return (ipv6.isEmpty() || ipv6.get() == original.ipv6())
        && is(protocol, original.protocol())
        && is(source, original.source())
        && is(destination, original.destination())
        && is(sourcePort, original.sourcePort())
        && is(destinationPort, original.destinationPort())
        && is(replySource, flow.reply().source())
        && is(replyDestination, flow.reply().destination())
        && (mark.isEmpty()
            || ((flow.mark() ^ mark.getAsLong()) & markMask.orElse(0xffff_ffffL)) == 0)
        && is(zone, flow.zone());
  }

  private static boolean is(OptionalInt wanted, int found) {
    return wanted.isEmpty() || wanted.getAsInt() == found;
  }

  private static boolean is(Optional<InetAddress> wanted, InetAddress found) {
    return wanted.isEmpty() || wanted.get().equals(found);
  }

  /** {@return the arguments by which {@code conntrack} selects the same} */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    ipv6.filter(six -> six).ifPresent(six -> out.append(" -f ipv6"));
    protocol.ifPresent(number -> out.append(" -p ").append(number));
    source.ifPresent(a -> out.append(" --orig-src ").append(Addresses.format(a)));
    destination.ifPresent(a -> out.append(" --orig-dst ").append(Addresses.format(a)));
    sourcePort.ifPresent(port -> out.append(" --orig-port-src ").append(port));
    destinationPort.ifPresent(port -> out.append(" --orig-port-dst ").append(port));
    replySource.ifPresent(a -> out.append(" --reply-src ").append(Addresses.format(a)));
    replyDestination.ifPresent(a -> out.append(" --reply-dst ").append(Addresses.format(a)));
    mark.ifPresent(value -> out.append(" --mark ").append(value));
    markMask.ifPresent(mask -> out.append('/').append(mask));
    zone.ifPresent(number -> out.append(" --zone ").append(number));
    return out.length() == 0 ? "" : out.substring(1);
  }

  /** Puts a filter together. */
  public static final class Builder {
    private Optional<Boolean> ipv6 = Optional.empty();
    private OptionalInt protocol = OptionalInt.empty();
    private Optional<InetAddress> source = Optional.empty();
    private Optional<InetAddress> destination = Optional.empty();
    private OptionalInt sourcePort = OptionalInt.empty();
    private OptionalInt destinationPort = OptionalInt.empty();
    private Optional<InetAddress> replySource = Optional.empty();
    private Optional<InetAddress> replyDestination = Optional.empty();
    private OptionalLong mark = OptionalLong.empty();
    private OptionalLong markMask = OptionalLong.empty();
    private OptionalInt zone = OptionalInt.empty();

    private Builder() {}

    /** One family. */
    public Builder ipv6(boolean value) {
      ipv6 = Optional.of(value);
      return this;
    }

    /** One protocol of IP. */
    public Builder protocol(int number) {
      protocol = OptionalInt.of(number);
      return this;
    }

    /** One sender. */
    public Builder source(InetAddress address) {
      source = Optional.of(address);
      return this;
    }

    /** One address that it was sent to. */
    public Builder destination(InetAddress address) {
      destination = Optional.of(address);
      return this;
    }

    /** One port of the sender. */
    public Builder sourcePort(int port) {
      sourcePort = OptionalInt.of(port);
      return this;
    }

    /** One port that it was sent to. */
    public Builder destinationPort(int port) {
      destinationPort = OptionalInt.of(port);
      return this;
    }

    /** One address that answers. */
    public Builder replySource(InetAddress address) {
      replySource = Optional.of(address);
      return this;
    }

    /** One address that answers are sent to. */
    public Builder replyDestination(InetAddress address) {
      replyDestination = Optional.of(address);
      return this;
    }

    /** A mark, all of it. */
    public Builder mark(long value) {
      mark = OptionalLong.of(value);
      return this;
    }

    /** Some bits of a mark. */
    public Builder mark(long value, long mask) {
      mark = OptionalLong.of(value);
      markMask = OptionalLong.of(mask);
      return this;
    }

    /** One zone. */
    public Builder zone(int number) {
      zone = OptionalInt.of(number);
      return this;
    }

    /** {@return the filter} */
    public FlowFilter build() {
      return new FlowFilter(
          ipv6,
          protocol,
          source,
          destination,
          sourcePort,
          destinationPort,
          replySource,
          replyDestination,
          mark,
          markMask,
          zone);
    }
  }
}
