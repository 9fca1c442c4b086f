package dev.shoal.simulator.dht;

import dev.shoal.base.NodeId;
import java.util.List;

/**
 * How one lookup went.
 *
 * @param from the node that looked
 * @param share of the truly closest that it ended with, 0 to 1
 * @param hops from the looking node to the closest that it found
 * @param nanos from the first question to the end
 * @param messages that were sent for it, answers as well
 * @param steps each answer, or each hop of a recursive one
 */
record Outcome(
    int from, NodeId target, double share, int hops, long nanos, int messages, List<Step> steps) {
  /**
   * A question and its answer.
   *
   * @param asker who asked
   * @param node who answered
   * @param atNanos since the lookup began: when the answer came
   * @param tookNanos since the question
   */
  record Step(int asker, int node, long atNanos, long tookNanos, boolean answered) {}
}
