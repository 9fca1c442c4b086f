/**
 * Swarms that several trackers share. {@link dev.shoal.tracker.shared.SwarmStore} is what a store
 * has to do; who speaks to one is found by {@code ServiceLoader}, so that a tracker without needs
 * none of its libraries.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.tracker.shared;
