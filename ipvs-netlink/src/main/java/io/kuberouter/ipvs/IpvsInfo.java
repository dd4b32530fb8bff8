package io.kuberouter.ipvs;

/**
 * What the kernel says about its IPVS.
 *
 * @param version {@code IP_VS_VERSION_CODE}: {@code 0x010201} for 1.2.1
 * @param connectionTableSize buckets of the table of connections
 */
public record IpvsInfo(int version, long connectionTableSize) {

  /** {@return as {@code 1.2.1}} */
  public String versionText() {
    return ((version >> 16) & 0xff) + "." + ((version >> 8) & 0xff) + "." + (version & 0xff);
  }
}
