/**
 * Who and what a tracker serves: {@link dev.shoal.tracker.gate.Gate} decides, by what {@code
 * ListFile} reads, {@code Limiter} counts and {@link dev.shoal.tracker.gate.Register} knows.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.tracker.gate;
