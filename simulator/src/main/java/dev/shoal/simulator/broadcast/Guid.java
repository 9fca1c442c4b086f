package dev.shoal.simulator.broadcast;

/** The 16 bytes by which a query and its hits are known everywhere. */
record Guid(long high, long low) {}
