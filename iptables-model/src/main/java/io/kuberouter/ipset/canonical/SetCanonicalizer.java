package io.kuberouter.ipset.canonical;

import io.kuberouter.ipset.ElementOption;
import io.kuberouter.ipset.ElementPart;
import io.kuberouter.ipset.Family;
import io.kuberouter.ipset.IpSet;
import io.kuberouter.ipset.IpSets;
import io.kuberouter.ipset.SetDefinition;
import io.kuberouter.ipset.SetElement;
import io.kuberouter.ipset.SetOption;
import io.kuberouter.ipset.SetType.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sets as {@code ipset save} prints them back. One rewrite for each thing that changes on the way,
 * seen with ipset 7.17 and Linux 6.18:
 *
 * <ul>
 *   <li>defaults are filled in: family inet, hashsize 1024, maxelem 65536, a list's size 8; the
 *       hash size is rounded up to a power of two, 64 at least, a list's size to 4;
 *   <li>{@code forceadd} is not printed;
 *   <li>an address loses what netmask or bitmask take, a network its host bits; a network of one
 *       address is printed as that; ranges and, where addresses are stored, networks become single
 *       elements; ports from-to become single ports, one without a protocol is TCP's;
 *   <li>protocols by number and ICMP messages by type and code get their names;
 *   <li>each element tells its timeout, packets and bytes where its set has them, in this order:
 *       timeout, nomatch or wildcard, packets, bytes, comment, mark, priority, queue.
 * </ul>
 */
public final class SetCanonicalizer {

  /** More elements than this are not made of one typed range. */
  private static final int MOST = 1 << 20;

  private static final Map<String, String> PROTOCOLS =
      Map.ofEntries(
          Map.entry("", "tcp"),
          Map.entry("2", "igmp"),
          Map.entry("6", "tcp"),
          Map.entry("17", "udp"),
          Map.entry("33", "dccp"),
          Map.entry("47", "gre"),
          Map.entry("50", "esp"),
          Map.entry("51", "ah"),
          Map.entry("89", "ospf"),
          Map.entry("103", "pim"),
          Map.entry("112", "vrrp"),
          Map.entry("132", "sctp"),
          Map.entry("136", "udplite"));

  private SetCanonicalizer() {}

  /** {@return the sets with every definition and element as printed back} */
  public static IpSets canonical(IpSets sets) {
    List<IpSet> all = new ArrayList<>();
    for (IpSet set : sets.sets()) {
      all.add(canonical(set));
    }
    return IpSets.of(all);
  }

  /** {@return the set as printed back; its definition, then each element} */
  public static IpSet canonical(IpSet set) {
    IpSet result = IpSet.empty(definition(set.definition()));
    for (SetElement element : set.entries().values()) {
      for (SetElement single : elements(result.definition(), element)) {
        result = result.with(single);
      }
    }
    return result;
  }

  /** {@return the definition with the defaults that are printed} */
  public static SetDefinition definition(SetDefinition typed) {
    SetDefinition set = typed.without(SetOption.ForceAdd.class);
    if (set.type().hasFamily()) {
      set = set.with(new SetOption.Family(set.family()));
    }
    if (set.type().name().startsWith("hash:")) {
      long buckets =
          set.option(SetOption.HashSize.class).map(SetOption.HashSize::buckets).orElse(1024L);
      long wanted = Math.max(64, buckets);
      long rounded = Long.highestOneBit(wanted);
      set = set.with(new SetOption.HashSize(rounded < wanted ? rounded * 2 : rounded));
      long most = set.option(SetOption.MaxElem.class).map(SetOption.MaxElem::elements).orElse(0L);
      set = set.with(new SetOption.MaxElem(most == 0 ? 65536 : most));
    }
    if (set.type().isList()) {
      long size = set.option(SetOption.Size.class).map(SetOption.Size::sets).orElse(8L);
      set = set.with(new SetOption.Size(Math.max(4, size)));
    }
    return set;
  }

  /**
   * {@return the elements that are printed back for one that is typed}
   *
   * @throws IllegalArgumentException where that would be more than a million
   */
  public static List<SetElement> elements(SetDefinition set, SetElement typed) {
    List<List<ElementPart>> all = List.of(List.of());
    for (int i = 0; i < typed.parts().size(); i++) {
      Dimension dimension =
          set.type().dimensions().isEmpty() ? Dimension.SET : set.type().dimensions().get(i);
      List<ElementPart> choices = part(set, dimension, typed.parts().get(i));
      List<List<ElementPart>> longer = new ArrayList<>();
      if ((long) all.size() * choices.size() > MOST) {
        throw new IllegalArgumentException(typed.text() + " is more than " + MOST + " elements");
      }
      for (List<ElementPart> head : all) {
        for (ElementPart choice : choices) {
          List<ElementPart> parts = new ArrayList<>(head);
          parts.add(choice);
          longer.add(parts);
        }
      }
      all = longer;
    }
    List<ElementOption> options = options(set, typed);
    return all.stream().map(parts -> new SetElement(parts, options)).toList();
  }

  private static List<ElementPart> part(SetDefinition set, Dimension dimension, ElementPart part) {
    if (part instanceof ElementPart.Port port) {
      return ports(set, port);
    }
    if (part instanceof ElementPart.Icmp icmp) {
      boolean six = set.family() == Family.INET6;
      return List.of(
          new ElementPart.Icmp(
              six ? "ipv6-icmp" : "icmp", IcmpNames.canonical(six, icmp.message())));
    }
    if (part instanceof ElementPart.Mark mark) {
      long mask = set.option(SetOption.MarkMask.class).map(SetOption.MarkMask::mask).orElse(-1L);
      return List.of(new ElementPart.Mark(mark.mark() & mask));
    }
    boolean nets = dimension == Dimension.NET;
    return Addresses.split(part, nets, MOST).stream()
        .map(p -> Addresses.masked(set, p))
        .distinct()
        .toList();
  }

  private static List<ElementPart> ports(SetDefinition set, ElementPart.Port port) {
    String protocol =
        set.type().isBitmap() ? "" : PROTOCOLS.getOrDefault(port.protocol(), port.protocol());
    List<ElementPart> ports = new ArrayList<>();
    for (int p = port.first(); p <= port.last(); p++) {
      ports.add(new ElementPart.Port(protocol, p));
    }
    return ports;
  }

  private static List<ElementOption> options(SetDefinition set, SetElement typed) {
    List<ElementOption> options = new ArrayList<>();
    set.option(SetOption.Timeout.class)
        .ifPresent(
            ofSet ->
                options.add(
                    typed
                        .option(ElementOption.Timeout.class)
                        .orElse(new ElementOption.Timeout(ofSet.seconds()))));
    typed.option(ElementOption.NoMatch.class).ifPresent(options::add);
    typed.option(ElementOption.Wildcard.class).ifPresent(options::add);
    if (set.has(SetOption.Counters.class)) {
      options.add(typed.option(ElementOption.Packets.class).orElse(new ElementOption.Packets("0")));
      options.add(typed.option(ElementOption.Bytes.class).orElse(new ElementOption.Bytes("0")));
    }
    typed
        .option(ElementOption.Comment.class)
        .filter(comment -> !comment.comment().isEmpty())
        .ifPresent(options::add);
    for (Class<? extends ElementOption> kind : SKB) {
      typed.option(kind).ifPresent(options::add);
    }
    typed.options().stream().filter(o -> o instanceof ElementOption.Unknown).forEach(options::add);
    return options;
  }

  private static final List<Class<? extends ElementOption>> SKB =
      List.of(
          ElementOption.SkbMark.class, ElementOption.SkbPrio.class, ElementOption.SkbQueue.class);
}
