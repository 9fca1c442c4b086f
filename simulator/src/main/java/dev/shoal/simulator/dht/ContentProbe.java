package dev.shoal.simulator.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.mainline.dht.SearchListener;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.simulator.Simulation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** Watches one lookup of a content. */
final class ContentProbe implements SearchListener {
  private final Simulation<?> simulation;
  private final Consumer<List<Locator.Ip>> named;
  private final Consumer<ContentLookup> done;
  private final long begun;
  private final Set<Locator.Ip> peers = new LinkedHashSet<>();
  private final List<ContentLookup.Asked> asked = new ArrayList<>();
  private OptionalLong first = OptionalLong.empty();
  private int messages;

  ContentProbe(
      Simulation<?> simulation, Consumer<List<Locator.Ip>> named, Consumer<ContentLookup> done) {
    this.simulation = simulation;
    this.named = named;
    this.done = done;
    this.begun = simulation.nanos();
  }

  @Override
  public void answered(Contact node, Optional<Contact> namedBy, Answer answer, long nanos) {
    messages += 2;
    settled(node, nanos, true, answer.peers().size());
    if (!answer.peers().isEmpty()) {
      if (first.isEmpty()) {
        first = OptionalLong.of(simulation.nanos() - begun);
      }
      peers.addAll(answer.peers());
      named.accept(answer.peers());
    }
  }

  @Override
  public void silent(Contact node) {
    messages++;
    settled(node, 0, false, 0);
  }

  private void settled(Contact node, long took, boolean answered, int count) {
    int number = simulation.node(node.locator());
    if (number >= 0) {
      long at = simulation.nanos() - begun;
      asked.add(new ContentLookup.Asked(number, at, took, answered, count));
    }
  }

  @Override
  public void done(List<Found> found) {
    long nanos = simulation.nanos() - begun;
    done.accept(new ContentLookup(nanos, first, messages, List.copyOf(peers), found, asked));
  }
}
