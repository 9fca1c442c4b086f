package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Bytes;
import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that shrink, grow and vanish while a share gives them to somebody. */
@Tag("all")
class ChangedShareTest {
  private static final List<String> NAMES = List.of("grows", "same", "shrinks", "vanishes");
  private static final long SIZE = 4 * Bytes.MIB;

  /** So slow that most is still to be fetched when the files change. */
  private static final String RATE = "4MiB";

  @Test
  void costsNothingButThoseFilesWhichComeFromElsewhere(@TempDir Path root) throws IOException {
    try (Workplace work = new Workplace(root)) {
      Path changing = film(work, "changing");
      Path another = new Noise(9).file(work.folder("other").resolve("another"), SIZE);
      Shoal sharer =
          Shoal.node(work, "share", changing.toString(), another.toString(), "--up", RATE);
      sharer.await("two links", () -> links(sharer).size() == 2);
      Path copy = work.folder("copy");
      InetSocketAddress at = work.address();
      Shoal getter =
          Shoal.node(
              work,
              at,
              work.folder("state"),
              "get",
              links(sharer).getFirst(),
              links(sharer).getLast(),
              "--to",
              copy.toString());
      getter.await("piece");
      change(changing);
      sharer.await("three warnings", () -> warnings(sharer).size() == 3);
      assertThat(warnings(sharer))
          .allMatch(
              warning -> warning.endsWith("; what is in it is not given to anybody any more"));
      getter.await("another", () -> isThere(copy.resolve("another"), another));
      getter.await("same", () -> isThere(copy.resolve("film/same"), changing.resolve("same")));
      assertThat(getter.events()).noneMatch(event -> event.is("warning") || event.is("error"));
      Path whole = film(work, "whole");
      Shoal.node(work, "share", whole.toString(), "--peer", Workplace.text(at));
      getter.awaitExit(0);
      for (String name : NAMES) {
        assertThat(copy.resolve("film").resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
      }
    }
  }

  private static Path film(Workplace work, String where) {
    Path film = work.folder(where).resolve("film");
    NAMES.forEach(name -> new Noise(name.hashCode()).file(film.resolve(name), SIZE));
    return film;
  }

  private static void change(Path film) throws IOException {
    try (FileChannel file = FileChannel.open(film.resolve("shrinks"), StandardOpenOption.WRITE)) {
      file.truncate(SIZE / 2);
    }
    Files.write(film.resolve("grows"), new byte[1], StandardOpenOption.APPEND);
    Files.delete(film.resolve("vanishes"));
  }

  private static List<String> links(Shoal sharer) {
    return texts(sharer, "link", "magnet");
  }

  private static List<String> warnings(Shoal sharer) {
    return texts(sharer, "warning", "message").stream().distinct().toList();
  }

  private static List<String> texts(Shoal shoal, String event, String field) {
    return shoal.events().stream().filter(e -> e.is(event)).map(e -> e.text(field)).toList();
  }

  private static boolean isThere(Path copy, Path original) {
    try {
      return Files.exists(copy) && Files.mismatch(copy, original) < 0;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
