package dev.shoal.content;

import dev.shoal.testkit.Draw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Layouts for tests. */
final class Layouts {
  private Layouts() {}

  /** A folder {@code data} of files {@code f0}, {@code f1}, … in it and in {@code sub}. */
  static Layout folder(int pieceLength, long... lengths) {
    List<List<String>> paths = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      paths.add(i % 2 == 0 ? List.of("f" + i) : List.of("sub", "f" + i));
    }
    return of("data", pieceLength, paths, lengths);
  }

  /** A folder of files with these names, a slash between components. */
  static Layout named(String... paths) {
    List<List<String>> split = Arrays.stream(paths).map(path -> List.of(path.split("/"))).toList();
    return of("data", 16, split, new long[paths.length]);
  }

  /** A folder. */
  static Layout of(String name, int pieceLength, List<List<String>> paths, long... lengths) {
    List<FileEntry> files = new ArrayList<>();
    long offset = 0;
    for (int i = 0; i < lengths.length; i++) {
      files.add(new FileEntry(paths.get(i), offset, lengths[i]));
      offset += lengths[i];
    }
    return new Layout(name, true, files, offset, pieceLength);
  }

  /** The same folder with padding behind each file, up to the next piece (BEP 47). */
  static Layout padded(Layout layout) {
    List<FileEntry> files = new ArrayList<>();
    long offset = 0;
    for (FileEntry file : layout.files()) {
      files.add(new FileEntry(file.path(), offset, file.length(), file.attributes()));
      offset += file.length();
      long fill = Math.floorMod(-offset, (long) layout.pieceLength());
      if (fill > 0) {
        files.add(new FileEntry(List.of(".pad", "" + fill), offset, fill, true));
        offset += fill;
      }
    }
    return new Layout(layout.name(), true, files, offset, layout.pieceLength());
  }

  /** A single file. */
  static Layout single(String name, int pieceLength, long length) {
    FileEntry file = new FileEntry(List.of(), 0, length);
    return new Layout(name, false, List.of(file), length, pieceLength);
  }

  /** A folder of up to {@code size} files, empty ones and borders in pieces among them. */
  static Layout any(Draw draw) {
    long[] lengths = new long[draw.between(1, 1 + draw.size() / 5)];
    Arrays.setAll(lengths, i -> draw.oneIn(4) ? 0 : draw.between(0, 2 * draw.size()));
    return draw.note("layout", folder(draw.between(1, 64), lengths));
  }
}
