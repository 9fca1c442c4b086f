package dev.shoal.kademlia;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An iterative lookup of the k contacts closest to a target: it asks the closest it has heard of
 * for closer ones, a few at a time, and ends when the k closest have answered (Maymounkov and
 * Mazières 2002, section 2.3). Whoever is slow no longer counts among those few, but its answer is
 * welcome when it comes. Whoever has an id that it cannot have is asked as well, but does not
 * count: else those who answer with any id that is looked for would end each lookup. Pure; a single
 * thread uses it, and tells it what it hears and misses.
 */
public final class Lookup {
  /** More candidates do not help: those farther than a hundred others are never asked. */
  private static final int MOST = 100;

  private final NodeId target;
  private final Tuning tuning;
  private final Predicate<Contact> mayAsk;
  private final Predicate<Contact> credible;
  private final List<Candidate> candidates = new ArrayList<>(); // the closest first
  private int asked;

  /** A lookup that has heard of nobody. */
  public Lookup(NodeId target, Tuning tuning) {
    this(target, tuning, contact -> true, contact -> true);
  }

  /**
   * A lookup that may not ask everybody.
   *
   * @param mayAsk asked before a contact is; one refused counts as silent
   * @param credible whether an id is one that its owner could not choose
   */
  Lookup(NodeId target, Tuning tuning, Predicate<Contact> mayAsk, Predicate<Contact> credible) {
    this.target = target;
    this.tuning = tuning;
    this.mayAsk = mayAsk;
    this.credible = credible;
  }

  private enum State {
    HEARD,
    ASKED,
    /** It was asked and takes long. */
    SLOW,
    ANSWERED,
    /** It will not answer. */
    SILENT
  }

  private static final class Candidate {
    final Contact contact;
    final boolean counts;
    final long network;
    int named = 1;
    State state = State.HEARD;

    Candidate(Contact contact, boolean counts) {
      this.contact = contact;
      this.counts = counts;
      this.network = Diversity.network(contact.locator().address());
    }
  }

  /** Somebody, or our own table, names contacts. */
  public void heard(List<Contact> contacts) {
    contacts.forEach(this::add);
  }

  private void add(Contact contact) {
    int place = candidates.size();
    while (place > 0 && compare(contact, candidates.get(place - 1).contact) < 0) {
      place--;
    }
    boolean known = place > 0 && compare(contact, candidates.get(place - 1).contact) == 0;
    if (known) {
      candidates.get(place - 1).named++;
    }
    if (!known && place < MOST && isDiverse(contact)) {
      candidates.add(place, new Candidate(contact, credible.test(contact)));
      if (candidates.size() > MOST) {
        candidates.removeLast();
      }
    }
  }

  private int compare(Contact one, Contact other) {
    return tuning.metric().compare(target, one.id(), other.id());
  }

  private boolean isDiverse(Contact contact) {
    var address = contact.locator().address();
    long own = Diversity.network(address);
    int network = 0;
    int same = 0;
    for (Candidate other : candidates) {
      var there = other.contact.locator().address();
      if (other.network == own
          && other.state != State.SILENT
          && Diversity.sameNetwork(there, address)) {
        network++;
        same += there.equals(address) ? 1 : 0;
      }
    }
    return network < tuning.diversity().bucket() && same < tuning.diversity().address();
  }

  /** Whom to ask now; to be called until it says nobody. */
  public Optional<Contact> next() {
    int hopeful = 0; // closer ones that have answered or may do so soon
    for (Candidate candidate : candidates) {
      if (asked >= tuning.alpha() || hopeful >= tuning.k()) {
        return Optional.empty();
      }
      if (candidate.state == State.HEARD && mayAsk.test(candidate.contact)) {
        move(candidate, State.ASKED);
        return Optional.of(candidate.contact);
      }
      if (candidate.state == State.HEARD) {
        candidate.state = State.SILENT;
      }
      boolean hope = candidate.state == State.ASKED || candidate.state == State.ANSWERED;
      hopeful += hope && candidate.counts ? 1 : 0;
    }
    return Optional.empty();
  }

  /** A contact answered, late or not, and named others. */
  public void answered(Contact contact, List<Contact> closer) {
    find(contact)
        .ifPresent(candidate -> {
          move(candidate, State.ANSWERED);
          heard(closer);
        });
  }

  /** A contact takes longer than others do. */
  public void slow(Contact contact) {
    find(contact).filter(it -> it.state == State.ASKED).ifPresent(it -> move(it, State.SLOW));
  }

  /**
   * Whether a contact that is slow is worth a second question: it would be among the k closest, and
   * several say that it is there.
   */
  public boolean isWorthAnother(Contact contact) {
    int closer = 0;
    for (Candidate candidate : candidates) {
      if (candidate.contact.equals(contact)) {
        return candidate.named > 1;
      }
      closer += candidate.state != State.SILENT && candidate.counts ? 1 : 0;
      if (closer >= tuning.k()) {
        return false;
      }
    }
    return false;
  }

  /** A contact will not answer any more. */
  public void silent(Contact contact) {
    find(contact)
        .filter(candidate -> candidate.state != State.ANSWERED)
        .ifPresent(candidate -> move(candidate, State.SILENT));
  }

  private Optional<Candidate> find(Contact contact) {
    for (Candidate candidate : candidates) {
      if (candidate.contact.equals(contact)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private void move(Candidate candidate, State state) {
    asked -= candidate.state == State.ASKED ? 1 : 0;
    asked += state == State.ASKED ? 1 : 0;
    candidate.state = state;
  }

  /** Whether the k closest that do not keep silent have answered. */
  public boolean done() {
    int answered = 0;
    for (Candidate candidate : candidates) {
      if (answered == tuning.k()) {
        return true;
      }
      if (candidate.state != State.ANSWERED && candidate.state != State.SILENT) {
        return false;
      }
      answered += candidate.state == State.ANSWERED && candidate.counts ? 1 : 0;
    }
    return true;
  }

  /**
   * The closest that have answered, at most k, the closest first; those that do not count only as
   * far as the others are too few.
   */
  public List<Contact> found() {
    List<Candidate> answered =
        candidates.stream().filter(candidate -> candidate.state == State.ANSWERED).toList();
    int counting = (int) answered.stream().filter(candidate -> candidate.counts).count();
    int others = Math.max(0, tuning.k() - counting);
    List<Contact> found = new ArrayList<>();
    for (Candidate candidate : answered) {
      if (found.size() < tuning.k() && (candidate.counts || others-- > 0)) {
        found.add(candidate.contact);
      }
    }
    return List.copyOf(found);
  }

  /** How many keep silent that are closer than the last of those found. */
  public int holes() {
    int answered = 0;
    int silent = 0;
    for (Candidate candidate : candidates) {
      if (answered == tuning.k()) {
        break;
      }
      answered += candidate.state == State.ANSWERED && candidate.counts ? 1 : 0;
      silent += candidate.state == State.SILENT ? 1 : 0;
    }
    return silent;
  }

  /** What it looks for. */
  public NodeId target() {
    return target;
  }

  /** How many were asked, or are to be: each once. */
  public int questions() {
    return (int) candidates.stream().filter(candidate -> candidate.state != State.HEARD).count();
  }
}
