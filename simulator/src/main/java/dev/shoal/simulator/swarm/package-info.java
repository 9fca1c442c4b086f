/**
 * A file spreads among peers: each of them is the product's own {@link
 * dev.shoal.bittorrent.swarm.SwarmCore}; the lines between them are a model. Read {@link
 * dev.shoal.simulator.swarm.SwarmScenario} first, then {@code Peer} (a core and what it needs) and
 * {@code Flows} (who gets how much of which line).
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.simulator.swarm;
