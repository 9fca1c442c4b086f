package dev.shoal.node;

import dev.shoal.base.Hash;
import java.nio.file.Path;

/**
 * What others need to get a share.
 *
 * @param text the link, such as {@code magnet:?xt=…}
 * @param infoHash names the content
 * @param description the file that describes it, such as a {@code .torrent}, in the state folder
 */
public record ShareLink(String text, Hash infoHash, Path description) {
  /** The link alone. */
  @Override
  public String toString() {
    return text;
  }
}
