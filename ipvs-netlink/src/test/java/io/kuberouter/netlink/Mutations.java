package io.kuberouter.netlink;

import static org.assertj.core.api.Assertions.fail;

import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.WireFormatException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Bytes that went wrong: a decoder may throw the declared exception for them, and no other. */
public final class Mutations {

  /** {@code -Dnetlink.fuzz.mutations=10000000} for a long run. */
  private static final int MOST = Integer.getInteger("netlink.fuzz.mutations", 100_000);

  /** What is under test. */
  @FunctionalInterface
  public interface Decoder {
    /** Decodes what stands behind the netlink header. */
    Object decode(AttributeReader message) throws WireFormatException;
  }

  private Mutations() {}

  /** Every truncation, and every change of one byte. */
  public static void everyCutAndByte(byte[] whole, Decoder decoder) {
    for (int cut = 0; cut < whole.length; cut++) {
      onlyDeclared(Arrays.copyOf(whole, cut), decoder);
    }
    byte[] changed = whole.clone();
    for (int at = 0; at < whole.length; at++) {
      for (int value = 0; value < 256; value++) {
        changed[at] = (byte) value;
        onlyDeclared(changed, decoder);
      }
      changed[at] = whole[at];
    }
  }

  /** A share of {@code netlink.fuzz.mutations} random changes, cuts and splices of samples. */
  public static long random(List<byte[]> samples, Decoder decoder, long seed, int share) {
    SplittableRandom random = new SplittableRandom(seed);
    long runs = Math.max(1, MOST / share);
    for (long run = 0; run < runs; run++) {
      byte[] bytes = samples.get(random.nextInt(samples.size())).clone();
      for (int edits = 1 + random.nextInt(6); edits > 0 && bytes.length > 0; edits--) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
          case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
          case 1 -> bytes[at] = (byte) random.nextInt(256);
          case 2 -> bytes = Arrays.copyOf(bytes, at);
          default -> {
            byte[] other = samples.get(random.nextInt(samples.size()));
            int length = Math.min(bytes.length, other.length) - at;
            if (length > 0) {
              System.arraycopy(other, at, bytes, at, length);
            }
          }
        }
      }
      onlyDeclared(bytes, decoder);
    }
    return runs;
  }

  /** {@return a reader of a whole message} */
  public static AttributeReader reader(byte[] message) {
    return new AttributeReader(message, 0, message.length);
  }

  private static void onlyDeclared(byte[] bytes, Decoder decoder) {
    try {
      decoder.decode(reader(bytes));
    } catch (WireFormatException e) {
      // declared
    } catch (RuntimeException | AssertionError e) {
      fail("from bytes " + HexFormat.of().formatHex(bytes), e);
    }
  }
}
