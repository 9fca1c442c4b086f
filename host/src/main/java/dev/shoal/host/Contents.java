package dev.shoal.host;

import dev.shoal.base.Hash;
import dev.shoal.content.ContentState;
import dev.shoal.content.Disk;
import dev.shoal.content.ShareMemory;

/** The contents of this node and what it remembers of them. */
public interface Contents {
  /** The pool of platform threads for the node's own folder. */
  Workers workers();

  /** What was shared before. */
  ShareMemory shares();

  /** The file system they lie on. */
  Disk disk();

  /**
   * Opens what is remembered of a content, and locks it against other processes.
   *
   * @throws dev.shoal.base.Problem of kind CONFLICT if another process has it
   */
  ContentState open(Hash name);
}
