package io.kuberouter.iptables.exec;

import java.time.Duration;

/**
 * How a restore went.
 *
 * @param took from start to end
 * @param lockWait how much of it another program held the lock; zero where it was free
 */
public record RestoreReport(Duration took, Duration lockWait) {}
