package io.kuberouter.iptables.term;

/** The flags of a TCP header that {@code --tcp-flags} knows, in the order it prints them. */
public enum TcpFlag {
  FIN,
  SYN,
  RST,
  PSH,
  ACK,
  URG
}
