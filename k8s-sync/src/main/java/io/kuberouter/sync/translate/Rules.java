package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.canonical.Canonicalizer;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.text.ParseException;

/** Rules as an administrator types them. */
final class Rules {

  private Rules() {}

  static Rule parse(IpFamily family, String spec) {
    try {
      return Canonicalizer.canonical(family, RuleText.parse(family, spec));
    } catch (ParseException e) {
      throw new IllegalArgumentException("rule \"" + spec + "\": " + e.getMessage(), e);
    }
  }

  /** {@return the text in the quotes that a rule's comment needs} */
  static String quote(String comment) {
    StringBuilder out = new StringBuilder(comment.length() + 2).append('"');
    for (int i = 0; i < comment.length(); i++) {
      char c = comment.charAt(i);
      if (Character.isISOControl(c)) {
        continue;
      }
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    return out.append('"').toString();
  }

  /** {@return a comment about an object, cut to the 120 bytes that every backend takes} */
  static String about(String object, String kind) {
    String text = object + " " + kind;
    return quote(text.length() <= 120 ? text : text.substring(0, 120));
  }
}
