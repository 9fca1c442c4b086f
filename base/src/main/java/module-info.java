/**
 * The words that every room uses: what names content ({@link dev.shoal.base.Hash}), where somebody
 * is ({@link dev.shoal.base.Locator}), what time it is ({@link dev.shoal.base.Clock}), and what a
 * person is to read when something goes wrong ({@link dev.shoal.base.Problem}).
 *
 * <p>It knows nothing of files, sockets or protocols, and is not a place for helpers that only one
 * room needs. Its types are values, but for the clock and {@code RateMeter}.
 *
 * <p>Read {@code Hash}, {@code Locator}, {@code Problem}; the rest when you meet it.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.base {
  requires static transitive org.jspecify;

  exports dev.shoal.base;
}
