package io.kuberouter.nftables;

/** Which table: {@code inet filter}. */
public record TableKey(Family family, String name) {

  /** {@return the tool's words} */
  public String text() {
    return family.text() + " " + name;
  }
}
