package io.kuberouter.bgp.interop;

import io.kuberouter.bgp.interop.PeerSetup.Neighbour;
import io.kuberouter.bgp.interop.PeerSetup.Option;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a scenario is played with one daemon: machines, speakers, and what came of it. */
final class Bench implements Closeable {

  /** Something that a feature must show. */
  interface Check {
    void run() throws Exception;
  }

  private final Program program;
  private final Link link;
  private final Path folder;
  private final Deque<Closeable> open = new ArrayDeque<>();
  private final Map<Feature, Optional<Throwable>> outcomes = new EnumMap<>(Feature.class);
  private Optional<BgpDaemon> daemon = Optional.empty();

  Bench(Program program, Link link, Path folder) {
    this.program = program;
    this.link = link;
    this.folder = folder;
  }

  Link link() {
    return link;
  }

  Map<Feature, Optional<Throwable>> outcomes() {
    return outcomes;
  }

  boolean supports(Feature feature) {
    return program.supports(feature);
  }

  /** Looks at a feature, if the daemon has it; a failure spoils no other feature. */
  void check(Feature feature, Check check) {
    if (!supports(feature)) {
      return;
    }
    try {
      check.run();
      outcomes.putIfAbsent(feature, Optional.empty());
    } catch (Exception | AssertionError e) {
      outcomes.put(feature, Optional.of(new AssertionError(feature.title() + ": " + told(e), e)));
    }
  }

  /** {@return what went wrong, with what the daemon says} */
  String told(Throwable e) {
    return e.getMessage() + "\n" + daemon.map(Bench::words).orElse("");
  }

  private static String words(BgpDaemon daemon) {
    try {
      return daemon.lastWords();
    } catch (IOException e) {
      return "the daemon's log cannot be read: " + e.getMessage();
    }
  }

  /**
   * {@return what the daemon is to be, with the options that it knows}
   *
   * @param six whether the session is over IPv6
   */
  PeerSetup setup(long ours, long theirs, boolean six, Set<Option> options, Announced... routes) {
    return new PeerSetup(
        theirs,
        link.theirs(six),
        link.theirs(!six),
        List.of(new Neighbour(link.ours(six), ours)),
        known(options),
        Optional.empty(),
        List.of(routes));
  }

  private Set<Option> known(Set<Option> wanted) {
    Set<Option> options = EnumSet.copyOf(wanted);
    if (!supports(Feature.EXTENDED_MESSAGES)) {
      options.remove(Option.EXTENDED_MESSAGES);
    }
    if (!supports(Feature.IPV6_NEXT_HOP)) {
      options.remove(Option.IPV6_NEXT_HOP);
    }
    if (program != Program.BIRD) {
      options.remove(Option.LOW_HOP_LIMIT);
    }
    return options;
  }

  /** Starts the daemon. */
  BgpDaemon start(PeerSetup setup) throws Exception {
    BgpDaemon started = program.maker().make(link.them(), folder, setup);
    daemon = Optional.of(started);
    open.push(started);
    started.start();
    return started;
  }

  /** Starts a speaker of ours with the daemon as its neighbour. */
  OurSpeaker speaker(PeerSetup setup, int which) throws IOException {
    Neighbour us = setup.neighbours().get(which);
    OurSpeaker speaker = new OurSpeaker(us.asn(), us.address(), "10.18.1." + (which + 1));
    open.push(speaker);
    return speaker;
  }

  /** Starts the speaker under test, and waits until both sides say that the session is up. */
  OurSpeaker connected(PeerSetup setup, BgpDaemon to) throws Exception {
    OurSpeaker speaker = speaker(setup, 0);
    speaker.add(speaker.neighbour(setup, 0));
    awaitSession(speaker, to, setup.neighbours().get(0).address());
    return speaker;
  }

  void awaitSession(OurSpeaker speaker, BgpDaemon to, InetAddress own) throws Exception {
    InetAddress peer = to.setup().own();
    try {
      Await.until("established for us", () -> speaker.established(peer));
      Await.until("established for it", () -> to.established(own));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + speaker.status(peer), e);
    }
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    link.close();
  }
}
