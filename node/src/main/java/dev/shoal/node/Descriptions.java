package dev.shoal.node;

import dev.shoal.base.Problem;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Http;
import dev.shoal.net.Nearness;
import dev.shoal.node.machine.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Reads files that describe content, from a disk or the web, as a person names them. */
final class Descriptions {
  /** The largest torrents describe some million pieces, with 20 bytes for each. */
  private static final int MAX_LENGTH = 128 << 20;

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final Machine machine;

  Descriptions(Machine machine) {
    this.machine = machine;
  }

  /** Whether this is an address of the web. */
  static boolean isUrl(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://");
  }

  /** The file of this name, if there is one. */
  static Optional<Path> file(String name) {
    try {
      return Optional.of(Path.of(name)).filter(p -> Files.exists(p) && !Files.isDirectory(p));
    } catch (InvalidPathException notEvenAPath) {
      return Optional.empty();
    }
  }

  /**
   * What lies at this address; the person's own word, so it may be as near as it likes.
   *
   * @throws Problem if it cannot be fetched
   */
  byte[] fetch(String url) {
    try {
      Http.Answer answer =
          machine
              .http()
              .get(new Http.Query(URI.create(url), Nearness.LOOPBACK, MAX_LENGTH, TIMEOUT));
      if (answer.status() != 200) {
        throw new Problem(
            Problem.Kind.DECLINED, url + " cannot be fetched: the server says " + answer.status());
      }
      return answer.body();
    } catch (IllegalArgumentException e) {
      throw new Problem(Problem.Kind.USAGE, "not an address: " + url, "", e);
    } catch (ConnectionException e) {
      throw new Problem(Problem.Kind.NETWORK, url + " cannot be fetched: " + e.getMessage(), "", e);
    }
  }

  /**
   * What is in this file.
   *
   * @throws Problem if it cannot be read
   */
  byte[] read(Path file) {
    return machine.disk(file).call(() -> readAll(file));
  }

  private static byte[] readAll(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_LENGTH);
      if (in.read() >= 0) {
        throw new Problem(Problem.Kind.INVALID, file + " is too large to describe content");
      } else if (bytes.length == 0) { // which would mean: nothing is described
        throw new Problem(Problem.Kind.INVALID, file + " is empty: it describes no content");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new Problem(Problem.Kind.USAGE, "there is no file " + file, "", e);
    } catch (IOException e) {
      throw new Problem(Problem.Kind.STORAGE, file + " cannot be read: " + e.getMessage(), "", e);
    }
  }
}
