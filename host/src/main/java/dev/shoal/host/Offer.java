package dev.shoal.host;

import dev.shoal.base.Hash;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * A content that this node shares and that others on the same local network may ask for by its
 * name, as the person said.
 *
 * @param name of the file or folder
 * @param files the paths in a folder; empty: it is a file
 * @param bytes of all of it
 * @param content its hash
 * @param load how many are getting it from here now; asked on any thread
 */
public record Offer(String name, List<String> files, long bytes, Hash content, IntSupplier load) {}
