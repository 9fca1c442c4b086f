package dev.shoal.node.machine;

import dev.shoal.base.Clock;
import dev.shoal.base.Hash;
import dev.shoal.content.ContentState;
import dev.shoal.content.Disk;
import dev.shoal.content.ShareMemory;
import dev.shoal.host.Contents;
import dev.shoal.host.Workers;
import java.nio.file.Path;

/**
 * Contents on the disks of this machine, remembered in the state folder.
 *
 * @param workers of the file store that the state folder is on
 */
record LocalContents(Path stateFolder, Clock clock, Workers workers, Disk disk, ShareMemory shares)
    implements Contents {
  @Override
  public ContentState open(Hash name) {
    return ContentState.open(stateFolder, name, clock);
  }
}
