/**
 * How bytes come and go; what they mean is for others to say.
 *
 * <p>Everything that opens a socket keeps to the node's {@link dev.shoal.net.Binding} and blocks
 * the thread that calls it, which is meant to be a virtual one. {@link dev.shoal.net.Duplex} is any
 * connection, {@link dev.shoal.net.Transport} makes them, and {@link dev.shoal.net.Door} parts
 * those that come in by their first bytes. {@link dev.shoal.net.Nearness} holds the rule against
 * being used to reach into local services; {@link dev.shoal.net.HttpClient} applies it to each hop.
 *
 * <p>It is not a web client: a small answer to one GET ({@link dev.shoal.net.Http}), or stretches
 * of files ({@link dev.shoal.net.HttpRanges}); no cookies, no cache, no forms. It is not a place
 * for wire formats either.
 *
 * <p>Read {@code Duplex}, {@code Transport}, {@code TcpTransport}; then {@code Nearness}, {@code
 * Http}, {@code HttpClient} and {@code RangeReader} with their pure {@code AnswerParser}; then
 * {@code RateBudget}. {@code mapping} opens ports on routers; begin with its {@code PortMapper}.
 * {@code server} is for those that answer very many; begin with its {@code DatagramServer}.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.net {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;
  requires java.xml;

  exports dev.shoal.net;
  exports dev.shoal.net.server;
  exports dev.shoal.net.mapping;
}
