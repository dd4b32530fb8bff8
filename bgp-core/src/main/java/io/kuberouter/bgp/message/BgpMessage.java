package io.kuberouter.bgp.message;

/** One message of a session (RFC 4271 section 4). */
public sealed interface BgpMessage
    permits OpenMessage,
        UpdateMessage,
        NotificationMessage,
        KeepaliveMessage,
        RouteRefreshMessage,
        UnknownMessage {

  /** {@return the type in the header, 0 to 255} */
  int typeCode();
}
