package dev.shoal.content;

/**
 * By what a change of a file is noticed without reading it.
 *
 * @param file its index in the layout; the number of files for the part file
 * @param size in bytes
 * @param modifiedNanos when it was written last, nanoseconds since 1970
 */
public record FileStamp(int file, long size, long modifiedNanos) {}
