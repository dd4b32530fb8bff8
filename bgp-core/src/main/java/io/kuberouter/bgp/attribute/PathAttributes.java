package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.Community;
import io.kuberouter.bgp.number.ExtendedCommunity;
import io.kuberouter.bgp.number.LargeCommunity;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The attributes of a route: ordered by type code, at most one of each. */
public final class PathAttributes implements Iterable<PathAttribute> {

  /** None. */
  public static final PathAttributes EMPTY = new PathAttributes(new PathAttribute[0], 0, 0);

  private final PathAttribute[] attributes;

  /** Bit n: there is attribute n, below 64; so its place is found without asking the others. */
  private final long types;

  /** Bit n: attribute n, below 64, came with the Partial bit. */
  private final long partial;

  private int hash;

  private PathAttributes(PathAttribute[] attributes, long types, long partial) {
    this.attributes = attributes;
    this.types = types;
    this.partial = partial;
  }

  /** {@return the attributes in their order; of two of one type the last stays} */
  public static PathAttributes of(PathAttribute... attributes) {
    Builder out = new Builder();
    for (PathAttribute attribute : attributes) {
      out.set(attribute);
    }
    return out.build();
  }

  /** Changes attributes one by one. */
  public static final class Builder {
    private PathAttribute[] attributes;
    private int size;
    private long types;
    private long partial;

    /** Begins with none. */
    public Builder() {
      attributes = new PathAttribute[8];
    }

    private Builder(PathAttributes from) {
      attributes = Arrays.copyOf(from.attributes, from.attributes.length + 4);
      size = from.attributes.length;
      types = from.types;
      partial = from.partial;
    }

    private int find(int typeCode) {
      return PathAttributes.find(attributes, size, types, typeCode);
    }

    /** {@return whether there is one of a type} */
    public boolean has(int typeCode) {
      return find(typeCode) >= 0;
    }

    /** Sets an attribute, in place of one of the same type. */
    public Builder set(PathAttribute attribute) {
      int at = find(attribute.typeCode());
      if (at >= 0) {
        attributes[at] = attribute;
        return this;
      }
      int insert = -1 - at;
      if (size == attributes.length) {
        attributes = Arrays.copyOf(attributes, size * 2);
      }
      System.arraycopy(attributes, insert, attributes, insert + 1, size - insert);
      attributes[insert] = attribute;
      types |= bit(attribute.typeCode());
      size++;
      return this;
    }

    /** Notes that an attribute came with the Partial bit. */
    public Builder partial(int typeCode) {
      partial |= bit(typeCode);
      return this;
    }

    /** Removes an attribute, if there is one. */
    public Builder remove(AttributeType type) {
      return remove(type.code());
    }

    /** Removes an attribute, if there is one. */
    public Builder remove(int typeCode) {
      int at = find(typeCode);
      if (at >= 0) {
        size--;
        System.arraycopy(attributes, at + 1, attributes, at, size - at);
        types &= ~bit(typeCode);
        partial &= ~bit(typeCode);
      }
      return this;
    }

    /** {@return the attributes} */
    public PathAttributes build() {
      return size == 0
          ? EMPTY
          : new PathAttributes(Arrays.copyOf(attributes, size), types, partial);
    }
  }

  /** {@return a copy to change} */
  public Builder change() {
    return new Builder(this);
  }

  /** {@return the attributes with one more, or with one in place of another of its type} */
  public PathAttributes with(PathAttribute attribute) {
    return change().set(attribute).build();
  }

  /** {@return the attributes without one of a type} */
  public PathAttributes without(AttributeType type) {
    return find(type.code()) == null ? this : change().remove(type).build();
  }

  private static long bit(int typeCode) {
    return typeCode < 64 ? 1L << typeCode : 0;
  }

  /** {@return where an attribute is; or, less than zero, -1 less where it would be} */
  private static int find(PathAttribute[] attributes, int size, long types, int typeCode) {
    if (typeCode < 64) {
      int at = Long.bitCount(types & (bit(typeCode) - 1));
      return (types & bit(typeCode)) != 0 ? at : -1 - at;
    }
    for (int at = Long.bitCount(types); at < size; at++) {
      int code = attributes[at].typeCode();
      if (code >= typeCode) {
        return code == typeCode ? at : -1 - at;
      }
    }
    return -1 - size;
  }

  private @Nullable PathAttribute find(int typeCode) {
    int at = find(attributes, attributes.length, types, typeCode);
    return at < 0 ? null : attributes[at];
  }

  /** {@return the attribute of a type code} */
  public Optional<PathAttribute> get(int typeCode) {
    return Optional.ofNullable(find(typeCode));
  }

  /** {@return the attribute of a type} */
  public <T extends PathAttribute> Optional<T> get(AttributeType type, Class<T> as) {
    return Optional.ofNullable(find(type.code())).filter(as::isInstance).map(as::cast);
  }

  /** {@return whether there is one of a type} */
  public boolean has(AttributeType type) {
    return find(type.code()) != null;
  }

  /** {@return whether an attribute came with the Partial bit} */
  public boolean isPartial(int typeCode) {
    return typeCode < 64 && (partial >>> typeCode & 1) != 0;
  }

  /**
   * Puts attributes in the places of equal ones, so that many hold one object.
   *
   * @param canonical gives for each attribute one that equals it
   */
  public void share(UnaryOperator<PathAttribute> canonical) {
    for (int i = 0; i < attributes.length; i++) {
      attributes[i] = canonical.apply(attributes[i]);
    }
  }

  /** {@return how many} */
  public int size() {
    return attributes.length;
  }

  /** {@return ORIGIN, INCOMPLETE where it is missing} */
  public Origin origin() {
    return find(AttributeType.ORIGIN.code()) instanceof Origin origin ? origin : Origin.INCOMPLETE;
  }

  /** {@return AS_PATH, empty where it is missing} */
  public AsPath asPath() {
    return find(AttributeType.AS_PATH.code()) instanceof AsPath path ? path : AsPath.EMPTY;
  }

  /** {@return the next hop of either family} */
  public Optional<NextHop> nextHop() {
    return find(AttributeType.NEXT_HOP.code()) instanceof NextHop hop
        ? Optional.of(hop)
        : Optional.empty();
  }

  /** {@return MULTI_EXIT_DISC} */
  public OptionalLong multiExitDisc() {
    return find(AttributeType.MULTI_EXIT_DISC.code()) instanceof MultiExitDisc med
        ? OptionalLong.of(med.value())
        : OptionalLong.empty();
  }

  /** {@return LOCAL_PREF} */
  public OptionalLong localPref() {
    return find(AttributeType.LOCAL_PREF.code()) instanceof LocalPref preference
        ? OptionalLong.of(preference.value())
        : OptionalLong.empty();
  }

  /** {@return the communities, none where the attribute is missing} */
  public List<Community> communities() {
    return find(AttributeType.COMMUNITIES.code()) instanceof Communities c ? c.values() : List.of();
  }

  /** {@return the large communities, none where the attribute is missing} */
  public List<LargeCommunity> largeCommunities() {
    return find(AttributeType.LARGE_COMMUNITY.code()) instanceof LargeCommunities c
        ? c.values()
        : List.of();
  }

  /** {@return the extended communities, none where the attribute is missing} */
  public List<ExtendedCommunity> extendedCommunities() {
    return find(AttributeType.EXTENDED_COMMUNITIES.code()) instanceof ExtendedCommunities c
        ? c.values()
        : List.of();
  }

  @Override
  public Iterator<PathAttribute> iterator() {
    return Arrays.asList(attributes).iterator();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof PathAttributes o
            && partial == o.partial
            && hashCode() == o.hashCode()
            && Arrays.equals(attributes, o.attributes));
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = Arrays.hashCode(attributes);
    }
    return hash;
  }

  @Override
  public String toString() {
    return Arrays.toString(attributes);
  }
}
