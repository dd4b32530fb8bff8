package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.attribute.PathAttribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one list of attributes that are understood. */
public final class AttributeCodecs {

  private static final List<AttributeCodec<?>> ALL =
      List.of(
          new OriginCodec(),
          new AsPathCodec(),
          new NextHopCodec(),
          new MultiExitDiscCodec(),
          new LocalPrefCodec(),
          new AtomicAggregateCodec(),
          new AggregatorCodec(),
          new CommunitiesCodec(),
          new OriginatorIdCodec(),
          new ClusterListCodec(),
          new MpReachCodec(),
          new MpUnreachCodec(),
          new ExtendedCommunitiesCodec(),
          new As4PathCodec(),
          new As4AggregatorCodec(),
          new LargeCommunitiesCodec(),
          new OnlyToCustomerCodec());

  private static final @Nullable AttributeCodec<?>[] BY_CODE = new AttributeCodec<?>[256];

  static {
    for (AttributeCodec<?> codec : ALL) {
      BY_CODE[codec.type().code()] = codec;
    }
  }

  private AttributeCodecs() {}

  /** {@return all of them, by type code} */
  public static List<AttributeCodec<?>> all() {
    return ALL;
  }

  /** {@return the codec of a type code, null when the attribute is not understood} */
  public static @Nullable AttributeCodec<?> of(int typeCode) {
    return BY_CODE[typeCode];
  }

  /** {@return the codec of a value, null for an unknown attribute} */
  @SuppressWarnings("unchecked") // each codec is under the code of the values that it takes
  public static <T extends PathAttribute> @Nullable AttributeCodec<T> of(T attribute) {
    AttributeCodec<?> codec = BY_CODE[attribute.typeCode()];
    return codec != null && codec.valueClass().isInstance(attribute)
        ? (AttributeCodec<T>) codec
        : null;
  }
}
