package dev.shoal.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Problem;
import dev.shoal.content.Conflict;
import dev.shoal.content.Disk;
import dev.shoal.content.DiskException;
import dev.shoal.content.LocalDisk;
import dev.shoal.host.ContentName;
import dev.shoal.host.FetchPlan;
import dev.shoal.host.Recipe;
import dev.shoal.host.Transfer;
import dev.shoal.host.TransferEvent;
import dev.shoal.testkit.Await;
import dev.shoal.testkit.LeakCheck;
import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers on disks that lie, refuse or are slow, beside one that is in order. */
class DiskFaultSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PIECE = 16 << 10;
  private static final long FILE = 4L * PIECE;

  @TempDir Path folder;
  private LeakCheck leaks;
  private LoopbackHost here;

  @BeforeEach
  void open() {
    leaks = LeakCheck.begin();
    here = new LoopbackHost(folder.resolve("s1"));
  }

  @AfterEach
  void close() {
    here.close();
    leaks.close();
  }

  private LoopbackHost there(Disk disk) {
    return new LoopbackHost(folder.resolve("s2"), disk);
  }

  /** The link to what is shared. */
  private static String share(LoopbackHost host, Path path, long piece, Events events)
      throws InterruptedException {
    Recipe recipe =
        new Recipe(
            path, new byte[0], piece, List.of(), false, List.of(), List.of(), true, false, false);
    host.torrents.publisher(recipe).orElseThrow().publish(events);
    return events.await(TransferEvent.Linked.class).link();
  }

  private Transfer get(LoopbackHost host, String link, String into, Events events) {
    FetchPlan plan =
        new FetchPlan(
            folder.resolve(into), Conflict.REFUSE, "", "", false, List.of(), List.of(), true);
    return host.torrents.fetcher(new ContentName.Link(link)).orElseThrow().fetch(plan, events);
  }

  private static Problem failure(Events events) throws InterruptedException {
    var failed = (TransferEvent.Failed) events.await(TransferEvent.Failed.class::isInstance);
    return failed.problem();
  }

  private String shareAnother() throws InterruptedException {
    return share(here, new Noise(9).file(folder.resolve("another"), 300_000), 0, new Events());
  }

  private void assertAnotherArrives(LoopbackHost there, String another) throws Exception {
    Events events = new Events();
    get(there, another, "elsewhere", events);
    assertThat(events.await(TransferEvent.Completed.class).path())
        .hasSameBinaryContentAs(folder.resolve("another"));
  }

  @Test
  void filesThatChangeWhileTheyAreSeededAreGivenToNobody() throws Exception {
    Path from = folder.resolve("from");
    for (String name : List.of("same", "other", "shorter", "longer", "gone", "replaced")) {
      new Noise(name.hashCode()).file(from.resolve(name), FILE);
    }
    Events sharing = new Events();
    String link = share(here, from, PIECE, sharing);
    String another = shareAnother();
    change(from);
    try (LoopbackHost there = there(new LocalDisk())) {
      Events getting = new Events();
      Transfer got = get(there, link, "to", getting);
      TreeSet<String> warned = new TreeSet<>();
      while (warned.size() < 5) {
        warned.add(sharing.await(TransferEvent.Warning.class).message());
      }
      assertThat(warned).allMatch(sentence -> sentence.contains(" was changed or removed; "));
      Await.holds(PATIENCE, () -> "" + got.progress(), () -> got.progress().done() == FILE);
      assertThat(folder.resolve("to/from/same")).hasSameBinaryContentAs(from.resolve("same"));
      assertThat(got.progress().downloaded()).as("nothing that is wrong").isEqualTo(FILE);
      assertAnotherArrives(there, another);
    }
  }

  private void change(Path from) throws IOException {
    byte[] noise = new Noise(1).bytes(PIECE);
    Files.write(from.resolve("other"), noise, StandardOpenOption.WRITE);
    Files.write(from.resolve("shorter"), noise);
    Files.write(from.resolve("longer"), noise, StandardOpenOption.APPEND);
    Files.delete(from.resolve("gone"));
    Path fresh = new Noise(2).file(folder.resolve("fresh"), FILE);
    Files.move(fresh, from.resolve("replaced"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void whatWasFetchedAndThenChangedIsGivenToNobody() throws Exception {
    Path from = new Noise(3).file(folder.resolve("film"), FILE);
    Events seeding = new Events();
    String link;
    try (LoopbackHost there = there(new LocalDisk())) {
      link = share(here, from, PIECE, new Events());
      get(there, link, "to", seeding);
      Path copy = seeding.await(TransferEvent.Completed.class).path();
      here.close();
      Files.write(copy, new Noise(4).bytes(PIECE), StandardOpenOption.WRITE);
      try (LoopbackHost third = new LoopbackHost(folder.resolve("s3"))) {
        String ofThere = link.replaceAll("x\\.pe=[^&]*", "x.pe=127.0.0.1:" + there.ports().port());
        Transfer got = get(third, ofThere, "third", new Events());
        assertThat(seeding.await(TransferEvent.Warning.class).message())
            .startsWith(copy + ": was changed or removed; ");
        assertThat(got.progress().downloaded()).isZero();
      }
    }
  }

  @Test
  void aDiskThatGivesBackOtherBytesIsNamedAndNobodyIsBanned() throws Exception {
    long piece = 16 << 20; // the only one, of which both peers give parts, out of order
    Path from = new Noise(5).file(folder.resolve("film"), piece);
    String another = shareAnother();
    OddDisk.Fault flips =
        new OddDisk.Fault() {
          @Override
          public void read(ByteBuffer into, int from) {
            into.put(from, (byte) (into.get(from) ^ 1));
          }
        };
    try (LoopbackHost second = new LoopbackHost(folder.resolve("s4"));
        LoopbackHost there = there(new OddDisk(folder.resolve("to"), flips))) {
      String link = share(here, from, piece, new Events());
      share(second, from, piece, new Events());
      String both = link + "&x.pe=127.0.0.1:" + second.ports().port();
      Events getting = new Events();
      get(there, both, "to", getting);
      Problem problem = failure(getting);
      assertThat(problem.kind()).isEqualTo(Problem.Kind.STORAGE);
      assertThat(problem.what()).startsWith("the disk gives back other bytes of piece ");
      assertAnotherArrives(there, another); // from one that would be banned
    }
  }

  @Test
  void aDiskThatMayNotBeWrittenEndsTheTransferInWords() throws Exception {
    String link = share(here, new Noise(6).file(folder.resolve("film"), 300_000), 0, new Events());
    String another = shareAnother();
    OddDisk.Fault readOnly =
        new OddDisk.Fault() {
          @Override
          public void open(Path path, boolean write) {
            if (write) {
              throw new DiskException(
                  DiskException.Reason.DENIED, path, "the file system is read-only");
            }
          }
        };
    try (LoopbackHost there = there(new OddDisk(folder.resolve("to"), readOnly))) {
      Events getting = new Events();
      get(there, link, "to", getting);
      Problem problem = failure(getting);
      assertThat(problem.kind()).isEqualTo(Problem.Kind.STORAGE);
      assertThat(problem.what()).endsWith("to/film: the file system is read-only");
      assertAnotherArrives(there, another);
    }
  }

  /** Slower than a second a write: not before everything else is done. */
  @Test
  void aSlowDiskHoldsUpNothingElse() throws Exception {
    Path from = new Noise(7).file(folder.resolve("film"), 4_000_000);
    String link = share(here, from, 0, new Events());
    String another = shareAnother();
    CountDownLatch othersAreDone = new CountDownLatch(1);
    CountDownLatch writing = new CountDownLatch(1);
    OddDisk.Fault slow =
        new OddDisk.Fault() {
          @Override
          public void write(Path path) {
            writing.countDown();
            Await.holds(PATIENCE, () -> "others", () -> othersAreDone.getCount() == 0);
          }
        };
    try (LoopbackHost there = there(new OddDisk(folder.resolve("to"), slow))) {
      Events getting = new Events();
      Transfer got = get(there, link, "to", getting);
      Await.holds(PATIENCE, () -> "a write", () -> writing.getCount() == 0);
      assertAnotherArrives(there, another);
      assertThat(got.progress().done()).isZero();
      assertThat(got.peers()).as("who gives what cannot be written yet").isNotEmpty();
      othersAreDone.countDown();
      assertThat(getting.await(TransferEvent.Completed.class).path()).hasSameBinaryContentAs(from);
    }
  }
}
