package dev.shoal.host;

import dev.shoal.base.Locator;
import dev.shoal.content.Conflict;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * How a person wants something fetched.
 *
 * @param into the folder it is to appear in, under its own name
 * @param conflict what happens if files of that name are there and differ
 * @param selection which files, by number or glob ({@code 1,3-5}, {@code *.jpg}); empty: all
 * @param first which of these come before the others, likewise; empty: none
 * @param sequential from the beginning to the end rather than rarest first
 * @param trackers more trackers, the person's own word
 * @param peers peers to dial, the person's own word
 * @param useTrackers whether trackers are asked at all
 */
public record FetchPlan(
    Path into,
    Conflict conflict,
    String selection,
    String first,
    boolean sequential,
    List<URI> trackers,
    List<Locator.Ip> peers,
    boolean useTrackers) {
  public FetchPlan {
    trackers = List.copyOf(trackers);
    peers = List.copyOf(peers);
  }
}
