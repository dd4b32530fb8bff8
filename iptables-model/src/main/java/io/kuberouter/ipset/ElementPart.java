package io.kuberouter.ipset;

import io.kuberouter.text.IpAddresses;
import java.net.InetAddress;

/** What stands between the commas of an element. */
public sealed interface ElementPart {

  /** {@return the text of the tool} */
  String text();

  /** An address. */
  record Address(InetAddress address) implements ElementPart {
    @Override
    public String text() {
      return IpAddresses.format(address);
    }
  }

  /** A network; its text has no length where that is all bits. */
  record Net(InetAddress address, int length) implements ElementPart {
    public Net {
      if (length < 0 || length > IpAddresses.bits(address)) {
        throw new IllegalArgumentException("prefix length " + length);
      }
    }

    @Override
    public String text() {
      String head = IpAddresses.format(address);
      return length == IpAddresses.bits(address) ? head : head + "/" + length;
    }
  }

  /** Addresses from one to another, as typed: the tool makes single elements of it. */
  record Range(InetAddress first, InetAddress last) implements ElementPart {
    @Override
    public String text() {
      return IpAddresses.format(first) + "-" + IpAddresses.format(last);
    }
  }

  /**
   * Ports of a protocol.
   *
   * @param protocol by name or number, as it stands; empty in a bitmap, and typed for TCP
   * @param last the same as the first, or the end of a range, as typed
   */
  record Port(String protocol, int first, int last) implements ElementPart {
    public Port {
      if (first < 0 || last > 0xffff || first > last) {
        throw new IllegalArgumentException("ports " + first + "-" + last);
      }
    }

    /** One port. */
    public Port(String protocol, int port) {
      this(protocol, port, port);
    }

    @Override
    public String text() {
      String ports = first == last ? Integer.toString(first) : first + "-" + last;
      return protocol.isEmpty() ? ports : protocol + ":" + ports;
    }
  }

  /**
   * A kind of ICMP message.
   *
   * @param protocol {@code icmp} or {@code icmpv6}, as it stands
   * @param message a name, or type and code with a slash
   */
  record Icmp(String protocol, String message) implements ElementPart {
    @Override
    public String text() {
      return protocol + ":" + message;
    }
  }

  /** A hardware address, with capital letters. */
  record Mac(String address) implements ElementPart {
    @Override
    public String text() {
      return address;
    }
  }

  /** A mark of packets, 32 bits. */
  record Mark(long mark) implements ElementPart {
    @Override
    public String text() {
      return "0x%08x".formatted(mark);
    }
  }

  /**
   * A device.
   *
   * @param prefix {@code physdev:} for the port of a bridge, otherwise empty
   */
  record Interface(String prefix, String name) implements ElementPart {
    @Override
    public String text() {
      return prefix + name;
    }
  }

  /** Another set. */
  record SetName(String name) implements ElementPart {
    @Override
    public String text() {
      return name;
    }
  }

  /** The whole element of a type that is not known. */
  record Unknown(String text) implements ElementPart {}
}
