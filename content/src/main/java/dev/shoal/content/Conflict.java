package dev.shoal.content;

/** What to do if a file to be written is there already and differs. */
public enum Conflict {
  /** End with a clear error; nothing is touched. */
  REFUSE,
  /** Replace it. */
  OVERWRITE,
  /** Write under another name, such as {@code photos (1)}. */
  RENAME,
  /** Leave it alone and do not fetch that file. */
  SKIP
}
