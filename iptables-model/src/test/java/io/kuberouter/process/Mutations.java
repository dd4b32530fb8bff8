package io.kuberouter.process;

import static org.assertj.core.api.Assertions.fail;

import io.kuberouter.text.ParseException;
import java.util.Random;

/** Text cut and changed in every place: a reader takes it, or says where it is wrong. */
public final class Mutations {

  /** Reads text. */
  public interface Reader {
    void read(String text) throws ParseException;
  }

  private Mutations() {}

  /** Every truncation, and a change of every character to a few others; {@return how many}. */
  public static int run(String text, Reader reader) {
    int count = 0;
    Random random = new Random(4);
    String others = "\" ,:/-x0{}[]\\\n\u0000\u00e9";
    for (int i = 0; i <= text.length(); i++) {
      count += one(text.substring(0, i), reader);
      if (i < text.length()) {
        for (int n = 0; n < 3; n++) {
          char other =
              n == 0 ? (char) random.nextInt(256) : others.charAt(random.nextInt(others.length()));
          count += one(text.substring(0, i) + other + text.substring(i + 1), reader);
        }
      }
    }
    return count;
  }

  private static int one(String text, Reader reader) {
    try {
      reader.read(text);
    } catch (ParseException e) {
      if (e.line() < 1 || e.column() < 1) {
        fail("no place in: " + e.getMessage());
      }
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("not to be thrown for: " + text, e);
    }
    return 1;
  }
}
