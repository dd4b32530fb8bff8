package io.kuberouter.bgp.bfd;

import java.util.Optional;

/**
 * Why a session left Up; <a
 * href="https://www.iana.org/assignments/bfd-parameters/bfd-parameters.xhtml#bfd-parameters-1">BFD
 * Diagnostic Codes</a>.
 */
public enum Diagnostic {
  NO_DIAGNOSTIC(0, "No Diagnostic"),
  CONTROL_DETECTION_TIME_EXPIRED(1, "Control Detection Time Expired"),
  ECHO_FUNCTION_FAILED(2, "Echo Function Failed"),
  NEIGHBOR_SIGNALED_SESSION_DOWN(3, "Neighbor Signaled Session Down"),
  FORWARDING_PLANE_RESET(4, "Forwarding Plane Reset"),
  PATH_DOWN(5, "Path Down"),
  CONCATENATED_PATH_DOWN(6, "Concatenated Path Down"),
  ADMINISTRATIVELY_DOWN(7, "Administratively Down"),
  REVERSE_CONCATENATED_PATH_DOWN(8, "Reverse Concatenated Path Down"),
  /** RFC 6428. */
  MIS_CONNECTIVITY_DEFECT(9, "Mis-connectivity Defect");

  private final int code;
  private final String text;

  Diagnostic(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** {@return the code, 0 to 9} */
  public int code() {
    return code;
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
