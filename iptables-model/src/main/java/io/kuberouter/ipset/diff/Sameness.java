package io.kuberouter.ipset.diff;

import io.kuberouter.ipset.ElementOption;
import io.kuberouter.ipset.SetDefinition;
import io.kuberouter.ipset.SetElement;
import io.kuberouter.ipset.SetOption;
import java.util.HashSet;
import java.util.Set;

/** What is no difference: what the kernel changes by itself, or does not tell. */
final class Sameness {

  private Sameness() {}

  static boolean ofDefinitions(SetDefinition a, SetDefinition b) {
    return a.type().equals(b.type()) && compared(a).equals(compared(b));
  }

  private static Set<SetOption> compared(SetDefinition set) {
    Set<SetOption> options = new HashSet<>();
    for (SetOption option : set.options()) {
      boolean left =
          option instanceof SetOption.HashSize
              || option instanceof SetOption.InitVal
              || option instanceof SetOption.BucketSize
              || option instanceof SetOption.ForceAdd;
      if (!left) {
        options.add(option);
      }
    }
    return options;
  }

  static boolean ofElements(SetElement a, SetElement b) {
    return a.equals(b) || (a.parts().equals(b.parts()) && compared(a).equals(compared(b)));
  }

  private static Set<ElementOption> compared(SetElement element) {
    Set<ElementOption> options = new HashSet<>();
    for (ElementOption option : element.options()) {
      if (option instanceof ElementOption.Timeout timeout) {
        options.add(new ElementOption.Timeout(Math.min(timeout.seconds(), 1)));
      } else if (!(option instanceof ElementOption.Packets)
          && !(option instanceof ElementOption.Bytes)) {
        options.add(option);
      }
    }
    return options;
  }
}
