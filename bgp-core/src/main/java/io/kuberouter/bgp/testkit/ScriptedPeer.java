package io.kuberouter.bgp.testkit;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.codec.BgpProtocolException;
import io.kuberouter.bgp.codec.MessageCodec;
import io.kuberouter.bgp.codec.MessageFramer;
import io.kuberouter.bgp.message.BgpMessage;
import io.kuberouter.bgp.message.Capability;
import io.kuberouter.bgp.message.FourOctetAsCapability;
import io.kuberouter.bgp.message.KeepaliveMessage;
import io.kuberouter.bgp.message.MultiprotocolCapability;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.RouteRefreshCapability;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.PeerTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A neighbour that says what a test has it say and writes down what it hears. By itself it does
 * nothing, not even the handshake, unless {@link #polite} is set. For one thread.
 */
public final class ScriptedPeer {

  private final MemoryNetwork network;
  private final InetAddress address;
  private final long asn;
  private OpenMessage open;
  private boolean polite = true;
  private PeerTransport.@Nullable Connection connection;
  private SessionParameters session;
  private final List<BgpMessage> heard = new ArrayList<>();
  private @Nullable String closed;
  private int connections;

  /** Creates a neighbour that nobody can reach yet, with its IPv4 address as identifier. */
  public ScriptedPeer(MemoryNetwork network, InetAddress address, long asn) {
    this(network, address, asn, BgpIdentifier.of(address));
  }

  /** Creates a neighbour that nobody can reach yet. */
  public ScriptedPeer(
      MemoryNetwork network, InetAddress address, long asn, BgpIdentifier identifier) {
    this.network = network;
    this.address = address;
    this.asn = asn;
    this.session = SessionParameters.plain(asn, asn);
    this.open =
        new OpenMessage(
            asn,
            90,
            identifier,
            List.of(
                new MultiprotocolCapability(AddressFamily.IPV4_UNICAST),
                new MultiprotocolCapability(AddressFamily.IPV6_UNICAST),
                new RouteRefreshCapability(),
                new FourOctetAsCapability(asn)));
  }

  /** Answers an OPEN with one, and that with a KEEPALIVE, by itself or not. */
  public ScriptedPeer polite(boolean value) {
    polite = value;
    return this;
  }

  /** Sets the OPEN to say. */
  public ScriptedPeer open(OpenMessage value) {
    open = value;
    return this;
  }

  /** Adds capabilities to the OPEN. */
  public ScriptedPeer offering(Capability... more) {
    List<Capability> all = new ArrayList<>(open.capabilities());
    all.addAll(List.of(more));
    open = new OpenMessage(open.asn(), open.holdTime(), open.identifier(), all);
    return this;
  }

  /** Sets the hold time of the OPEN. */
  public ScriptedPeer holdTime(int seconds) {
    open = new OpenMessage(open.asn(), seconds, open.identifier(), open.capabilities());
    return this;
  }

  /** {@return the OPEN to say} */
  public OpenMessage ownOpen() {
    return open;
  }

  /** Waits for the speaker to connect. */
  public ScriptedPeer listen() {
    try {
      network
          .at(address)
          .listen(
              new InetSocketAddress(address, 179),
              accepted -> {
                take(accepted);
                return Optional.of(
                    new PeerTransport.Accepted(
                        PeerConfig.builder(accepted.remoteAddress(), 0).build(), new Ear()));
              });
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** Connects to a speaker. */
  public ScriptedPeer connect(InetAddress speaker) {
    Ear ear = new Ear();
    take(
        network
            .at(address)
            .connect(PeerConfig.builder(speaker, 0).localAddress(address).build(), ear));
    return this;
  }

  private void take(PeerTransport.Connection taken) {
    connection = taken;
    connections++;
    closed = null;
    session = SessionParameters.plain(asn, asn);
  }

  private final class Ear implements PeerTransport.Handler {
    private boolean opened;

    @Override
    public void connected() {
      if (polite) {
        say(open);
        opened = true;
      }
    }

    @Override
    public void received(ByteBuffer in) {
      try {
        int length = MessageFramer.length(in, session);
        while (length > 0 && in.remaining() >= length) {
          hear(MessageCodec.decode(in, session));
          length = MessageFramer.length(in, session);
        }
      } catch (BgpProtocolException e) {
        throw new IllegalStateException("the speaker said nonsense: " + e.text(), e);
      }
    }

    private void hear(BgpMessage message) {
      heard.add(message);
      if (message instanceof OpenMessage theirs) {
        if (polite) {
          if (!opened) {
            say(open);
          }
          say(new KeepaliveMessage());
        }
        session = SessionParameters.negotiate(open, theirs);
      }
    }

    @Override
    public void writable() {}

    @Override
    public void closed(String why) {
      closed = why;
    }
  }

  /** Says a message. */
  public ScriptedPeer say(BgpMessage message) {
    return sayOctets(MessageCodec.encode(message, session));
  }

  /** Says any octets. */
  public ScriptedPeer sayOctets(byte[] octets) {
    if (connection != null) {
      connection.write(ByteBuffer.wrap(octets));
    }
    return this;
  }

  /** Announces routes whose path is this peer's AS alone, or none within the speaker's AS. */
  public ScriptedPeer announce(InetAddress nextHop, Prefix... prefixes) {
    AsPath path = session.external() ? AsPath.sequence(asn) : AsPath.EMPTY;
    return announce(PathAttributes.of(Origin.IGP, path, new NextHop(nextHop)), prefixes);
  }

  /** Announces routes. */
  public ScriptedPeer announce(PathAttributes attributes, Prefix... prefixes) {
    AddressFamily family = AddressFamily.of(prefixes[0]);
    Nlri nlri = Nlri.of(family, List.of(prefixes));
    if (family.equals(AddressFamily.IPV4_UNICAST)) {
      return say(new UpdateMessage(Nlri.EMPTY, attributes, nlri));
    }
    NextHop hop = attributes.nextHop().orElseThrow();
    return say(
        new UpdateMessage(
            Nlri.EMPTY,
            attributes.with(io.kuberouter.bgp.attribute.MpReach.of(hop, nlri)),
            Nlri.EMPTY));
  }

  /** Withdraws routes. */
  public ScriptedPeer withdraw(Prefix... prefixes) {
    AddressFamily family = AddressFamily.of(prefixes[0]);
    Nlri nlri = Nlri.of(family, List.of(prefixes));
    return say(
        family.equals(AddressFamily.IPV4_UNICAST)
            ? new UpdateMessage(nlri, PathAttributes.EMPTY, Nlri.EMPTY)
            : new UpdateMessage(
                Nlri.EMPTY,
                PathAttributes.of(new io.kuberouter.bgp.attribute.MpUnreach(nlri)),
                Nlri.EMPTY));
  }

  /** Closes the connection. */
  public void hangUp() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /** Takes nothing more from the connection, or goes on. */
  public void stall(boolean value) {
    if (connection != null) {
      MemoryNetwork.stall(connection, value);
    }
  }

  /** {@return all that was heard} */
  public List<BgpMessage> heard() {
    return List.copyOf(heard);
  }

  /** {@return all of a kind that was heard} */
  public <T extends BgpMessage> List<T> heard(Class<T> kind) {
    return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** {@return the last NOTIFICATION that was heard} */
  public Optional<NotificationMessage> notification() {
    List<NotificationMessage> all = heard(NotificationMessage.class);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** {@return the prefixes that were announced and not withdrawn, with their attributes} */
  public java.util.Map<Prefix, PathAttributes> routes() {
    java.util.Map<Prefix, PathAttributes> routes = new java.util.LinkedHashMap<>();
    for (UpdateMessage update : heard(UpdateMessage.class)) {
      update.withdrawals().forEach(n -> n.prefixes().forEach(routes::remove));
      update
          .announcements()
          .forEach(a -> a.nlri().prefixes().forEach(p -> routes.put(p, a.attributes())));
    }
    return routes;
  }

  /** Forgets what was heard. */
  public void forget() {
    heard.clear();
  }

  /** {@return why the connection has ended, when the speaker or the network ended it} */
  public Optional<String> closed() {
    return Optional.ofNullable(closed);
  }

  /** {@return how many connections there have been} */
  public int connections() {
    return connections;
  }
}
