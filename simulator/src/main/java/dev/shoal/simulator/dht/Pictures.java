package dev.shoal.simulator.dht;

import dev.shoal.base.Contact;
import dev.shoal.simulator.report.Drawing;
import dev.shoal.simulator.report.Replay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws a part of a network: those who took part in what is replayed, and others by chance. */
final class Pictures {
  private static final int DOTS = 300;
  private static final int LINES_A_DOT = 3;
  private static final double MILLI = 1e6;

  private final DhtNetwork network;
  private final Map<Integer, Integer> places = new LinkedHashMap<>(); // of nodes among the dots

  Pictures(DhtNetwork network, List<Outcome> watched) {
    this.network = network;
    for (Outcome outcome : watched) {
      place(outcome.from());
      outcome.steps().forEach(step -> place(step.node()));
    }
    int tries = 0;
    while (places.size() < Math.min(DOTS, network.count()) && tries++ < 10 * DOTS) {
      place(network.anyNode());
    }
  }

  private int place(int node) {
    return places.computeIfAbsent(node, _ -> places.size());
  }

  Drawing drawing() {
    List<Drawing.Dot> dots = new ArrayList<>();
    List<Drawing.Line> lines = new ArrayList<>();
    places.forEach((node, place) -> {
      dots.add(
          new Drawing.Dot(
              network.simulation.x(node),
              network.simulation.y(node),
              kind(node),
              network.contact(node).id().toString().substring(0, 8)));
      if (network.simulation.isUp(node)) {
        known(node).forEach(other -> lines.add(new Drawing.Line(place, other)));
      }
    });
    return new Drawing(
        "A part of the network",
        "Each dot is a node at its place on the map; lines lead to a few of those it knows.",
        dots,
        lines);
  }

  private String kind(int node) {
    if (!network.simulation.isUp(node)) {
      return "gone";
    }
    return network.simulation.isReachable(node) ? "node" : "behind a router";
  }

  private List<Integer> known(int node) {
    return network.node(node).core.contacts().stream()
        .map(Contact::locator)
        .map(network.simulation::node)
        .filter(places::containsKey)
        .limit(LINES_A_DOT)
        .map(this::place)
        .toList();
  }

  /** An iterative lookup: each question goes out from the one that looks. */
  Replay iterative(String title, Outcome outcome) {
    List<Replay.Step> steps = new ArrayList<>();
    int from = place(outcome.from());
    for (Outcome.Step step : outcome.steps()) {
      double asked = (step.atNanos() - step.tookNanos()) / MILLI;
      double there = step.atNanos() / MILLI;
      int to = place(step.node());
      String node = network.contact(step.node()).id().toString().substring(0, 8);
      if (step.answered()) {
        steps.add(new Replay.Step(asked, from, to, "ask", "asks " + node));
        steps.add(new Replay.Step(there, to, from, "answer", node + " names closer ones"));
      } else {
        steps.add(new Replay.Step(there, from, to, "lost", node + " does not answer"));
      }
    }
    steps.sort(Comparator.comparingDouble(Replay.Step::atMillis));
    return new Replay(
        title,
        "The node that looks asks the closest that it knows of, a few at a time, each for closer"
            + " ones, until the closest have answered.",
        steps);
  }

  /** A recursive one: the question travels, the answer comes back the same way. */
  Replay recursive(String title, Outcome outcome) {
    List<Replay.Step> steps = new ArrayList<>();
    double asked = 0;
    int from = place(outcome.from());
    double outer = outcome.nanos() / MILLI;
    for (Outcome.Step step : outcome.steps()) {
      double took = step.tookNanos() / MILLI;
      asked += Math.max(0, outer - took) / 2;
      outer = took;
      int to = place(step.node());
      String node = network.contact(step.node()).id().toString().substring(0, 8);
      steps.add(new Replay.Step(asked, from, to, "ask", "gives the question to " + node));
      steps.add(new Replay.Step(asked + took, to, from, "answer", node + " gives the answer back"));
      from = to;
    }
    steps.sort(Comparator.comparingDouble(Replay.Step::atMillis));
    return new Replay(
        title,
        "The question itself travels from node to node, each closer than the one before; the answer"
            + " comes back along the path.",
        steps);
  }
}
