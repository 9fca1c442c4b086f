package dev.shoal.node;

import dev.shoal.base.Locator;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How something is to be shared. Begin with {@link #defaults} and change what differs.
 *
 * @param description a file, such as a {@code .torrent}: serve exactly what it describes
 * @param pieceSize bytes of a piece; 0: by the content's size
 * @param trackers that the link names
 * @param privateContent only its trackers may name peers (BEP 27)
 * @param excludes globs of files to leave out
 * @param peers to dial
 * @param superSeed give each piece as few times as possible, to be out of it soon (BEP 16)
 * @param findable whether others on the local network find it by its name
 */
public record ShareOptions(
    Optional<Path> description,
    long pieceSize,
    List<URI> trackers,
    boolean privateContent,
    List<String> excludes,
    List<Locator.Ip> peers,
    boolean superSeed,
    boolean findable) {
  public ShareOptions {
    trackers = List.copyOf(trackers);
    excludes = List.copyOf(excludes);
    peers = List.copyOf(peers);
  }

  /** All of it, under a name that is made from it, for everybody. */
  public static ShareOptions defaults() {
    return new ShareOptions(
        Optional.empty(), 0, List.of(), false, List.of(), List.of(), false, false);
  }

  /** The same, as this file describes it. */
  public ShareOptions withDescription(Path file) {
    return new ShareOptions(
        Optional.of(file),
        pieceSize,
        trackers,
        privateContent,
        excludes,
        peers,
        superSeed,
        findable);
  }

  /** The same, in pieces of this size. */
  public ShareOptions withPieceSize(long bytes) {
    return new ShareOptions(
        description, bytes, trackers, privateContent, excludes, peers, superSeed, findable);
  }

  /** The same, with these trackers. */
  public ShareOptions withTrackers(List<URI> named) {
    return new ShareOptions(
        description, pieceSize, named, privateContent, excludes, peers, superSeed, findable);
  }

  /** The same, private or not. */
  public ShareOptions withPrivateContent(boolean only) {
    return new ShareOptions(
        description, pieceSize, trackers, only, excludes, peers, superSeed, findable);
  }

  /** The same, without the files that these globs match. */
  public ShareOptions withExcludes(List<String> globs) {
    return new ShareOptions(
        description, pieceSize, trackers, privateContent, globs, peers, superSeed, findable);
  }

  /** The same, with these peers. */
  public ShareOptions withPeers(List<Locator.Ip> more) {
    return new ShareOptions(
        description, pieceSize, trackers, privateContent, excludes, more, superSeed, findable);
  }

  /** The same, giving each piece as few times as possible. */
  public ShareOptions withSuperSeed(boolean on) {
    return new ShareOptions(
        description, pieceSize, trackers, privateContent, excludes, peers, on, findable);
  }

  /** The same, to be found by its name on the local network or not. */
  public ShareOptions withFindable(boolean byName) {
    return new ShareOptions(
        description, pieceSize, trackers, privateContent, excludes, peers, superSeed, byName);
  }
}
