package dev.shoal.kademlia;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A lookup over several paths that share no contact, so that who is in the way of one is in the way
 * of that one only (Baumgart and Mies 2007, S/Kademlia, section 4.4). Pure; a single thread uses
 * it.
 */
public final class DisjointLookup {
  private final NodeId target;
  private final Tuning tuning;
  private final Predicate<Contact> credible;
  private final List<Lookup> paths = new ArrayList<>();
  private final Set<NodeId> taken = new HashSet<>(); // each asked by one path

  /** So many paths that have heard of nobody. */
  public DisjointLookup(NodeId target, Tuning tuning, int count) {
    this(target, tuning, count, contact -> true);
  }

  /**
   * So many paths that have heard of nobody.
   *
   * @param credible whether an id is one that its owner could not choose (such as by BEP 42); the
   *     others are asked, but no lookup ends with them
   */
  public DisjointLookup(NodeId target, Tuning tuning, int count, Predicate<Contact> credible) {
    this.target = target;
    this.tuning = tuning;
    this.credible = credible;
    for (int i = 0; i < count; i++) {
      paths.add(new Lookup(target, tuning, contact -> taken.add(contact.id()), credible));
    }
  }

  /** The most silent ones that any path met close to the target: what they hid is not known. */
  public int holes() {
    return paths.stream().mapToInt(Lookup::holes).max().orElse(0);
  }

  /** Where to begin, or to go on: the contacts are dealt out to the paths in turn. */
  public void heard(List<Contact> contacts) {
    for (int i = 0; i < contacts.size(); i++) {
      paths.get(i % paths.size()).heard(List.of(contacts.get(i)));
    }
  }

  /** A question of one path. */
  public record Question(int path, Contact contact) {}

  /** What to ask now; to be called until it says nothing. */
  public Optional<Question> next() {
    for (int path = 0; path < paths.size(); path++) {
      Optional<Contact> next = paths.get(path).next();
      if (next.isPresent()) {
        return Optional.of(new Question(path, next.get()));
      }
    }
    return Optional.empty();
  }

  /** The path that a question belongs to; it is told what becomes of it. */
  public Lookup path(Question question) {
    return paths.get(question.path);
  }

  /** What it looks for. */
  public NodeId target() {
    return target;
  }

  /** How many paths it has. */
  public int paths() {
    return paths.size();
  }

  /** Whether all paths have ended. */
  public boolean done() {
    return paths.stream().allMatch(Lookup::done);
  }

  /** The closest that have answered on any path, the credible ones first, then by distance. */
  public List<Contact> found(int most) {
    return paths.stream()
        .flatMap(path -> path.found().stream())
        .sorted(
            Comparator.comparing(credible.negate()::test)
                .thenComparing(Contact::id, (a, b) -> tuning.metric().compare(target, a, b)))
        .limit(most)
        .toList();
  }
}
