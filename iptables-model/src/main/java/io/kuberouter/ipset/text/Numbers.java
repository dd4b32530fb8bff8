package io.kuberouter.ipset.text;

/** Numbers as the tool reads them. */
final class Numbers {

  static final long U32 = 0xffff_ffffL;

  private Numbers() {}

  /** {@return the number, or -1 where the text is none or it is larger than the most} */
  static long parse(String text, long most) {
    boolean hex = text.startsWith("0x") || text.startsWith("0X");
    String digits = hex ? text.substring(2) : text;
    if (digits.isEmpty() || digits.length() > 18) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 128 ? Character.digit(c, hex ? 16 : 10) : -1;
      if (digit < 0 || value > most) {
        return -1;
      }
      value = value * (hex ? 16 : 10) + digit;
    }
    return value > most ? -1 : value;
  }
}
