package dev.shoal.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Problem;
import dev.shoal.content.Conflict;
import dev.shoal.content.LocalDisk;
import dev.shoal.host.ContentName;
import dev.shoal.host.FetchPlan;
import dev.shoal.host.Recipe;
import dev.shoal.host.Transfer;
import dev.shoal.host.TransferEvent;
import dev.shoal.testkit.LeakCheck;
import dev.shoal.testkit.Noise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole transfers between two hosts on loopback, with real files. */
class TransferSocketTest {
  @TempDir Path folder;

  private static Recipe recipe(Path path) {
    return new Recipe(
        path, new byte[0], 0, List.of(), false, List.of(), List.of(), true, false, false);
  }

  private FetchPlan plan(Conflict conflict) {
    return new FetchPlan(folder.resolve("to"), conflict, "", "", false, List.of(), List.of(), true);
  }

  private Transfer share(LoopbackHost host, Path path, Events events) {
    return host.torrents.publisher(recipe(path)).orElseThrow().publish(events);
  }

  private Transfer get(LoopbackHost host, String link, Conflict conflict, Events events) {
    return host.torrents
        .fetcher(new ContentName.Link(link))
        .orElseThrow()
        .fetch(plan(conflict), events);
  }

  @Test
  void aFolderGoesFromOneHostToAnotherByItsLinkAlone() throws Exception {
    Path from = folder.resolve("Größe 大");
    Files.createDirectories(from.resolve("sub"));
    new Noise(1).file(from.resolve("a"), 3_000_000);
    new Noise(2).file(from.resolve("sub").resolve("b"), 70_001);
    new Noise(3).file(from.resolve("z"), 1);
    Files.createFile(from.resolve("empty"));
    Files.createSymbolicLink(from.resolve("sub/link"), Path.of("../a"));
    new LocalDisk().makeExecutable(from.resolve("z"));
    try (LeakCheck leaks = LeakCheck.begin()) {
      try (LoopbackHost here = new LoopbackHost(folder.resolve("s1"));
          LoopbackHost there = new LoopbackHost(folder.resolve("s2"))) {
        Events sharing = new Events();
        share(here, from, sharing);
        String link = sharing.await(TransferEvent.Linked.class).link();
        Events getting = new Events();
        get(there, link, Conflict.REFUSE, getting);
        assertThat(getting.await(TransferEvent.Described.class).files()).isEqualTo(5);
        Path to = getting.await(TransferEvent.Completed.class).path();
        for (String name : List.of("a", "sub/b", "z", "empty")) {
          assertThat(to.resolve(name)).hasSameBinaryContentAs(from.resolve(name));
        }
        assertThat(Files.readSymbolicLink(to.resolve("sub/link"))).hasToString("../a");
        assertThat(to.resolve("z")).isExecutable();
        assertThat(Files.isExecutable(to.resolve("a"))).isFalse();
      }
    }
  }

  /** Each host has two addresses, so that the first thing that happens is a double connection. */
  @RepeatedTest(8)
  void onlyOneOfTwoConnectionsToOnePeerEnds() throws Exception {
    Path from = new Noise(7).file(folder.resolve("small"), 100_000);
    try (LoopbackHost here = new LoopbackHost(folder.resolve("s1"));
        LoopbackHost there = new LoopbackHost(folder.resolve("s2"))) {
      Events sharing = new Events();
      share(here, from, sharing);
      Events getting = new Events();
      get(there, sharing.await(TransferEvent.Linked.class).link(), Conflict.REFUSE, getting);
      long millis = getting.await(TransferEvent.Completed.class).millis();
      assertThat(millis).as("without waiting to dial again").isLessThan(10_000);
    }
  }

  @Test
  void aFileThatExistsAndDiffersIsLeftAlone() throws Exception {
    Path from = new Noise(4).file(folder.resolve("film"), 500_000);
    Files.createDirectories(folder.resolve("to"));
    Path mine = new Noise(5).file(folder.resolve("to").resolve("film"), 500_000);
    byte[] before = Files.readAllBytes(mine);
    try (LoopbackHost here = new LoopbackHost(folder.resolve("s1"));
        LoopbackHost there = new LoopbackHost(folder.resolve("s2"))) {
      Events sharing = new Events();
      share(here, from, sharing);
      String link = sharing.await(TransferEvent.Linked.class).link();
      Events refused = new Events();
      try (Transfer transfer = get(there, link, Conflict.REFUSE, refused)) {
        TransferEvent failed = refused.await(event -> event instanceof TransferEvent.Failed);
        Problem problem = ((TransferEvent.Failed) failed).problem();
        assertThat(problem.kind()).as(problem.toString()).isEqualTo(Problem.Kind.CONFLICT);
      }
      assertThat(Files.readAllBytes(mine)).isEqualTo(before);
      Events renamed = new Events();
      try (Transfer transfer = get(there, link, Conflict.RENAME, renamed)) {
        Path to = renamed.await(TransferEvent.Completed.class).path();
        assertThat(to.getFileName()).hasToString("film (1)");
        assertThat(to).hasSameBinaryContentAs(from);
      }
    }
  }

  @Test
  void whatSomebodyChangedAfterItWasFetchedIsLeftAlone() throws Exception {
    Path from = new Noise(8).file(folder.resolve("notes"), 300_000);
    try (LoopbackHost here = new LoopbackHost(folder.resolve("s1"))) {
      Events sharing = new Events();
      share(here, from, sharing);
      String link = sharing.await(TransferEvent.Linked.class).link();
      Path mine;
      try (LoopbackHost there = new LoopbackHost(folder.resolve("s2"))) {
        Events first = new Events();
        get(there, link, Conflict.REFUSE, first);
        mine = first.await(TransferEvent.Completed.class).path();
      }
      Files.write(mine, new byte[] {1, 2, 3}, StandardOpenOption.WRITE);
      byte[] edited = Files.readAllBytes(mine);
      for (int time = 0; time < 2; time++) { // nor the second time
        try (LoopbackHost again = new LoopbackHost(folder.resolve("s2"))) {
          Events refused = new Events();
          get(again, link, Conflict.REFUSE, refused);
          TransferEvent failed = refused.await(event -> event instanceof TransferEvent.Failed);
          Problem problem = ((TransferEvent.Failed) failed).problem();
          assertThat(problem.kind()).as(problem.toString()).isEqualTo(Problem.Kind.CONFLICT);
        }
        assertThat(Files.readAllBytes(mine)).isEqualTo(edited);
      }
    }
  }

  @Test
  void whatWasFetchedIsThereTheNextTime() throws Exception {
    Path from = new Noise(6).file(folder.resolve("data"), 2_000_000);
    try (LoopbackHost here = new LoopbackHost(folder.resolve("s1"))) {
      Events sharing = new Events();
      share(here, from, sharing);
      String link = sharing.await(TransferEvent.Linked.class).link();
      try (LoopbackHost there = new LoopbackHost(folder.resolve("s2"))) {
        Events first = new Events();
        get(there, link, Conflict.REFUSE, first);
        first.await(TransferEvent.Completed.class);
      }
      try (LoopbackHost again = new LoopbackHost(folder.resolve("s2"))) {
        Events second = new Events();
        Transfer transfer = get(again, link, Conflict.REFUSE, second);
        second.await(TransferEvent.Completed.class);
        assertThat(transfer.progress().downloaded()).isZero();
      }
    }
  }
}
