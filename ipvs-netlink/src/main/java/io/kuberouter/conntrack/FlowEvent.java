package io.kuberouter.conntrack;

/** What becomes of flows ({@code NFNLGRP_CONNTRACK_…}). */
public sealed interface FlowEvent {

  /** {@code NFNLGRP_CONNTRACK_NEW}: its first packet has left. */
  record New(Flow flow) implements FlowEvent {}

  /** {@code NFNLGRP_CONNTRACK_UPDATE}: its status, state, mark or timeout has changed. */
  record Updated(Flow flow) implements FlowEvent {}

  /** {@code NFNLGRP_CONNTRACK_DESTROY}: forgotten; with its counters where the kernel counts. */
  record Destroyed(Flow flow) implements FlowEvent {}

  /** Events found no room and are gone. */
  record Lost() implements FlowEvent {}
}
