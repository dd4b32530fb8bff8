package io.kuberouter.bgp.session;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.bfd.jffi.KernelBfdTransport;
import io.kuberouter.bgp.bfd.session.BfdSessions;
import io.kuberouter.bgp.bfd.session.BfdSpeaker;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.CeaseSubcode;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.BestPath;
import io.kuberouter.bgp.rib.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A BGP speaker (RFC 4271): holds sessions with neighbours, learns and chooses routes, passes them
 * on, announces our own. Everything happens on one event loop, in small steps, so that keepalives
 * never wait for routes; all methods may be called from any thread. The loop's thread keeps no
 * program running: whoever starts a speaker waits, and closes it.
 *
 * <p>Questions are answered in the order in which all was asked for; after {@link #close} their
 * answer is an {@link IllegalStateException}, and whatever else is asked for does not happen.
 */
public final class Speaker implements AutoCloseable {

  private static final int PAGE = 4096;

  /** Prefixes of which policies are asked again in one step. */
  private static final int RECONSIDERED = 16;

  private final EventLoop loop;
  private final SpeakerCore core;
  private final Runnable onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Speaker(EventLoop loop, SpeakerCore core, Runnable onClose) {
    this.loop = loop;
    this.core = core;
    this.onClose = onClose;
  }

  /**
   * Starts a speaker on a thread of its own.
   *
   * @throws IOException when an address to listen on cannot be bound
   */
  public static Speaker start(SpeakerConfig config, SpeakerListener listener) throws IOException {
    return start(config, listener, told -> BfdSpeaker.start(KernelBfdTransport.open(), told));
  }

  /**
   * Starts a speaker on a thread of its own.
   *
   * @param bfd begins BFD with the first neighbour that wants it; without it, the kernel's sockets
   *     on all addresses
   * @throws IOException when an address to listen on cannot be bound
   */
  public static Speaker start(
      SpeakerConfig config, SpeakerListener listener, BfdSessions.Starter bfd) throws IOException {
    SelectorLoop loop = new SelectorLoop("bgp");
    TcpPeerTransport transport = new TcpPeerTransport(loop);
    SpeakerCore core = new SpeakerCore(loop, transport, bfd, config, listener);
    try {
      core.listen();
    } catch (IOException e) {
      loop.start();
      loop.close();
      throw e;
    }
    loop.atEndOfTurn(core::pump);
    loop.atEndOfTurn(transport::flush);
    loop.start();
    return new Speaker(loop, core, loop::close);
  }

  /**
   * Starts a speaker on a loop and a transport of somebody else's, such as those of tests in
   * virtual time.
   *
   * @throws IOException when an address to listen on cannot be bound
   */
  public static Speaker on(
      EventLoop loop, PeerTransport transport, SpeakerConfig config, SpeakerListener listener)
      throws IOException {
    return on(
        loop,
        transport,
        told -> {
          throw new IOException("BFD is not there");
        },
        config,
        listener);
  }

  /**
   * The same with BFD, of somebody else's too.
   *
   * @throws IOException when an address to listen on cannot be bound
   */
  public static Speaker on(
      EventLoop loop,
      PeerTransport transport,
      BfdSessions.Starter bfd,
      SpeakerConfig config,
      SpeakerListener listener)
      throws IOException {
    SpeakerCore core = new SpeakerCore(loop, transport, bfd, config, listener);
    core.listen();
    loop.atEndOfTurn(core::pump);
    return new Speaker(loop, core, () -> {});
  }

  /**
   * Adds a neighbour, or changes one: without a new session where {@link PeerConfig#to} says so.
   */
  public void addPeer(PeerConfig peer) {
    loop.execute(() -> core.addPeer(peer));
  }

  /** Removes a neighbour and its routes. */
  public void removePeer(InetAddress address) {
    loop.execute(() -> core.removePeer(address));
  }

  /**
   * Takes any neighbour that connects from a network.
   *
   * @param template makes its configuration
   * @param limit how many at most
   */
  public void addDynamicPeers(Prefix range, Function<InetAddress, PeerConfig> template, int limit) {
    loop.execute(() -> core.addRange(range, template, limit));
  }

  /** Announces a route of ours. */
  public void announce(Prefix prefix, InetAddress nextHop) {
    announce(prefix, PathAttributes.of(Origin.IGP, AsPath.EMPTY, new NextHop(nextHop)));
  }

  /** Announces a route of ours with attributes, among them a next hop. */
  public void announce(Prefix prefix, PathAttributes attributes) {
    if (attributes.nextHop().isEmpty()) {
      throw new IllegalArgumentException(prefix + " without a next hop");
    }
    loop.execute(() -> core.rib().announce(prefix, attributes));
  }

  /** Withdraws a route of ours. */
  public void withdraw(Prefix prefix) {
    loop.execute(() -> core.rib().withdraw(prefix));
  }

  /**
   * Has the policies of all neighbours asked again about prefixes, because something outside them
   * has changed that their conditions look at ({@link
   * io.kuberouter.bgp.policy.Condition.PrefixIs}). No neighbour is asked for its routes, and none
   * of another prefix is looked at.
   */
  public void reconsider(Collection<Prefix> prefixes) {
    List<Prefix> which = List.copyOf(prefixes);
    loop.execute(() -> reconsider(which, 0));
  }

  private void reconsider(List<Prefix> which, int from) {
    int to = Math.min(which.size(), from + RECONSIDERED);
    which.subList(from, to).forEach(core::reconsider);
    if (to < which.size()) {
      loop.execute(() -> reconsider(which, to));
    }
  }

  /** Asks a neighbour for all its routes again (RFC 2918). */
  public void refresh(InetAddress peer) {
    loop.execute(() -> core.session(peer).ifPresent(s -> s.routes().ask()));
  }

  /** Ends a session and begins it anew, telling the neighbour's operator why (RFC 9003). */
  public void reset(InetAddress peer, String text) {
    loop.execute(
        () ->
            core.session(peer)
                .ifPresent(
                    s ->
                        s.reset(
                            NotificationMessage.shutdown(CeaseSubcode.ADMINISTRATIVE_RESET, text),
                            "it was reset: " + text)));
  }

  /**
   * {@return what happens, for any number of subscribers, as much as each asks for}
   *
   * <p>A subscriber first hears of every session and best route that is there, then of changes, in
   * order, on the speaker's thread; {@code onNext} must return fast. What waits for a slow one is
   * bounded: of each prefix and of each neighbour it hears the latest, and an end-of-RIB behind the
   * routes that it ends. Closing the speaker completes.
   */
  public Flow.Publisher<SpeakerEvent> events() {
    return subscriber -> {
      Objects.requireNonNull(subscriber);
      loop.execute(() -> core.subscribe(subscriber));
    };
  }

  /**
   * Tells a monitoring station of all sessions and routes, from when it connects, until what is
   * returned is closed, or the speaker (RFC 7854, RFC 9069).
   */
  public BmpMonitor monitor(BmpStation station) {
    return core.monitor(station);
  }

  /** Has best routes come that a listener was not ready for. */
  public void resume() {
    loop.execute(() -> {});
  }

  /** {@return all neighbours as they are} */
  public CompletableFuture<List<PeerStatus>> peers() {
    return ask(() -> core.statuses());
  }

  /** {@return the best route to exactly a prefix, and the rule that made it the best} */
  public CompletableFuture<Optional<BestPath.Choice>> best(Prefix prefix) {
    return ask(() -> core.rib().best(prefix));
  }

  /** {@return all routes to exactly a prefix that may be used} */
  public CompletableFuture<List<Route>> routes(Prefix prefix) {
    return ask(() -> core.rib().routes(prefix));
  }

  /**
   * Shows the best routes of a family, some thousand at a time, between which the speaker goes on:
   * each is right when it is shown, all together are of no one moment.
   *
   * @return done when all have been shown; what {@code to} throws ends it
   */
  public CompletableFuture<Void> walk(AddressFamily family, java.util.function.Consumer<Route> to) {
    return walk(family, 0, to);
  }

  private CompletableFuture<Void> walk(
      AddressFamily family, int from, java.util.function.Consumer<Route> to) {
    return ask(() -> page(family, from, to))
        .thenCompose(
            next ->
                next < 0 ? CompletableFuture.<Void>completedFuture(null) : walk(family, next, to));
  }

  private int page(AddressFamily family, int from, java.util.function.Consumer<Route> to) {
    List<Route> page = new ArrayList<>();
    int next = core.rib().walk(family, from, PAGE, page);
    page.forEach(to);
    return next;
  }

  private <T> CompletableFuture<T> ask(Supplier<T> question) {
    if (closed.get()) {
      return CompletableFuture.failedFuture(closed());
    }
    CompletableFuture<T> answer = onLoop(question);
    if (closed.get()) { // meanwhile: the loop may not come to it
      answer.completeExceptionally(closed());
    }
    return answer;
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("the speaker is closed");
  }

  private <T> CompletableFuture<T> onLoop(Supplier<T> question) {
    return CompletableFuture.supplyAsync(question, loop);
  }

  /** Nobody is answered any more: the loop ends. */
  void ends() {
    closed.set(true);
  }

  /**
   * Ends all sessions: with a NOTIFICATION, at which neighbours drop our routes, or without one
   * where graceful restart was agreed on, so that they keep them. Returns when that is done; when
   * called again, at once.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    CompletableFuture<Boolean> left = onLoop(core::leave);
    CompletableFuture<List<BmpMonitor>> monitors = onLoop(core::monitors);
    if (loop instanceof SelectorLoop selector && !selector.isLoopThread()) {
      left.completeOnTimeout(false, 2, TimeUnit.SECONDS).join();
      monitors.completeOnTimeout(List.of(), 2, TimeUnit.SECONDS).join().forEach(BmpMonitor::close);
    }
    onClose.run();
  }
}
