/** What happens to a tracker that its operator wants to know of. */
@org.jspecify.annotations.NullMarked
package dev.shoal.tracker.event;
