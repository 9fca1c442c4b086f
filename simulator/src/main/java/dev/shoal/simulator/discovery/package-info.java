/**
 * How peers of a content find each other: by a tracker, by the DHT, by both; and what is left when
 * the tracker dies. Read {@code Model}, {@code Peer} and {@code Town} first.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.simulator.discovery;
