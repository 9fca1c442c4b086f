package dev.shoal.bittorrent.webseed;

import dev.shoal.bittorrent.metainfo.Percent;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import java.net.URI;

/**
 * Where a web seed has each file of a content (BEP 19). Pure.
 *
 * <p>A single file is at the seed's address itself or, if that ends with a slash, below it under
 * its name. The files of a folder are below it under the folder's name and their own.
 */
record SeedUrls(URI seed, Layout layout) {

  /** The address of this file. */
  URI of(int file) {
    String path = seed.getRawPath();
    StringBuilder whole = new StringBuilder();
    whole.append(seed.getScheme()).append("://").append(seed.getRawAuthority()).append(path);
    if (layout.folder() || path.endsWith("/")) {
      whole.append(path.endsWith("/") ? "" : "/").append(Percent.encode(layout.name()));
      FileEntry entry = layout.files().get(file);
      entry.path().forEach(part -> whole.append('/').append(Percent.encode(part)));
    }
    if (seed.getRawQuery() != null) {
      whole.append('?').append(seed.getRawQuery());
    }
    return URI.create(whole.toString());
  }
}
