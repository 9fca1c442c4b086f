package dev.shoal.content;

import dev.shoal.base.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which files of a layout are wanted. Immutable. */
public final class Selection {
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

  private final Layout layout;
  private final BitSet files;
  private final long bytes;

  private Selection(Layout layout, BitSet files) {
    this.layout = layout;
    this.files = files;
    this.bytes =
        files.stream()
            .mapToObj(layout.files()::get)
            .filter(FileEntry::isFile)
            .mapToLong(FileEntry::length)
            .sum();
  }

  /** All files. */
  public static Selection all(Layout layout) {
    BitSet files = new BitSet();
    files.set(0, layout.files().size());
    return new Selection(layout, files);
  }

  /** These files, by index. */
  public static Selection of(Layout layout, BitSet files) {
    if (files.length() > layout.files().size()) {
      throw new IllegalArgumentException("no file " + (files.length() - 1));
    }
    return new Selection(layout, (BitSet) files.clone());
  }

  /**
   * The files a person writes as numbers from 1, ranges and globs with commas between them: {@code
   * 1,3-5,*.jpg}. Nothing means all. A glob without a slash is compared with names, of folders too;
   * one with a slash with the path below the content's root.
   *
   * @throws Problem of kind USAGE if it is malformed or a part of it means no file
   */
  public static Selection parse(String text, Layout layout) {
    if (text.isBlank()) {
      return all(layout);
    }
    BitSet files = new BitSet();
    List<Path> names = SafeNames.paths(layout);
    for (String part : parts(text)) {
      BitSet meant = meant(part, layout, names);
      if (meant.isEmpty()) {
        throw new Problem(
            Problem.Kind.USAGE,
            "no file is meant by " + part + "; there are " + names.size(),
            "shoal show lists the files with their numbers");
      }
      files.or(meant);
    }
    return new Selection(layout, files);
  }

  private static BitSet meant(String part, Layout layout, List<Path> names) {
    BitSet meant = new BitSet();
    Matcher numbers = NUMBERS.matcher(part);
    if (numbers.matches()) {
      int from = Integer.parseInt(numbers.group(1));
      int to = numbers.group(2) == null ? from : Integer.parseInt(numbers.group(2));
      if (from >= 1 && from <= to && to <= names.size()) {
        meant.set(from - 1, to);
      }
      return meant;
    }
    Globs globs = new Globs(List.of(part));
    for (int file = 0; file < names.size(); file++) {
      Path name = layout.folder() ? names.get(file) : SafeNames.root(layout);
      if (globs.match(name)) {
        meant.set(file);
      }
    }
    return meant;
  }

  /** The parts between commas; a comma in braces belongs to a glob. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (i == text.length() || (c == ',' && depth <= 0)) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.removeIf(String::isEmpty);
    return parts;
  }

  /** Whether this file is wanted. */
  public boolean wants(int file) {
    return files.get(file);
  }

  /** Whether all files are wanted. */
  public boolean isAll() {
    return files.cardinality() == layout.files().size();
  }

  /** A copy of the indexes of wanted files. */
  public BitSet files() {
    return (BitSet) files.clone();
  }

  /** How many bytes the wanted files have on a disk: padding has none. */
  public long bytes() {
    return bytes;
  }

  /** The pieces that hold bytes of wanted files. */
  public BitSet pieces() {
    BitSet pieces = new BitSet();
    files.stream().forEach(file -> pieces.set(layout.firstPiece(file), layout.endPiece(file)));
    return pieces;
  }

  /** The same but for these files. */
  public Selection without(BitSet unwanted) {
    BitSet rest = files();
    rest.andNot(unwanted);
    return new Selection(layout, rest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Selection s && s.layout.equals(layout) && s.files.equals(files);
  }

  @Override
  public int hashCode() {
    return Objects.hash(layout.name(), files);
  }

  @Override
  public String toString() {
    return "Selection" + files;
  }
}
