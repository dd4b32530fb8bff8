package io.kuberouter.iptables.target;

/**
 * {@code -j CONNSECMARK}: copies security marks between packet and connection.
 *
 * @param save whether to the connection, not from it
 */
public record ConnsecmarkTarget(boolean save) implements Target {}
