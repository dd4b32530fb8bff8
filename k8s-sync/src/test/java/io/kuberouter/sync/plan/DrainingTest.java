package io.kuberouter.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.VirtualService;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Fragment;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Graceful termination, spec/services 3.3, with its defect (3.3.5) done right. */
class DrainingTest {

  private static final Fragment SERVICE = Fragment.of("Service default/web");

  private final DesiredState desired = new DesiredState();
  private final Observed observed = new Observed();

  private static Item.IpvsService service(String address) {
    return service(address, Protocol.TCP);
  }

  private static Item.IpvsService service(String address, Protocol protocol) {
    ServiceKey key = new ServiceKey.ByAddress(IpText.parse(address), protocol, 80);
    return new Item.IpvsService(VirtualService.of(key, "rr"));
  }

  private static Item.IpvsServer server(Item.IpvsService service, int weight) {
    return new Item.IpvsServer(
        service.service().key(),
        RealServer.masquerade(
            IpText.parse(
                service.service().key().toString().contains(":a:") ? "fd24::11" : "10.244.0.11"),
            8080,
            weight));
  }

  private List<PlanStep> plan(Draining draining, ItemKey... keys) {
    return new Planner(desired, observed, draining, System.nanoTime()).delta(Set.of(keys)).steps();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.96.0.10", "fd96::a:10"})
  void anUnwantedServerGetsWeightZeroAndGoesWithItsLastConnection(String address) {
    Item.IpvsService service = service(address);
    Item.IpvsServer server = server(service, 1);
    desired.replace(SERVICE, List.of(service));
    observed.put(service);
    observed.put(server);
    Draining draining = Draining.atMost(Duration.ofSeconds(30));
    List<PlanStep> first = plan(draining, server.key());
    assertThat(first)
        .singleElement()
        .satisfies(
            step ->
                assertThat(step.change())
                    .isEqualTo(new PlanStep.Update(server, server(service, 0))));
    observed.put(server(service, 0));
    assertThat(plan(draining, server.key())).isEmpty();
    draining.connectionsEnded(server.key(), System.nanoTime());
    assertThat(draining.due(System.nanoTime())).containsExactly(server.key());
    assertThat(plan(draining, server.key()))
        .singleElement()
        .satisfies(step -> assertThat(step.change()).isInstanceOf(PlanStep.Delete.class));
    assertThat(draining.isIdle()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.96.0.10", "fd96::a:10"})
  void aServerThatComesBackIsNotDeletedLater(String address) {
    Item.IpvsService service = service(address);
    Item.IpvsServer server = server(service, 1);
    desired.replace(SERVICE, List.of(service));
    observed.put(service);
    observed.put(server(service, 0));
    Draining draining = Draining.atMost(Duration.ofSeconds(30));
    assertThat(plan(draining, server.key())).isEmpty();
    desired.replace(SERVICE, List.of(service, server));
    assertThat(plan(draining, server.key()))
        .singleElement()
        .satisfies(
            step ->
                assertThat(step.change())
                    .isEqualTo(new PlanStep.Update(server(service, 0), server)));
    assertThat(draining.servers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.96.0.10", "fd96::a:10"})
  void withItsServiceOrWithoutTheFlagAServerGoesAtOnce(String address) {
    Item.IpvsService service = service(address);
    Item.IpvsServer server = server(service, 1);
    observed.put(service);
    observed.put(server);
    Draining draining = Draining.atMost(Duration.ofSeconds(30));
    assertThat(plan(draining, server.key(), service.key()))
        .hasSize(2)
        .allSatisfy(step -> assertThat(step.change()).isInstanceOf(PlanStep.Delete.class));
    desired.replace(SERVICE, List.of(service));
    assertThat(plan(Draining.off(), server.key()))
        .singleElement()
        .satisfies(step -> assertThat(step.change()).isInstanceOf(PlanStep.Delete.class));
  }

  /** Spec/services 3.4, but for the flows of that server alone. */
  @ParameterizedTest
  @CsvSource({
    "10.96.0.10, -p 17 --orig-dst 10.96.0.10 --orig-port-dst 80 --reply-src 10.244.0.11",
    "fd96::a:10, -f ipv6 -p 17 --orig-dst fd96::a:10 --orig-port-dst 80 --reply-src fd24::11"
  })
  void aServerOfUdpGoesAtOnceAndItsFlowsAreForgotten(String address, String flows) {
    Item.IpvsService service = service(address, Protocol.UDP);
    Item.IpvsServer server = server(service, 1);
    observed.put(service);
    observed.put(server);
    desired.replace(SERVICE, List.of(service));
    List<PlanStep> steps = plan(Draining.atMost(Duration.ofSeconds(30)), server.key());
    assertThat(steps)
        .flatExtracting(step -> PlanText.commands(step.change()))
        .last()
        .isEqualTo("conntrack -D " + flows);
    assertThat(steps).first().extracting(PlanStep::change).isInstanceOf(PlanStep.Delete.class);
    assertThat(steps).hasSize(2);

    desired.replace(SERVICE, List.of());
    assertThat(plan(Draining.off(), server.key(), service.key()))
        .as("with its service: nobody to lead the flows to")
        .hasSize(2)
        .allSatisfy(step -> assertThat(step.change()).isInstanceOf(PlanStep.Delete.class));
  }
}
