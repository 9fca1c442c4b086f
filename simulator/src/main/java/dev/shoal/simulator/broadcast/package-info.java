/**
 * Flooding in an overlay without structure, as Gnutella does it, against lookups in the DHT. Read
 * {@code FloodCore} first, then {@code FloodNetwork}, {@code BroadcastScenario}.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.simulator.broadcast;
