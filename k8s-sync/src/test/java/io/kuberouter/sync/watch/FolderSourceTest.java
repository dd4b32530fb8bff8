package io.kuberouter.sync.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.EndpointSliceView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {

  @TempDir Path folder;
  private final LinkedBlockingQueue<ClusterEvent> events = new LinkedBlockingQueue<>();
  private FolderSource source;

  @AfterEach
  void stop() {
    if (source != null) {
      source.close();
    }
  }

  private static String ns(String name, String label) {
    return "kind: Namespace\nmetadata: {name: " + name + ", labels: {l: " + label + "}}\n---\n";
  }

  private void write(String file, String text) throws IOException {
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    Path fresh = Files.writeString(target.resolveSibling("." + target.getFileName()), text);
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE); // never half of it
  }

  private void start() throws InterruptedException {
    source = new FolderSource(folder);
    source.start(events::add);
    while (!(next() instanceof ClusterEvent.Synced)) {
      continue;
    }
  }

  private ClusterEvent next() throws InterruptedException {
    ClusterEvent event = events.poll(60, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return event;
  }

  private void silence() throws InterruptedException {
    assertThat(events.poll(700, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void tellsOnlyChangedObjectsOfChangedFiles() throws Exception {
    write("sub/a.yml", ns("a", "one") + ns("b", "one"));
    write("c.json", "{\"kind\": \"Namespace\", \"metadata\": {\"name\": \"c\"}}");
    write(".hidden/d.yaml", ns("d", "one"));
    write("e.txt", ns("e", "one"));
    start();
    write("sub/a.yml", ns("a", "one") + ns("b", "two"));
    assertThat(next().toString()).startsWith("Upserted").contains("name=b").contains("l=two");
    Files.delete(folder.resolve("c.json"));
    assertThat(next().toString()).isEqualTo("Deleted[key=Namespace c]");
    silence();
  }

  @Test
  void aBrokenFileKeepsWhatItHeld() throws Exception {
    write("a.yaml", ns("a", "one") + ns("b", "one"));
    start();
    write("a.yaml", ns("a", "two") + "kind: Namespace\nmetadata: {name: b, labels: {l: [}\n");
    List<String> got = List.of(next().toString(), next().toString());
    assertThat(got).anyMatch(s -> s.startsWith("Rejected[subject=a.yaml:4"));
    assertThat(got).anyMatch(s -> s.startsWith("Upserted") && s.contains("name=a"));
    silence();
    write("a.yaml", ns("a", "two"));
    assertThat(next().toString()).isEqualTo("Deleted[key=Namespace b]");
  }

  @Test
  void anInvalidObjectKeepsOnlyItself() throws Exception {
    write("a.yaml", ns("a", "one") + ns("b", "one"));
    start();
    write("a.yaml", ns("a", "3"));
    assertThat(next().toString()).startsWith("Rejected").contains("metadata.labels.l");
    assertThat(next().toString()).isEqualTo("Deleted[key=Namespace b]");
    silence();
  }

  @Test
  void anObjectMayMoveButNotStandTwice() throws Exception {
    write("a.yaml", ns("a", "one"));
    start();
    write("b.yaml", ns("a", "two"));
    assertThat(next())
        .isEqualTo(
            new ClusterEvent.Rejected(
                "b.yaml:1 (Namespace a)",
                "the same object stands in a.yaml; this one is left out"));
    silence();
    Files.delete(folder.resolve("a.yaml"));
    assertThat(next().toString()).startsWith("Upserted").contains("l=two");
    silence();
  }

  @Test
  void aMissingFolderIsNotAnEmptyCluster() throws Exception {
    Path late = folder.resolve("late");
    source = new FolderSource(late);
    source.start(events::add);
    assertThat(next()).isInstanceOf(ClusterEvent.Rejected.class);
    silence();
    write("late/a.yaml", ns("a", "one"));
    assertThat(next()).isInstanceOf(ClusterEvent.Upserted.class);
    assertThat(next()).isInstanceOf(ClusterEvent.Synced.class);
    Files.move(late, folder.resolve("away"));
    assertThat(next()).isInstanceOf(ClusterEvent.Rejected.class);
    silence();
    Files.move(folder.resolve("away"), late);
    silence();
  }

  @Test
  void aMountedConfigMapIsReadOnceAndItsSwapIsSeen() throws Exception {
    write("..1/a.yaml", ns("a", "one"));
    write("..2/a.yaml", ns("a", "two"));
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
    Files.createSymbolicLink(folder.resolve("a.yaml"), Path.of("..data/a.yaml"));
    start();
    assertThat(FolderSource.readOnce(folder)).hasSize(2);
    Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("..2"));
    Files.move(folder.resolve("..tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    assertThat(next().toString()).startsWith("Upserted").contains("l=two");
  }

  @Test
  void noEventFollowsClose() throws Exception {
    write("a.yaml", ns("a", "one"));
    start();
    long began = System.nanoTime();
    source.close();
    assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(10));
    write("a.yaml", ns("a", "two"));
    silence();
    assertThatThrownBy(() -> source.start(events::add)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void readsOnce() throws Exception {
    assertThatThrownBy(() -> FolderSource.readOnce(folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such folder");
    Files.write(folder.resolve("bad.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});
    assertThat(FolderSource.readOnce(folder))
        .containsExactly(
            new ClusterEvent.Rejected("bad.yaml", "not UTF-8 text"), new ClusterEvent.Synced());
    InputStream in = new ByteArrayInputStream(ns("a", "b").getBytes(StandardCharsets.UTF_8));
    assertThat(FolderSource.readOnce(in)).hasSize(2);
  }

  @Test
  void aSampleDerivesSlicesOfBothFamilies() throws Exception {
    String sample;
    try (InputStream in = getClass().getResourceAsStream("/watch/04-multiport-named.yaml")) {
      sample = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<EndpointSliceView> slices = new ArrayList<>();
    for (ClusterEvent event : FolderSource.readText("04", sample)) {
      assertThat(event).isNotInstanceOf(ClusterEvent.Rejected.class);
      if (event instanceof ClusterEvent.Upserted u && u.object() instanceof EndpointSliceView s) {
        slices.add(s);
      }
    }
    // "http" is 8080 in one pod and 8081 in the other: two slices in each family
    assertThat(slices).extracting("addressType").containsExactly("IPv4", "IPv4", "IPv6", "IPv6");
    assertThat(slices).allMatch(s -> s.ports().size() == 3 && s.endpoints().size() == 1);
  }

  @Test
  void oneFileOfAnyNameIsAClusterToo() throws Exception {
    write("cluster.dump", ns("a", "x") + ns("b", "x") + "kind: [\n");
    List<ClusterEvent> once = FolderSource.readOnce(folder.resolve("cluster.dump"));
    assertThat(once).filteredOn(e -> e instanceof ClusterEvent.Upserted).hasSize(2);
    assertThat(once)
        .filteredOn(e -> e instanceof ClusterEvent.Rejected)
        .singleElement()
        .satisfies(e -> assertThat(e.toString()).contains("cluster.dump:"));

    source = new FolderSource(folder.resolve("cluster.dump"));
    source.start(events::add);
    while (!(next() instanceof ClusterEvent.Synced)) {
      continue;
    }
    write("cluster.dump", ns("a", "y") + ns("b", "x"));
    assertThat(next()).isInstanceOf(ClusterEvent.Upserted.class);
    silence();
    Files.delete(folder.resolve("cluster.dump"));
    assertThat(next()).as("nothing is deleted").isInstanceOf(ClusterEvent.Rejected.class);
    silence();
  }
}
