package io.kuberouter.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.config.PolicyOptions;
import io.kuberouter.sync.config.RouterOptions;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.testkit.ClusterCorpus;
import io.kuberouter.sync.translate.ClusterModel;
import io.kuberouter.sync.translate.NodeFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many plans of a cluster that lives, each step held against the rules of order; what the changes
 * add up to is what a look at everything would have made.
 */
class EveryPlanTest {

  private static final int ROUNDS = 150;
  private static final CommonOptions COMMON = CommonOptions.DEFAULTS;

  private static AgentOptions options(boolean defaultDeny) {
    RouterOptions router = RouterOptions.DEFAULTS;
    return new AgentOptions(
        new CommonOptions(
            "",
            true,
            true,
            true,
            true,
            true,
            false,
            List.of(Cidr.parse("10.96.0.0/16"), Cidr.parse("fd96::/108")),
            List.of(Cidr.parse("203.0.113.0/24")),
            List.of(Cidr.parse("198.51.100.0/24")),
            true,
            COMMON.firstNodePort(),
            COMMON.lastNodePort()),
        AgentOptions.DEFAULTS.proxy(),
        new PolicyOptions(PolicyOptions.DEFAULTS.syncPeriod(), defaultDeny, false),
        new RouterOptions(
            router.clusterAsn(),
            true,
            true,
            true,
            true,
            "full",
            router.overlayEncap(),
            router.overlayEncapPort(),
            true,
            true,
            true,
            true,
            true,
            true,
            false,
            "",
            router.bgpPort(),
            router.bgpHoldTime(),
            true,
            router.gracefulRestartTime(),
            router.gracefulRestartDeferralTime(),
            0,
            List.of(),
            router.routesSyncPeriod(),
            router.injectedRoutesSyncPeriod()));
  }

  private static NodeFacts facts(ClusterCorpus corpus) {
    NodeView node =
        corpus.objects().stream()
            .map(e -> ((ClusterEvent.Upserted) e).object())
            .filter(o -> o.key().name().equals(ClusterCorpus.nodeName()))
            .map(NodeView.class::cast)
            .findFirst()
            .orElseThrow();
    return new NodeFacts(
        node,
        List.of(IpFamily.IPV4, IpFamily.IPV6),
        List.of(Cidr.parse("10.244.1.0/24"), Cidr.parse("fd24:0:0:1::/64")),
        "eth0",
        Optional.of(1500),
        node.addresses(),
        List.of(Cidr.parse("10.99.0.0/24"), Cidr.parse("fd99::/64")));
  }

  private static void take(ClusterModel model, ClusterEvent event) {
    if (event instanceof ClusterEvent.Upserted upserted) {
      model.upsert(upserted.object());
    } else {
      model.delete(((ClusterEvent.Deleted) event).key());
    }
  }

  private static List<String> onlyInFirst(ClusterModel first, ClusterModel second) {
    Set<String> content = content(first.desired());
    content.removeAll(content(second.desired()));
    return List.copyOf(content);
  }

  private static Set<String> content(DesiredState state) {
    Set<String> content = new TreeSet<>();
    for (ItemKey key : state.keys()) {
      content.add(state.get(key).orElseThrow() + " for " + state.reason(key));
    }
    return content;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyPlanKeepsTheOrderAndChangesAddUpToTheWhole(long seed) {
    ClusterCorpus corpus = new ClusterCorpus(seed);
    AgentOptions options = options(seed % 2 == 0);
    NodeFacts facts = facts(corpus);
    ClusterModel model = new ClusterModel(options, facts, "cni.conf");
    SimulatedNode node = new SimulatedNode(model.desired());
    Random random = new Random(seed);
    Map<Cidr, Optional<java.net.InetAddress>> learned = new HashMap<>();
    corpus.objects().forEach(e -> take(model, e));
    model.flush();
    node.take(new Planner(model.desired(), node.observed).full());
    for (int round = 0; round < ROUNDS; round++) {
      int events = 1 + random.nextInt(6);
      for (int i = 0; i < events; i++) {
        take(model, corpus.next());
      }
      if (random.nextInt(4) == 0) {
        boolean six = random.nextBoolean();
        int n = 2 + random.nextInt(4); // node5 is none
        Cidr to = Cidr.parse(six ? "fd24:0:0:" + n + "::/64" : "10.244." + n + ".0/24");
        Optional<java.net.InetAddress> via =
            random.nextInt(3) == 0
                ? Optional.empty()
                : Optional.of(IpText.parse(six ? "fd99::1" + n : "10.99.0.1" + n));
        model.learn(to, via);
        learned.put(to, via);
      }
      Set<ItemKey> changed = model.flush();
      node.take(new Planner(model.desired(), node.observed).delta(changed));
      assertThat(new Planner(model.desired(), node.observed).full().steps())
          .as("after round %d of seed %d nothing is left to do", round, seed)
          .isEmpty();
    }
    ClusterModel anew = new ClusterModel(options, facts, "cni.conf");
    corpus.objects().forEach(e -> take(anew, e));
    learned.forEach(anew::learn);
    anew.flush();
    assertThat(onlyInFirst(model, anew)).as("kept from earlier").isEmpty();
    assertThat(onlyInFirst(anew, model)).as("missed").isEmpty();
    assertThat(anew.desired().keys()).hasSizeGreaterThan(150);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void cleanupKeepsTheOrderAndLeavesOnlyWhatIsMeantToStay(long seed) {
    ClusterCorpus corpus = new ClusterCorpus(seed);
    for (int i = 0; i < 200; i++) {
      corpus.next();
    }
    ClusterModel model = new ClusterModel(options(false), facts(corpus), "cni.conf");
    corpus.objects().forEach(e -> take(model, e));
    model.flush();
    SimulatedNode node = new SimulatedNode(model.desired());
    node.take(new Planner(model.desired(), node.observed).full());
    DesiredState nothing = new DesiredState();
    node.take(new Planner(nothing, node.observed).full());
    assertThat(StreamSupport.stream(node.observed.items().spliterator(), false))
        .allMatch(
            item ->
                item instanceof Item.KernelModule
                    || item instanceof Item.Sysctl
                    || item instanceof Item.CniConf
                    || (item instanceof Item.Device d && d.kind().equals("bridge")));
    assertThat(new Planner(nothing, node.observed).full().steps()).isEmpty();
  }
}
