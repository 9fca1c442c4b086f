package dev.shoal.node;

import dev.shoal.base.Locator;
import dev.shoal.content.Conflict;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * How something is to be fetched. Begin with {@link #defaults} and change what differs.
 *
 * @param into the folder it is to appear in, under its own name
 * @param conflict what happens if files of that name are there and differ
 * @param selection which files, by number or glob ({@code 1,3-5}, {@code *.jpg}); empty: all
 * @param first which of these come before the others, likewise; empty: none
 * @param sequential from the beginning to the end rather than rarest first
 * @param trackers to ask as well as those of the link
 * @param peers to dial as well as those that are found
 */
public record GetOptions(
    Path into,
    Conflict conflict,
    String selection,
    String first,
    boolean sequential,
    List<URI> trackers,
    List<Locator.Ip> peers) {
  public GetOptions {
    trackers = List.copyOf(trackers);
    peers = List.copyOf(peers);
  }

  /** All of it, into the current folder, replacing nothing. */
  public static GetOptions defaults() {
    return new GetOptions(Path.of(""), Conflict.REFUSE, "", "", false, List.of(), List.of());
  }

  /** The same, into this folder. */
  public GetOptions withInto(Path folder) {
    return new GetOptions(folder, conflict, selection, first, sequential, trackers, peers);
  }

  /** The same, with this done about files that are in the way. */
  public GetOptions withConflict(Conflict what) {
    return new GetOptions(into, what, selection, first, sequential, trackers, peers);
  }

  /** The same, of these files only. */
  public GetOptions withSelection(String files) {
    return new GetOptions(into, conflict, files, first, sequential, trackers, peers);
  }

  /** The same, these files before the others. */
  public GetOptions withFirst(String files) {
    return new GetOptions(into, conflict, selection, files, sequential, trackers, peers);
  }

  /** The same, in this order. */
  public GetOptions withSequential(boolean inOrder) {
    return new GetOptions(into, conflict, selection, first, inOrder, trackers, peers);
  }

  /** The same, with these trackers. */
  public GetOptions withTrackers(List<URI> more) {
    return new GetOptions(into, conflict, selection, first, sequential, more, peers);
  }

  /** The same, with these peers. */
  public GetOptions withPeers(List<Locator.Ip> more) {
    return new GetOptions(into, conflict, selection, first, sequential, trackers, more);
  }
}
