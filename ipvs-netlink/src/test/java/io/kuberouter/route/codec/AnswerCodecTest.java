package io.kuberouter.route.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a kernel told {@code ip}, as values; and whatever bytes, without another exception. */
class AnswerCodecTest {

  private static List<Captures.Seen> all() {
    List<Captures.Seen> all = new ArrayList<>();
    Captures.answers().values().forEach(all::addAll);
    Captures.requests()
        .values()
        .forEach(list -> list.stream().filter(s -> isDecoded(s.type())).forEach(all::add));
    ChangeCodecTest.others().stream()
        .map(ChangeCodecTest::encode)
        .forEach(m -> all.add(new Captures.Seen(m.type(), m.flags(), m.payload())));
    return all;
  }

  private static boolean isDecoded(int type) {
    return type % 4 < 2; // new and removed, not asked for
  }

  @BeforeEach
  void theBytesAreThoseOfALittleEndianHost() {
    assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "captured on a little-endian host");
  }

  @Test
  void answersAreTheseValues() throws Exception {
    StringBuilder text = new StringBuilder("# What kernel-answers.txt says.\n");
    for (Map.Entry<String, List<Captures.Seen>> e : Captures.answers().entrySet()) {
      text.append(e.getKey()).append('\n');
      for (Captures.Seen seen : e.getValue()) {
        Object value = ChangeCodecTest.decode(seen.type(), seen.content());
        text.append("  ").append(((Optional<?>) value).orElseThrow()).append('\n');
      }
    }
    Path golden =
        Path.of("src/test/resources/io/kuberouter/route/codec/kernel-answers-as-values.txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, text);
    }
    assertThat(text.toString()).isEqualTo(Files.readString(golden));
  }

  /**
   * {@return whether it could be read; any exception but the declared one is the test's failure}
   */
  private static boolean canBeRead(int type, byte[] content) {
    try {
      ChangeCodecTest.decode(type, content);
      EventCodec.decode(type, new AttributeReader(content, 0, content.length));
      return true;
    } catch (WireFormatException e) {
      return false;
    }
  }

  @Test
  void everyTruncationIsReadOrRefusedInOneWay() {
    int read = 0;
    int refused = 0;
    for (Captures.Seen seen : all()) {
      for (int cut = 0; cut < seen.content().length; cut++) {
        if (canBeRead(seen.type(), Arrays.copyOf(seen.content(), cut))) {
          read++;
        } else {
          refused++;
        }
      }
      assertThat(canBeRead(seen.type(), seen.content()))
          .as(seen.type() + " " + HexFormat.of().formatHex(seen.content()))
          .isTrue();
    }
    assertThat(read).isPositive(); // between two attributes
    assertThat(refused).isGreaterThan(read);
  }

  @Test
  void everyByteMayBeAnother() {
    int refused = 0;
    for (Captures.Seen seen : all()) {
      byte[] bytes = seen.content().clone();
      for (int at = 0; at < bytes.length; at++) {
        byte was = bytes[at];
        for (int other : new int[] {0, 1, 2, 4, 0x7f, 0x80, 0xff, was + 1, was - 1}) {
          bytes[at] = (byte) other;
          refused += canBeRead(seen.type(), bytes) ? 0 : 1;
        }
        bytes[at] = was;
      }
    }
    assertThat(refused).isPositive();
  }

  /** For longer: {@code -Dfuzz.seconds=600}. */
  @Test
  void noBytesCauseAnotherException() {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    Random random = new Random(seed);
    List<Captures.Seen> seeds = all();
    long end =
        System.nanoTime() + Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 1)).toNanos();
    long tried = 0;
    while (System.nanoTime() < end) {
      Captures.Seen seen = seeds.get(random.nextInt(seeds.size()));
      byte[] bytes = seen.content().clone();
      for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
        switch (random.nextInt(3)) {
          case 0 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
          case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          default -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 8));
        }
      }
      try {
        canBeRead(seen.type(), bytes);
      } catch (RuntimeException e) {
        throw new AssertionError("-Dfuzz.seed=" + seed + ", message " + tried, e);
      }
      tried++;
    }
    System.out.println("rtnetlink: " + tried + " random messages, seed " + seed);
    assertThat(tried).isPositive();
  }
}
