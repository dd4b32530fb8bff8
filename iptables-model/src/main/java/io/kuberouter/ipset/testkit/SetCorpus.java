package io.kuberouter.ipset.testkit;

import io.kuberouter.ipset.ElementOption;
import io.kuberouter.ipset.ElementPart;
import io.kuberouter.ipset.Family;
import io.kuberouter.ipset.IpSet;
import io.kuberouter.ipset.IpSets;
import io.kuberouter.ipset.SetDefinition;
import io.kuberouter.ipset.SetElement;
import io.kuberouter.ipset.SetOption;
import io.kuberouter.ipset.SetType;
import io.kuberouter.ipset.SetType.Dimension;
import io.kuberouter.ipset.canonical.SetCanonicalizer;
import io.kuberouter.text.IpAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sets by seed: every type, both families, every option of sets and elements. Canonical. */
public final class SetCorpus {

  private final Random random;
  private final List<SetType> types;

  /** Creates a corpus of some types. */
  public SetCorpus(long seed, List<SetType> types) {
    this.random = new Random(seed);
    this.types = List.copyOf(types);
  }

  /** {@return a set of hosts: 10.x.y.z from 0 on} */
  public static IpSet hosts(String name, int count) {
    SetDefinition definition =
        SetCanonicalizer.definition(
            SetDefinition.of(name, "hash:ip", new SetOption.MaxElem(Math.max(65536, count * 2L))));
    IpSet set = IpSet.empty(definition);
    for (int i = 0; i < count; i++) {
      set = set.with(host(i));
    }
    return set;
  }

  /** {@return the host of a number} */
  public static SetElement host(int number) {
    byte[] bytes = {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    return SetElement.of(new ElementPart.Address(IpAddresses.of(bytes)));
  }

  /** {@return sets named {@code PREFIX-0} and on; a list is of sets that are there} */
  public IpSets sets(String prefix, int count, int elements) {
    IpSets sets = IpSets.empty();
    for (int i = 0; i < count; i++) {
      sets = sets.with(set(prefix + i, elements, sets));
    }
    return sets;
  }

  /** {@return sets that differ from these in some elements, definitions, and whole sets} */
  public IpSets changed(IpSets sets, String prefix, int elements) {
    IpSets result = sets;
    for (IpSet set : sets.sets()) {
      switch (random.nextInt(6)) {
        case 0 -> result = result.without(set.name());
        case 1 -> result = result.with(set(set.name(), elements, IpSets.empty()));
        case 2, 3 -> result = result.with(changed(set, 1 + random.nextInt(elements)));
        default -> {
          // stays
        }
      }
    }
    result = result.with(set(prefix + "new", elements, result));
    for (IpSet set : result.sets()) { // a list names what is there, and no list
      if (set.definition().type().isList()) {
        IpSet kept = IpSet.empty(set.definition());
        for (SetElement element : set.entries().values()) {
          boolean fits =
              result.get(element.text()).filter(s -> !s.definition().type().isList()).isPresent();
          kept = fits ? kept.with(element) : kept;
        }
        result = result.with(kept);
      }
    }
    return result;
  }

  private IpSet changed(IpSet set, int times) {
    IpSet result = set;
    for (int i = 0; i < times; i++) {
      List<List<ElementPart>> keys = result.entries().keys();
      if (!keys.isEmpty() && random.nextBoolean()) {
        result = result.without(keys.get(random.nextInt(keys.size())));
      } else if (!set.definition().type().isList()) {
        result = with(result, element(set.definition(), IpSets.empty()));
      }
    }
    return result;
  }

  private static IpSet with(IpSet set, SetElement typed) {
    IpSet result = set;
    for (SetElement element : SetCanonicalizer.elements(set.definition(), typed)) {
      result = result.with(element);
    }
    return result;
  }

  private IpSet set(String name, int elements, IpSets there) {
    SetType type = types.get(random.nextInt(types.size()));
    SetDefinition definition = SetCanonicalizer.definition(definition(name, type));
    IpSet set = IpSet.empty(definition);
    for (int i = random.nextInt(elements + 1); i > 0; i--) {
      if (!type.isList()) {
        set = with(set, element(definition, there));
      } else if (set.entries().size() < 4) {
        List<IpSet> members =
            there.sets().stream()
                .filter(s -> !s.definition().type().isList() && !s.name().equals(name))
                .toList();
        if (!members.isEmpty()) {
          set = with(set, element(definition, there));
        }
      }
    }
    return set;
  }

  private SetDefinition definition(String name, SetType type) {
    List<SetOption> options = new ArrayList<>();
    if (type.hasFamily()) {
      options.add(new SetOption.Family(random.nextBoolean() ? Family.INET : Family.INET6));
    }
    if (type.isBitmap()) {
      options.add(
          type.name().equals("bitmap:port")
              ? new SetOption.PortRange(0, 2000)
              : new SetOption.AddressRange(address("10.0.0.0"), address("10.0.15.255")));
    }
    if (random.nextInt(3) == 0) {
      options.add(new SetOption.Timeout(random.nextBoolean() ? 0 : 90000));
    }
    if (random.nextInt(3) == 0) {
      options.add(new SetOption.Counters());
    }
    if (random.nextInt(3) == 0) {
      options.add(new SetOption.Comments());
    }
    if (random.nextInt(3) == 0) {
      options.add(new SetOption.SkbInfo());
    }
    return new SetDefinition(name, type, options);
  }

  private SetElement element(SetDefinition set, IpSets there) {
    List<ElementPart> parts = new ArrayList<>();
    for (Dimension dimension : set.type().dimensions()) {
      parts.add(part(set, dimension, there));
    }
    List<ElementOption> options = new ArrayList<>();
    if (set.has(SetOption.Timeout.class) && random.nextBoolean()) {
      options.add(new ElementOption.Timeout(random.nextBoolean() ? 0 : 80000));
    }
    if (set.type().name().contains("net") && random.nextInt(4) == 0) {
      options.add(new ElementOption.NoMatch());
    }
    if (set.has(SetOption.Comments.class) && random.nextBoolean()) {
      options.add(new ElementOption.Comment("why " + random.nextInt(9)));
    }
    if (set.has(SetOption.SkbInfo.class) && random.nextBoolean()) {
      options.add(new ElementOption.SkbMark("0x%x".formatted(1 + random.nextInt(255))));
      options.add(new ElementOption.SkbPrio("1:" + (1 + random.nextInt(9))));
      options.add(new ElementOption.SkbQueue(1 + random.nextInt(9)));
    }
    return new SetElement(parts, options);
  }

  private ElementPart part(SetDefinition set, Dimension dimension, IpSets there) {
    boolean six = set.family() == Family.INET6;
    String host =
        six
            ? "2001:db8::%x:%x".formatted(random.nextInt(9), random.nextInt(99))
            : "10.0.%d.%d".formatted(random.nextInt(9), random.nextInt(99));
    return switch (dimension) {
      case IP -> new ElementPart.Address(address(host));
      case NET -> {
        int length = set.family().bits() - random.nextInt(20);
        yield new ElementPart.Net(IpAddresses.masked(address(host), length), length);
      }
      case PORT -> port(set);
      case MAC -> new ElementPart.Mac("00:1A:00:00:00:%02X".formatted(random.nextInt(99)));
      case MARK -> new ElementPart.Mark(random.nextInt(99));
      case IFACE ->
          new ElementPart.Interface(
              random.nextInt(4) == 0 ? "physdev:" : "", "eth" + random.nextInt(4));
      case SET -> {
        List<IpSet> members =
            there.sets().stream()
                .filter(s -> !s.definition().type().isList() && !s.name().equals(set.name()))
                .toList();
        yield new ElementPart.SetName(members.get(random.nextInt(members.size())).name());
      }
    };
  }

  private ElementPart port(SetDefinition set) {
    if (set.type().isBitmap()) {
      return new ElementPart.Port("", random.nextInt(2000));
    }
    if (random.nextInt(6) == 0) {
      return new ElementPart.Icmp("icmp", (random.nextInt(4) + 128) % 256 + "/0");
    }
    List<String> protocols = List.of("tcp", "udp", "sctp", "udplite");
    return new ElementPart.Port(protocols.get(random.nextInt(4)), 1 + random.nextInt(999));
  }

  private static InetAddress address(String text) {
    return IpAddresses.parse(text).orElseThrow(() -> new AssertionError(text));
  }
}
