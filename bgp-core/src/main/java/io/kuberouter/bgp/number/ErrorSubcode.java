package io.kuberouter.bgp.number;

/** A subcode of a {@link NotificationCode}, of one of the enums that list them. */
public interface ErrorSubcode {

  /** {@return the octet} */
  int code();

  /** {@return the registry's name} */
  String text();
}
