package dev.shoal.host;

import dev.shoal.base.Locator;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * How content is to be named and served.
 *
 * @param path the file or folder
 * @param description serve exactly what this describes (a {@code .torrent}); empty: name it anew
 * @param pieceSize bytes of a piece; 0: by the content's size
 * @param trackers trackers that the link names, the person's own word
 * @param privateContent only its trackers may name peers (BEP 27)
 * @param excludes globs of files to leave out
 * @param peers peers to dial, the person's own word
 * @param useTrackers whether trackers are told at all
 * @param superSeed give each piece as few times as possible, to be out of it soon (BEP 16)
 * @param findable whether others on the local network find it by its name
 */
public record Recipe(
    Path path,
    byte[] description,
    long pieceSize,
    List<URI> trackers,
    boolean privateContent,
    List<String> excludes,
    List<Locator.Ip> peers,
    boolean useTrackers,
    boolean superSeed,
    boolean findable) {
  public Recipe {
    description = description.clone();
    trackers = List.copyOf(trackers);
    excludes = List.copyOf(excludes);
    peers = List.copyOf(peers);
  }
}
