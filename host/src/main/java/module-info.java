/**
 * The seam between a node and its protocols: what a {@link dev.shoal.host.Protocol} offers, what a
 * {@link dev.shoal.host.Host} gives it, and what of a running transfer both can see. Neither side
 * knows more of the other than stands here.
 *
 * <p>It does nothing: interfaces, and the records that pass through them ({@code PeerMemory} adds a
 * clock to a book). What one protocol alone needs of this machine does not belong here, nor what a
 * node tells people.
 *
 * <p>Read {@code Protocol} and {@code Running}, then {@code Host}. Then what is asked for and what
 * comes back: {@code FetchPlan}, {@code Recipe}, {@code Transfer}, {@code TransferEvent}. Last
 * {@code Source}, {@code Lease} and {@code Runs}, on which the bytes move.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.host {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;
  requires transitive dev.shoal.content;
  requires transitive dev.shoal.discovery;
  requires transitive dev.shoal.net;

  exports dev.shoal.host;
}
