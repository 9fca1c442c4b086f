/**
 * From "somebody has it" to "dial that one": who names peers ({@link
 * dev.shoal.discovery.PeerSource}), whom of a swarm's candidates to dial next ({@link
 * dev.shoal.discovery.CandidatePool}, one a swarm) and whether the node may dial now ({@link
 * dev.shoal.discovery.DialBudget}, one a node). And from "nobody is known" to "these answer": what
 * is remembered of the nodes of overlays ({@link dev.shoal.discovery.book.PeerBook}), and in which
 * order they and others are asked at a start ({@link dev.shoal.discovery.Bootstrap}).
 *
 * <p>It knows no protocol, has no thread, and dials nobody itself: all of it is pure, and says whom
 * and when. Whom a private swarm may take is decided here as well (BEP 27), by who named a
 * candidate.
 *
 * <p>Read {@link dev.shoal.discovery.Candidate} first, then {@code CandidatePool}, {@code
 * DialBudget}, {@code PeerSource}; for nodes, {@code Bootstrap}, then the package {@code book}.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.discovery {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;

  exports dev.shoal.discovery;
  exports dev.shoal.discovery.book;
}
