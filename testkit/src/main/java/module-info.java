/**
 * Helpers for the tests of all rooms; no product code uses it.
 *
 * <p>Read {@link dev.shoal.testkit.Property} with {@link dev.shoal.testkit.Draw}: statements that
 * hold for every input, tried with inputs drawn from a seed. {@link dev.shoal.testkit.Noise} is
 * content of any length that needs no memory to be compared with, {@link
 * dev.shoal.testkit.LeakCheck} finds threads, files and sockets that a test left behind, and {@link
 * dev.shoal.testkit.Await} waits for a condition, but not for ever.
 *
 * <p>It is not a place for fixtures of one room, and has no time or network of its own: those are
 * in {@code world}.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.testkit {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;
  requires jdk.management;

  exports dev.shoal.testkit;
}
