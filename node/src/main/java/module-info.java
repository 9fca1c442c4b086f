/**
 * The public API, and the wiring behind it.
 *
 * <p>An embedder needs {@link dev.shoal.node.Node} only: {@link dev.shoal.node.Node#share} gives a
 * {@link dev.shoal.node.Share} with its {@link dev.shoal.node.ShareLink}, {@link
 * dev.shoal.node.Node#get} a {@link dev.shoal.node.Download}. Everything blocks, can be interrupted
 * and is closed when it is not needed any more; what goes wrong is a {@link
 * dev.shoal.base.Problem}.
 *
 * <p>Inside, {@code machine} is the {@link dev.shoal.host.Host} that protocols run on: the clock,
 * threads, sockets, disks and memory of this machine. The node starts every {@link
 * dev.shoal.host.Protocol} it finds, parts incoming connections among them and asks them who
 * understands a link; it knows none of them by name, speaks to no peer and shows nothing to
 * anybody.
 *
 * <p>Read {@code Node}, {@code Exchange}, {@code EventFeed}; then {@code Machine}, {@code RunPool}.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.node {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;
  requires transitive dev.shoal.content;
  requires transitive dev.shoal.host;
  requires transitive dev.shoal.net;
  requires transitive dev.shoal.discovery;

  exports dev.shoal.node;

  uses dev.shoal.host.Protocol;
}
