/**
 * From "somebody has it" to "dial that one": who names peers ({@link
 * dev.shoal.discovery.PeerSource}), whom of a swarm's candidates to dial next ({@link
 * dev.shoal.discovery.CandidatePool}, one a swarm) and whether the node may dial now ({@link
 * dev.shoal.discovery.DialBudget}, one a node).
 *
 * <p>It knows no protocol, has no thread, and dials nobody itself: pool and budget are pure, and
 * say whom and when. Whom a private swarm may take is decided here as well (BEP 27), by who named a
 * candidate.
 *
 * <p>Read {@link dev.shoal.discovery.Candidate} first, then {@code CandidatePool}, {@code
 * DialBudget}, {@code PeerSource}.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.discovery {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;

  exports dev.shoal.discovery;
}
