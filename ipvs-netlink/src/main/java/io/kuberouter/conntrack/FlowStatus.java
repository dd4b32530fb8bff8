package io.kuberouter.conntrack;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** {@code IPS_…} of {@code linux/netfilter/nf_conntrack_common.h}, by bit, in its order. */
public enum FlowStatus {
  /** {@code IPS_EXPECTED}: another flow announced it. */
  EXPECTED,
  /** {@code IPS_SEEN_REPLY}: packets went both ways. */
  SEEN_REPLY,
  /** {@code IPS_ASSURED}: never dropped early for want of room. */
  ASSURED,
  /** {@code IPS_CONFIRMED}: in the table; its packet has left. */
  CONFIRMED,
  /** {@code IPS_SRC_NAT}: the source is translated. */
  SRC_NAT,
  /** {@code IPS_DST_NAT}: the destination is translated. */
  DST_NAT,
  /** {@code IPS_SEQ_ADJUST}: TCP's sequence numbers are shifted. */
  SEQ_ADJUST,
  /** {@code IPS_SRC_NAT_DONE}: the source's translation is decided. */
  SRC_NAT_DONE,
  /** {@code IPS_DST_NAT_DONE}: the destination's translation is decided. */
  DST_NAT_DONE,
  /** {@code IPS_DYING}: being removed. */
  DYING,
  /** {@code IPS_FIXED_TIMEOUT}: packets do not prolong it. */
  FIXED_TIMEOUT,
  /** {@code IPS_TEMPLATE}: of a rule, no flow. */
  TEMPLATE,
  /** {@code IPS_UNTRACKED}: of older kernels. */
  UNTRACKED,
  /** {@code IPS_HELPER}: a rule chose its helper. */
  HELPER,
  /** {@code IPS_OFFLOAD}: in a flow table. */
  OFFLOAD,
  /** {@code IPS_HW_OFFLOAD}: in the hardware's flow table. */
  HW_OFFLOAD;

  /** {@return the flags in a number; unknown ones are left out} */
  public static Set<FlowStatus> of(int bits) {
    EnumSet<FlowStatus> set = EnumSet.noneOf(FlowStatus.class);
    FlowStatus[] byBit = values();
    for (int bit = 0; bit < byBit.length; bit++) {
      if ((bits & (1 << bit)) != 0) {
        set.add(byBit[bit]);
      }
    }
    return Collections.unmodifiableSet(set);
  }
}
