package io.kuberouter.ipvs.codec;

import static io.kuberouter.ipvs.codec.ServiceAttribute.ADDR;
import static io.kuberouter.ipvs.codec.ServiceAttribute.AF;
import static io.kuberouter.ipvs.codec.ServiceAttribute.FWMARK;
import static io.kuberouter.ipvs.codec.ServiceAttribute.PORT;
import static io.kuberouter.ipvs.codec.ServiceAttribute.PROTOCOL;

import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.util.Optional;

/**
 * {@link ServiceKey} ↔ the attributes that identify a service, in {@code IPVS_CMD_ATTR_SERVICE}.
 *
 * <pre>
 * AF(2) PROTOCOL(2) ADDR(16) PORT(2)     by address
 * AF(2) FWMARK(4)                        by mark
 * </pre>
 */
final class ServiceKeyCodec {

  private ServiceKeyCodec() {}

  /** Writes the whole attribute with nothing but the key in it. */
  static void encodeAlone(ServiceKey key, AttributeWriter out) {
    int start = out.begin(CommandAttribute.SERVICE.type);
    encode(key, out);
    out.end(start);
  }

  static void encode(ServiceKey key, AttributeWriter out) {
    out.u16(AF.type, InetAddressCodec.family(key.ipv6()));
    if (key instanceof ServiceKey.ByAddress a) {
      out.u16(PROTOCOL.type, a.protocol().number());
      InetAddressCodec.encode(ADDR.type, a.address(), out);
      out.be16(PORT.type, a.port());
    } else if (key instanceof ServiceKey.ByMark m) {
      out.u32(FWMARK.type, m.mark());
    } else {
      throw new AssertionError(key); // sealed; ServiceKeyCodecTest walks the permitted classes
    }
  }

  /** What has been read of a key; its attributes may come in any order. */
  static final class Parts {
    private int family;
    private int protocol;
    private long addressHigh;
    private long addressLow;
    private int addressLength;
    private int port;
    private long mark;

    /** Takes an attribute; false when it is none of a key. */
    boolean take(ServiceAttribute attribute, AttributeReader in) throws WireFormatException {
      switch (attribute) {
        case AF -> family = in.u16();
        case PROTOCOL -> protocol = in.u16();
        case ADDR -> {
          addressHigh = InetAddressCodec.high(in);
          addressLow = InetAddressCodec.low(in);
          addressLength = in.length();
        }
        case PORT -> port = in.be16();
        case FWMARK -> mark = in.u32();
        default -> {
          return false;
        }
      }
      return true;
    }

    boolean ipv6() {
      return family == InetAddressCodec.AF_INET6;
    }

    /** {@return the key; empty for protocols that we have no name for} */
    Optional<ServiceKey> key() throws WireFormatException {
      if (mark != 0) {
        return Optional.of(new ServiceKey.ByMark(ipv6(), mark));
      }
      Optional<Protocol> known = Protocol.ofNumber(protocol);
      return known.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new ServiceKey.ByAddress(
                  InetAddressCodec.decode(addressHigh, addressLow, addressLength, family),
                  known.get(),
                  port));
    }
  }
}
