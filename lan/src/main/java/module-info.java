/**
 * The local network: whom a node finds there without knowing anybody, by asking all at once.
 *
 * <p>{@code lsd} is Local Service Discovery (BEP 14): nodes tell a multicast group which contents
 * they have to do with, and those with the same content find each other. {@code find} is this
 * house's own broadcast file request: a person asks by words, every node that shares such a file
 * and was told that others may find it answers the asker alone. Both packages are pure: codec, and
 * who says what and when. {@link dev.shoal.lan.Lan} is the edge, with groups, timers and callers.
 *
 * <p>Nothing here passes a router: datagrams are sent with a hop limit of 1, and what comes from an
 * address that is on none of this machine's links is not heard.
 *
 * <p>Read {@code Announcement}, {@code LsdCore}; {@code FindMessage}, {@code Answerer}; then {@code
 * LanNode}.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.lan {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;
  requires dev.shoal.bencode;
  requires dev.shoal.discovery;
  requires transitive dev.shoal.host;
  requires dev.shoal.net;

  exports dev.shoal.lan;

  provides dev.shoal.host.Protocol with
      dev.shoal.lan.Lan;
}
