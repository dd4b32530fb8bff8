package io.kuberouter.ipset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a set stores: {@code bitmap:ip}, {@code hash:net,port}, {@code list:set}, …
 *
 * @param name of the tool
 * @param dimensions what an element is made of; none for a type that is not known, whose elements
 *     are kept as text
 */
public record SetType(String name, List<Dimension> dimensions) {

  /** One part of an element. */
  public enum Dimension {
    /** An address; typed, a network or range of them. */
    IP,
    /** A network. */
    NET,
    /** A protocol and port; of a bitmap, the port alone. */
    PORT,
    /** A hardware address. */
    MAC,
    /** A mark of packets. */
    MARK,
    /** A device. */
    IFACE,
    /** Another set. */
    SET
  }

  private static final Map<String, String> OLD_NAMES =
      Map.ofEntries(
          Map.entry("ipmap", "bitmap:ip"),
          Map.entry("macipmap", "bitmap:ip,mac"),
          Map.entry("portmap", "bitmap:port"),
          Map.entry("iphash", "hash:ip"),
          Map.entry("nethash", "hash:net"),
          Map.entry("ipporthash", "hash:ip,port"),
          Map.entry("netporthash", "hash:net,port"),
          Map.entry("ipportiphash", "hash:ip,port,ip"),
          Map.entry("ipportnethash", "hash:ip,port,net"),
          Map.entry("netifacehash", "hash:net,iface"),
          Map.entry("setlist", "list:set"));

  /** All types of ipset 7, in the order of {@code ipset(8)}. */
  public static final List<SetType> ALL =
      List.of(
          of("bitmap:ip"),
          of("bitmap:ip,mac"),
          of("bitmap:port"),
          of("hash:ip"),
          of("hash:mac"),
          of("hash:ip,mac"),
          of("hash:net"),
          of("hash:net,net"),
          of("hash:ip,port"),
          of("hash:net,port"),
          of("hash:ip,port,ip"),
          of("hash:ip,port,net"),
          of("hash:ip,mark"),
          of("hash:net,port,net"),
          of("hash:net,iface"),
          of("list:set"));

  public SetType {
    dimensions = List.copyOf(dimensions);
  }

  /** {@return the type of a name; one of the tool's old names gives the type it stands for} */
  public static SetType of(String name) {
    String current = OLD_NAMES.getOrDefault(name, name);
    List<Dimension> dimensions = new ArrayList<>();
    String[] halves = current.split(":", 2);
    boolean known = List.of("bitmap", "hash", "list").contains(halves[0]) && halves.length == 2;
    for (String word : known ? halves[1].split(",", -1) : new String[0]) {
      try {
        dimensions.add(Dimension.valueOf(word.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        return new SetType(current, List.of());
      }
    }
    return new SetType(current, dimensions);
  }

  /** {@return whether the kernel keeps a table of the whole range} */
  public boolean isBitmap() {
    return name.startsWith("bitmap:");
  }

  /** {@return whether its elements are sets} */
  public boolean isList() {
    return dimensions.equals(List.of(Dimension.SET));
  }

  /** {@return whether its elements hold addresses of the set's family} */
  public boolean hasFamily() {
    return name.startsWith("hash:") && !name.equals("hash:mac");
  }

  /** {@return whether two sets of these types may change places: what they store is alike} */
  public boolean swapsWith(SetType other) {
    return name.equals(other.name);
  }
}
