package io.kuberouter.iptables.target;

/**
 * {@code -j RATEEST}: feeds a rate estimator.
 *
 * @param estimator its name
 * @param interval between measurements, as {@code 250.0ms}
 * @param ewmalog over which it averages
 */
public record RateestTarget(String estimator, String interval, String ewmalog) implements Target {}
