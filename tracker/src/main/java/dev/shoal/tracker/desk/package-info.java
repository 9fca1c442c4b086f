/**
 * Between the pure cores and the threads that serve: {@link dev.shoal.tracker.desk.Desk} is what
 * any thread may ask.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.tracker.desk;
