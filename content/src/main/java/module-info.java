/**
 * Contents: which bytes are which file, where they lie on a disk, which are present, which are
 * verified, and what of that is remembered over restarts.
 *
 * <p>Not here: any protocol. A content has no info-hash and no peers; digests come in as bytes.
 * Nothing here starts a thread: what reads or writes files blocks and belongs on a disk worker,
 * what hashes takes threads from outside.
 *
 * <p>Read first {@link dev.shoal.content.Layout}, the files of a content one behind the other, and
 * {@link dev.shoal.content.Disk}, all that is asked of a file system, so that another one can stand
 * in ({@link dev.shoal.content.LocalDisk} is the real one). Then the two ways in: {@link
 * dev.shoal.content.Walk} makes a layout of what a person shares; for what a person gets, {@link
 * dev.shoal.content.SafeNames} makes a stranger's names harmless, {@link
 * dev.shoal.content.Selection} says what is wanted and {@link dev.shoal.content.Placement} where it
 * goes without destroying what is there. {@link dev.shoal.content.Storage} leads offsets to files.
 * {@link dev.shoal.content.IntervalSet} knows what is present, {@link dev.shoal.content.V1Pieces}
 * what is verified by SHA-1, {@link dev.shoal.content.PieceHasher} computes it. {@link
 * dev.shoal.content.ContentState} with its {@link dev.shoal.content.Journal}, and {@link
 * dev.shoal.content.ShareMemory}, remember it.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.content {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;

  exports dev.shoal.content;
}
