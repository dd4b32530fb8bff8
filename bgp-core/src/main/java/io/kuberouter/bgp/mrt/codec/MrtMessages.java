package io.kuberouter.bgp.mrt.codec;

import io.kuberouter.bgp.codec.BgpProtocolException;
import io.kuberouter.bgp.codec.DecodedUpdate;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.codec.MessageFramer;
import io.kuberouter.bgp.codec.UpdateCodec;
import io.kuberouter.bgp.message.AddPathCapability;
import io.kuberouter.bgp.message.BgpMessage;
import io.kuberouter.bgp.message.Capability;
import io.kuberouter.bgp.message.ExtendedMessageCapability;
import io.kuberouter.bgp.message.FourOctetAsCapability;
import io.kuberouter.bgp.message.MultiprotocolCapability;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.mrt.Bgp4mpMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.MessageType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The BGP messages of records. */
public final class MrtMessages {

  private static final SessionParameters PLAIN = make(false, false);
  private static final SessionParameters FOUR = make(true, false);
  private static final SessionParameters ADD_PATH = make(false, true);
  private static final SessionParameters FOUR_ADD_PATH = make(true, true);

  private MrtMessages() {}

  /** As of an internal session: of those no attribute is discarded for where it comes from. */
  private static SessionParameters make(boolean four, boolean addPath) {
    List<Capability> capabilities = new ArrayList<>();
    capabilities.add(new ExtendedMessageCapability());
    List<AddressFamily> families = List.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);
    families.forEach(f -> capabilities.add(new MultiprotocolCapability(f)));
    if (four) {
      capabilities.add(new FourOctetAsCapability(1));
    }
    if (addPath) {
      capabilities.add(
          new AddPathCapability(
              families.stream().map(f -> new AddPathCapability.Entry(f, true, true)).toList()));
    }
    OpenMessage open = new OpenMessage(1, 0, new BgpIdentifier(0), capabilities);
    return SessionParameters.negotiate(open, open);
  }

  /**
   * {@return how messages and attributes are read whose AS numbers and prefixes have these forms}
   *
   * @param addPath whether prefixes of unicast families have path identifiers
   */
  public static SessionParameters session(boolean fourOctetAs, boolean addPath) {
    if (addPath) {
      return fourOctetAs ? FOUR_ADD_PATH : ADD_PATH;
    }
    return fourOctetAs ? FOUR : PLAIN;
  }

  /** {@return how a record's message is read} */
  public static SessionParameters session(Bgp4mpMessage record) {
    return session(record.session().fourOctetAs(), record.addPath());
  }

  private static ByteBuffer checked(Bgp4mpMessage record) throws MrtFormatException {
    ByteBuffer in = record.message().buffer();
    try {
      int length = MessageFramer.length(in, session(record));
      if (length == 0 || length != in.remaining()) {
        throw new MrtFormatException("a BGP message of " + length + " octets in " + in.remaining());
      }
    } catch (BgpProtocolException e) {
      throw new MrtFormatException(e.text());
    }
    return in;
  }

  /**
   * {@return the message of a record}
   *
   * @throws BgpProtocolException when the message would end a session
   * @throws MrtFormatException when it is not one whole message
   */
  public static BgpMessage decode(Bgp4mpMessage record)
      throws MrtFormatException, BgpProtocolException {
    return MessageCodec.decode(checked(record), session(record));
  }

  /**
   * {@return the UPDATE of a record with what was wrong with it; absent when it is another message}
   *
   * @throws BgpProtocolException when the message would end a session
   * @throws MrtFormatException when it is not one whole message
   */
  public static Optional<DecodedUpdate> update(Bgp4mpMessage record)
      throws MrtFormatException, BgpProtocolException {
    ByteBuffer in = checked(record);
    SessionParameters session = session(record);
    return MessageFramer.type(in) == MessageType.UPDATE.code()
        ? Optional.of(UpdateCodec.decode(MessageCodec.body(in, session), session))
        : Optional.empty();
  }
}
