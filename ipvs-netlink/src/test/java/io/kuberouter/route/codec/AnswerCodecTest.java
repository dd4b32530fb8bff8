package io.kuberouter.route.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kuberouter.netlink.Mutations;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  @Test
  void everyCutAndEveryByteIsReadOrRefusedInOneWay() throws Exception {
    for (Captures.Seen seen : all()) {
      assertThat((Optional<?>) ChangeCodecTest.decode(seen.type(), seen.content())).isPresent();
      Mutations.everyCutAndByte(seen.content(), in -> EventCodec.decode(seen.type(), in));
    }
  }

  @Test
  void noBytesCauseAnotherException() {
    long seed = Long.getLong("netlink.fuzz.seed", 42);
    long runs = 0;
    for (int type : new int[] {16, 20, 24, 28, 32}) {
      List<byte[]> samples =
          all().stream().filter(s -> (s.type() & ~1) == type).map(Captures.Seen::content).toList();
      runs += Mutations.random(samples, in -> EventCodec.decode(type, in), seed, 10);
    }
    assertThat(runs).isPositive();
  }
}
