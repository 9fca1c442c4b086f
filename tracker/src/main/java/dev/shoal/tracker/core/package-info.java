/**
 * What a tracker knows and says: pure, for one thread at a time. Read {@code TrackerCore} first.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.tracker.core;
