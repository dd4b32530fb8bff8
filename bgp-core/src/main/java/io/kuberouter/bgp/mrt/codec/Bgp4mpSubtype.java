package io.kuberouter.bgp.mrt.codec;

import io.kuberouter.bgp.mrt.Bgp4mpMessage;
import io.kuberouter.bgp.mrt.Bgp4mpSession;
import io.kuberouter.bgp.mrt.Bgp4mpStateChange;
import io.kuberouter.bgp.mrt.MrtBody;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://www.iana.org/assignments/mrt/mrt.xhtml#bgp4mp-subtype-codes">BGP4MP and
 * BGP4MP_ET subtypes</a>; 2 and 3 are deprecated.
 */
enum Bgp4mpSubtype {
  BGP4MP_STATE_CHANGE(0, false, false, false, false),
  BGP4MP_MESSAGE(1, true, false, false, false),
  BGP4MP_MESSAGE_AS4(4, true, true, false, false),
  BGP4MP_STATE_CHANGE_AS4(5, false, true, false, false),
  BGP4MP_MESSAGE_LOCAL(6, true, false, true, false),
  BGP4MP_MESSAGE_AS4_LOCAL(7, true, true, true, false),
  BGP4MP_MESSAGE_ADDPATH(8, true, false, false, true),
  BGP4MP_MESSAGE_AS4_ADDPATH(9, true, true, false, true),
  BGP4MP_MESSAGE_LOCAL_ADDPATH(10, true, false, true, true),
  BGP4MP_MESSAGE_AS4_LOCAL_ADDPATH(11, true, true, true, true);

  private static final @Nullable Bgp4mpSubtype[] BY_CODE = new Bgp4mpSubtype[12];

  static {
    for (Bgp4mpSubtype subtype : values()) {
      BY_CODE[subtype.code] = subtype;
    }
  }

  private final int code;
  private final boolean message;
  private final boolean four;
  private final boolean local;
  private final boolean addPath;

  Bgp4mpSubtype(int code, boolean message, boolean four, boolean local, boolean addPath) {
    this.code = code;
    this.message = message;
    this.four = four;
    this.local = local;
    this.addPath = addPath;
  }

  int code() {
    return code;
  }

  static boolean isKnown(int code) {
    return code < BY_CODE.length && BY_CODE[code] != null;
  }

  static Bgp4mpSubtype of(MrtBody body) {
    for (Bgp4mpSubtype subtype : values()) {
      if (body instanceof Bgp4mpMessage m
          && subtype.message
          && m.session().fourOctetAs() == subtype.four
          && m.locallySent() == subtype.local
          && m.addPath() == subtype.addPath) {
        return subtype;
      }
      if (body instanceof Bgp4mpStateChange c
          && !subtype.message
          && c.session().fourOctetAs() == subtype.four) {
        return subtype;
      }
    }
    throw new AssertionError(body);
  }

  /** Reads the body of a subtype that {@link #isKnown}. */
  static MrtBody decode(MrtInput in, int code) throws MrtFormatException {
    Bgp4mpSubtype subtype = BY_CODE[code];
    if (subtype == null) {
      throw new MrtFormatException("subtype " + code);
    }
    Bgp4mpSession session = Bgp4mpSessionCodec.decode(in, subtype.four);
    if (subtype.message) {
      return new Bgp4mpMessage(session, subtype.local, subtype.addPath, in.rest());
    }
    MrtBody change = new Bgp4mpStateChange(session, in.u16("old state"), in.u16("new state"));
    in.end();
    return change;
  }
}
