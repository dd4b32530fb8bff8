package io.kuberouter.bgp.bfd;

import java.util.Optional;

/**
 * Why a session left Up; <a
 * href="https://www.iana.org/assignments/bfd-parameters/bfd-parameters.xhtml#bfd-parameters-1">BFD
 * Diagnostic Codes</a>.
 */
public enum Diagnostic {
  NO_DIAGNOSTIC("No Diagnostic"),
  CONTROL_DETECTION_TIME_EXPIRED("Control Detection Time Expired"),
  ECHO_FUNCTION_FAILED("Echo Function Failed"),
  NEIGHBOR_SIGNALED_SESSION_DOWN("Neighbor Signaled Session Down"),
  FORWARDING_PLANE_RESET("Forwarding Plane Reset"),
  PATH_DOWN("Path Down"),
  CONCATENATED_PATH_DOWN("Concatenated Path Down"),
  ADMINISTRATIVELY_DOWN("Administratively Down"),
  REVERSE_CONCATENATED_PATH_DOWN("Reverse Concatenated Path Down"),
  /** RFC 6428. */
  MIS_CONNECTIVITY_DEFECT("Mis-connectivity Defect");

  private final String text;

  Diagnostic(String text) {
    this.text = text;
  }

  /** {@return the code, 0 to 9} */
  public int code() {
    return ordinal();
  }

  /** {@return the diagnostic of a code, absent when it is none of these} */
  public static Optional<Diagnostic> of(int code) {
    return code >= 0 && code < values().length ? Optional.of(values()[code]) : Optional.empty();
  }

  /** {@return as the registry writes it} */
  @Override
  public String toString() {
    return text;
  }
}
