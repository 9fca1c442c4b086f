package dev.shoal.cli.demo;

import dev.shoal.base.Clock;
import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import dev.shoal.cli.show.Words;
import dev.shoal.host.TransferEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A tour from its beginning to its figures, on the thread that plays it. */
public final class Tour {
  /** Between two moments that are shown: what moves faster is not seen. */
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Whoever wants a tour waits no longer for it. */
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Events between the nodes and this thread; when they are too many, theirs wait. */
  private static final int WAITING = 1024;

  private final Path folder;
  private final Plan plan;
  private final Clock clock;
  private final Audience audience;
  private final BlockingQueue<News> news = new ArrayBlockingQueue<>(WAITING);

  private record News(Actor actor, TransferEvent event) {}

  /**
   * A tour that has not begun.
   *
   * @param folder is not there yet, and stays when the tour is over
   */
  public Tour(Path folder, Plan plan, Clock clock, Audience audience) {
    this.folder = folder;
    this.plan = plan;
    this.clock = clock;
    this.audience = audience;
  }

  /**
   * Plays it to its end; all that ran is gone then. Returns whether it came to its figures before
   * it was stopped.
   *
   * @param stopped asked ten times a second
   * @throws Problem if it does not work, or something is not as it should be
   */
  public boolean play(BooleanSupplier stopped) throws IOException, InterruptedException {
    Figures figures;
    try (Stage stage = new Stage(folder, plan)) {
      List<Actor> actors = stage.raise();
      actors.forEach(actor -> actor.exchange().events(event -> put(new News(actor, event))));
      Optional<Scene> last = watch(actors, stopped);
      if (last.isEmpty()) {
        return false;
      }
      figures = new Figures(last.get(), differing(actors, stage.original()));
    }
    audience.see(figures);
    figures
        .problem()
        .ifPresent(problem -> {
          throw problem;
        });
    return true;
  }

  private void put(News fresh) {
    if (fresh.event instanceof TransferEvent.PieceDone) {
      return; // there are thousands, and the progress of the transfer tells as much
    }
    try {
      news.put(fresh);
    } catch (InterruptedException nobodyWantsItAnyMore) {
      Thread.currentThread().interrupt();
    }
  }

  /** The last moment; empty if it was stopped before. */
  private Optional<Scene> watch(List<Actor> actors, BooleanSupplier stopped)
      throws InterruptedException {
    long began = clock.nanos();
    Scene before = new Scene(plan.size(), actors.stream().map(Actor::unseen).toList(), 0);
    while (true) {
      if (stopped.getAsBoolean()) {
        return Optional.empty();
      }
      listen(began); // once more after the end: those who leave then tell what they were given
      long nanos = clock.nanos() - began;
      Scene now = new Scene(plan.size(), actors.stream().map(Actor::act).toList(), millis(nanos));
      audience.see(now, Happening.between(before, now));
      if (before.over()) {
        return Optional.of(now);
      }
      if (nanos > MOST_NANOS) {
        throw late(now);
      }
      before = now;
    }
  }

  /** Takes in what comes until the next moment. */
  private void listen(long began) throws InterruptedException {
    long until = clock.nanos() + MOMENT_NANOS;
    for (long left = MOMENT_NANOS; left > 0; left = until - clock.nanos()) {
      Optional.ofNullable(news.poll(left, TimeUnit.NANOSECONDS))
          .ifPresent(fresh -> fresh.actor.on(fresh.event, millis(clock.nanos() - began)));
    }
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  private static Problem late(Scene scene) {
    List<String> parts =
        scene.getters().stream()
            .map(getter -> getter.name() + " " + Words.fraction(getter.part()))
            .toList();
    return new Problem(
        Problem.Kind.UNFINISHED,
        "the tour was not over within a minute: " + String.join(", ", parts),
        "a smaller --size; shoal doctor looks whether this machine is ready");
  }

  private static List<String> differing(List<Actor> actors, Path original) throws IOException {
    Hash right = sha256(original);
    List<String> differing = new ArrayList<>();
    for (Actor actor : actors) {
      Optional<Path> copy = actor.copy();
      if (copy.isPresent() && !sha256(copy.get()).equals(right)) {
        differing.add(actor.name());
      }
    }
    return differing;
  }

  private static Hash sha256(Path file) throws IOException {
    MessageDigest digest = Hash.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Hash.of(digest.digest());
  }
}
