package dev.shoal.node.machine;

import dev.shoal.base.Identity;
import dev.shoal.base.Problem;
import dev.shoal.content.DiskException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the identity of this node, or makes it at its first start. */
final class Identities {
  private static final String NAME = "identity";

  private final StateNotes notes;
  private final SecureRandom random;
  private final Consumer<String> warn;

  Identities(StateNotes notes, SecureRandom random, Consumer<String> warn) {
    this.notes = notes;
    this.random = random;
    this.warn = warn;
  }

  /**
   * The identity that is kept, or a new one.
   *
   * @param first whether this process may keep it; else it takes one for itself alone, as two nodes
   *     with one id confuse others
   * @param wanted how the id is to be made, if the person said so
   * @throws Problem of kind CONFLICT if there is one that was made in another way
   */
  Identity find(boolean first, Optional<Identity.Kind> wanted) {
    if (!first) {
      return Identity.create(random);
    }
    Optional<byte[]> kept = read();
    Optional<Identity> known = kept.flatMap(Identity::decode);
    if (kept.isPresent() && known.isEmpty()) {
      warn.accept("the file identity was damaged; this node has a new one");
      setAside();
    }
    if (known.isPresent() && wanted.isPresent() && known.get().kind() != wanted.get()) {
      throw new Problem(
          Problem.Kind.CONFLICT,
          "this node has an identity, which was not made that way",
          "choose another folder with --state, or remove its file identity");
    }
    return known.orElseGet(() -> make(wanted.orElse(Identity.Kind.RANDOM)));
  }

  private Optional<byte[]> read() {
    try {
      return notes.read(NAME);
    } catch (DiskException unreadable) {
      warn.accept("the file identity cannot be read; this node has a new one");
      return Optional.empty();
    }
  }

  private void setAside() {
    try {
      notes.setAside(NAME);
    } catch (DiskException itIsReplacedThen) {
      return;
    }
  }

  private Identity make(Identity.Kind kind) {
    Identity fresh =
        switch (kind) {
          case RANDOM -> Identity.create(random);
          case HARDWARE -> Identity.ofHardware(Hardware.numbers(), random);
        };
    try {
      notes.write(NAME, fresh.encode());
    } catch (DiskException full) {
      warn.accept("the file identity cannot be written; this node has another one next time");
    }
    return fresh;
  }
}
