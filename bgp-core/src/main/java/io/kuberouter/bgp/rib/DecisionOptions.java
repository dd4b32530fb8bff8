package io.kuberouter.bgp.rib;

/**
 * What may be changed of the choice between routes.
 *
 * @param alwaysCompareMed MULTI_EXIT_DISCs of different neighbouring ASes are compared too
 * @param ignoreAsPathLength skips RFC 4271 section 9.1.2.2 a
 * @param compareExternalIdentifiers skips RFC 5004, so that the choice does not depend on the order
 *     of arrival
 */
public record DecisionOptions(
    boolean alwaysCompareMed, boolean ignoreAsPathLength, boolean compareExternalIdentifiers) {

  /** As the RFCs have it. */
  public static final DecisionOptions USUAL = new DecisionOptions(false, false, false);
}
