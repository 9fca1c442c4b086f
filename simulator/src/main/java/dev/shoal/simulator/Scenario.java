package dev.shoal.simulator;

import dev.shoal.simulator.report.Report;
import java.util.List;

/**
 * Something that can be simulated: what it is called, what it is told, what it shows. Stateless.
 */
public interface Scenario {
  /** How it is called on the command line: one word. */
  String name();

  /** What it shows, in half a sentence. */
  String about();

  /** What it can be told beside the network, with its defaults, in the order to be written. */
  List<Parameter> parameters();

  /**
   * Runs it; on the caller's thread, from the seed among the parameters and nothing else by chance.
   *
   * @throws Watcher.Stopped if the watcher does not want it any more
   */
  Report run(Parameters parameters, Watcher watcher);
}
