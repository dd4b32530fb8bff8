package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.MessageType;

/** KEEPALIVE: nothing but a header (RFC 4271 section 4.4). */
public record KeepaliveMessage() implements BgpMessage {
  @Override
  public int typeCode() {
    return MessageType.KEEPALIVE.code();
  }
}
