package io.kuberouter.bgp.testkit;

import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.PeerTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Connections between addresses in memory; octets arrive in the next turn. For one thread. */
public final class MemoryNetwork {

  private final ManualTimers loop;
  private final Map<InetSocketAddress, PeerTransport.Acceptor> listeners = new HashMap<>();
  private final List<Pipe> pipes = new ArrayList<>();
  private boolean cut;
  private LongSupplier delays = () -> 0;

  /** Creates a network without anybody. */
  public MemoryNetwork(ManualTimers loop) {
    this.loop = loop;
  }

  /** {@return the transport of a speaker at an address} */
  public PeerTransport at(InetAddress address) {
    return new Host(address);
  }

  /** Lets octets and new connections through or not, without a word to either end. */
  public void cut(boolean value) {
    cut = value;
    if (!value) {
      pipes.forEach(Pipe::deliverLater);
    }
  }

  /** Lets everything take its time, in milliseconds, so that events of two ends overtake others. */
  public void delays(LongSupplier each) {
    delays = each;
  }

  private void later(Runnable task) {
    long millis = delays.getAsLong();
    if (millis == 0) {
      loop.execute(task);
    } else {
      loop.after(millis, task);
    }
  }

  /** Ends all connections as a reset does. */
  public void breakAll() {
    for (Pipe pipe : List.copyOf(pipes)) {
      pipe.lost("connection reset");
    }
    pipes.clear();
  }

  private final class Host implements PeerTransport {
    private final InetAddress address;

    Host(InetAddress address) {
      this.address = address;
    }

    @Override
    public Connection connect(PeerConfig peer, Handler handler) {
      Pipe near = new Pipe(peer.localAddress().orElse(address), peer.address(), handler);
      later(() -> meet(near, new InetSocketAddress(peer.address(), peer.port())));
      return near;
    }

    private void meet(Pipe near, InetSocketAddress to) {
      if (near.closed || cut) {
        return;
      }
      Acceptor acceptor = listeners.get(to);
      Pipe far = new Pipe(to.getAddress(), near.local, null);
      Optional<Accepted> accepted = acceptor == null ? Optional.empty() : acceptor.accepted(far);
      if (accepted.isEmpty()) {
        near.lost("connection refused");
        return;
      }
      far.handler = accepted.get().handler();
      far.ready = true;
      far.other = near;
      near.other = far;
      pipes.add(near);
      pipes.add(far);
      if (delays.getAsLong() == 0) {
        connected(near);
      } else {
        later(() -> connected(near));
      }
    }

    private void connected(Pipe near) {
      near.ready = true;
      if (near.handler != null && !near.closed) {
        near.handler.connected();
      }
      near.deliverLater();
      if (near.other != null) {
        near.other.deliverLater();
      }
    }

    @Override
    public void listen(InetSocketAddress at, Acceptor acceptor) {
      listeners.put(at, acceptor);
    }

    @Override
    public void expect(PeerConfig peer) {}

    @Override
    public void forget(PeerConfig peer) {}
  }

  /** One end of a connection. */
  private final class Pipe implements PeerTransport.Connection {
    private final InetAddress local;
    private final InetAddress remote;
    private PeerTransport.@Nullable Handler handler;
    private @Nullable Pipe other;
    private byte[] out = new byte[0];
    private byte[] unread = new byte[0];
    private long sent;
    private boolean closed;
    private boolean stalled;
    private boolean ready;

    Pipe(InetAddress local, InetAddress remote, PeerTransport.@Nullable Handler handler) {
      this.local = local;
      this.remote = remote;
      this.handler = handler;
    }

    @Override
    public InetAddress localAddress() {
      return local;
    }

    @Override
    public InetAddress remoteAddress() {
      return remote;
    }

    @Override
    public void write(ByteBuffer octets) {
      int length = octets.remaining();
      out = Arrays.copyOf(out, out.length + length);
      octets.get(out, out.length - length, length);
      deliverLater();
    }

    private boolean takes() {
      return ready && !stalled && !closed;
    }

    private void deliverLater() {
      later(this::deliver);
    }

    private void deliver() {
      Pipe to = other;
      if (to == null || to.handler == null || !to.takes() || cut || out.length == 0) {
        return;
      }
      byte[] all = Arrays.copyOf(to.unread, to.unread.length + out.length);
      System.arraycopy(out, 0, all, to.unread.length, out.length);
      sent += out.length;
      out = new byte[0];
      ByteBuffer in = ByteBuffer.wrap(all);
      to.unread = new byte[0];
      to.handler.received(in);
      byte[] rest = new byte[in.remaining()];
      in.get(rest);
      to.unread = rest;
      if (!closed && handler != null) {
        handler.writable();
      }
    }

    @Override
    public int queued() {
      return out.length;
    }

    @Override
    public long sent() {
      return sent;
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      pipes.remove(this);
      Pipe to = other;
      if (to != null) {
        later(
            () -> {
              deliver();
              if (!cut) {
                to.lost("the neighbour closed the connection");
              }
            });
      }
    }

    private void lost(String why) {
      if (!closed) {
        closed = true;
        pipes.remove(this);
        if (handler != null) {
          handler.closed(why);
        }
      }
    }
  }

  /** Has an end of a connection take nothing, as a program does that has stopped. */
  static void stall(PeerTransport.Connection end, boolean value) {
    Pipe pipe = (Pipe) end;
    pipe.stalled = value;
    if (!value && pipe.other != null) {
      pipe.other.deliverLater();
    }
  }
}
