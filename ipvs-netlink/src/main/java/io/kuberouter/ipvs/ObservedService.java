package io.kuberouter.ipvs;

/** A virtual service as the kernel lists it. */
public record ObservedService(VirtualService service, TrafficStats stats) {}
