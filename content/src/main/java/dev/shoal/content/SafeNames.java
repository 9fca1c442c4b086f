package dev.shoal.content;

import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of strangers, made safe once: here. A name comes out as it went in unless it could
 * leave its folder, mean something to an operating system, hide what it is, or meet another one.
 * The same layout gives the same names on every system, so that a resumed or shared folder fits.
 *
 * <p>Characters such as {@code ?} and {@code :} stay: they are common in titles, and no system that
 * Shoal runs on gives them a meaning.
 */
public final class SafeNames {
  /** Bytes of UTF-8 in one name: what Linux and macOS file systems take. */
  public static final int MAX_NAME = 255;

  /** Bytes of UTF-8 in a path below the root: PATH_MAX is 4096, the rest is for the root's own. */
  public static final int MAX_PATH = 3000;

  /** Folders in each other, so that no walker of trees has to go deeper. */
  public static final int MAX_DEPTH = 64;

  /** Characters of a text on a terminal: what a stranger writes may fill lines, not screens. */
  public static final int MAX_DISPLAY = 1000;

  /** What stands for a character or a name that is not safe. */
  private static final String INSTEAD = "_";

  /** Bytes of UTF-8 in an ending that survives a cut. */
  private static final int MAX_ENDING = 16;

  private static final Pattern RESERVED =
      Pattern.compile(
          "(?:con|prn|aux|nul|conin\\$|conout\\$|(?:com|lpt)[0-9¹²³]) *(?:[.:].*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

  private final Set<String> files = new HashSet<>();
  private final Set<String> folders = new HashSet<>();
  private final Map<String, String> renamedFolders = new HashMap<>();
  private final Map<String, Integer> nextNumber = new HashMap<>();

  private SafeNames() {}

  /** The safe name of the content's file or folder. */
  public static Path root(Layout layout) {
    return path(name(layout.name()));
  }

  /**
   * The safe path of each file below the content's root, all different, even to a file system that
   * knows no case and normalizes; the empty path for the only file of a single-file content.
   *
   * @throws Problem of kind STORAGE if this machine's locale cannot write one of them
   */
  public static List<Path> paths(Layout layout) {
    if (!layout.folder()) {
      return List.of(Path.of(""));
    }
    SafeNames names = new SafeNames();
    List<Path> paths = new ArrayList<>(layout.files().size());
    for (FileEntry file : layout.files()) {
      paths.add(path(names.place(bounded(file.path()))));
    }
    return paths;
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new Problem(
          Problem.Kind.STORAGE,
          "the locale of this machine cannot write the file name " + forDisplay(name),
          "set LC_ALL=C.UTF-8",
          e);
    }
  }

  /** The safe form of one name. */
  static String name(String stranger) {
    StringBuilder safe = new StringBuilder(stranger.length());
    int[] points = stranger.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      boolean good = points[i] != '/' && points[i] != '\\' && !hidden(points, i);
      safe.appendCodePoint(good ? points[i] : INSTEAD.codePointAt(0));
    }
    String name = safe.toString();
    if (DRIVE.matcher(name).lookingAt()) {
      name = name.charAt(0) + INSTEAD + name.substring(2);
    }
    name = withoutTrail(name);
    if (RESERVED.matcher(name).matches()) {
      name = INSTEAD + name;
    }
    return withoutTrail(cut(name, MAX_NAME));
  }

  /** Windows drops dots and blanks at the end; this also catches "", "." and "..". */
  private static String withoutTrail(String name) {
    int end = name.length();
    while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
      end--;
    }
    return end == name.length() && end > 0 ? name : name.substring(0, end) + INSTEAD;
  }

  /** Whether a character does something else than to be seen. */
  private static boolean hidden(int[] points, int i) {
    int c = points[i];
    if (c == 0x200C || c == 0x200D) { // joiners: emoji, Persian and Indic words need them
      return i == 0
          || i == points.length - 1
          || !joinable(points[i - 1])
          || !joinable(points[i + 1]);
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT, // zero-width and bidirectional ones
          Character.SURROGATE, // without its other half
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      // Fillers, blank and joiner without a glyph, though Unicode calls them letters or marks.
      default ->
          c == 0x115F
              || c == 0x1160
              || c == 0x3164
              || c == 0xFFA0
              || c == 0x2800
              || c == 0x034F
              || (c & 0xFFFE) == 0xFFFE;
    };
  }

  private static boolean joinable(int c) {
    return c >= 0x0300 && c != 0x200C && c != 0x200D && Character.getType(c) != Character.FORMAT;
  }

  /** At most so many bytes, cut between characters, the ending kept. */
  private static String cut(String name, int bytes) {
    if (bytes(name) <= bytes) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String ending = dot > 0 && bytes(name.substring(dot)) <= MAX_ENDING ? name.substring(dot) : "";
    String stem = name.substring(0, name.length() - ending.length());
    int room = bytes - bytes(ending);
    int end = 0;
    while (end < stem.length()) {
      int next = end + Character.charCount(stem.codePointAt(end));
      room -= bytes(stem.substring(end, next));
      if (room < 0) {
        break;
      }
      end = next;
    }
    return stem.substring(0, end) + ending;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The safe names of a path; one that is too deep or too long becomes flat, named by its hash. */
  private static List<String> bounded(List<String> stranger) {
    List<String> safe = new ArrayList<>();
    long length = 0;
    for (String name : stranger) {
      safe.add(name(name));
      length += bytes(safe.getLast()) + 1;
    }
    if (safe.isEmpty()) {
      return List.of(INSTEAD);
    }
    if (safe.size() <= MAX_DEPTH && length <= MAX_PATH) {
      return safe;
    }
    byte[] whole = String.join("/", stranger).getBytes(StandardCharsets.UTF_8);
    return List.of("deep" + INSTEAD + Hash.sha1(whole).hex(), safe.getLast());
  }

  /** The path of the next file, other than those before, none a folder of another. */
  private String place(List<String> names) {
    String folder = "";
    for (String name : names.subList(0, names.size() - 1)) {
      String wish = folder + name;
      folder = folders.contains(fold(wish)) ? wish : folder(wish);
      folders.add(fold(folder));
      folder += "/";
    }
    String wish = folder + names.getLast();
    String path = wish;
    while (taken(path)) {
      path = numbered(wish);
    }
    files.add(fold(path));
    return path;
  }

  /** The folder of that name, another one if a file has it. */
  private String folder(String wish) {
    if (!files.contains(fold(wish))) {
      return wish;
    }
    return renamedFolders.computeIfAbsent(
        fold(wish),
        _ -> {
          String free = wish;
          while (taken(free)) {
            free = numbered(wish);
          }
          return free;
        });
  }

  private boolean taken(String path) {
    String folded = fold(path);
    return files.contains(folded) || folders.contains(folded);
  }

  /** The next of {@code a (1).txt}, {@code a (2).txt}, …; each is given once. */
  private String numbered(String path) {
    int number = nextNumber.merge(fold(path), 1, Integer::sum);
    int slash = path.lastIndexOf('/') + 1;
    return path.substring(0, slash) + numbered(path.substring(slash), number);
  }

  /** A name with a number before its ending, within the limit of a name. */
  static String numbered(String name, int number) {
    int dot = name.lastIndexOf('.');
    String ending = dot > 0 && bytes(name.substring(dot)) <= MAX_ENDING ? name.substring(dot) : "";
    String stem = name.substring(0, name.length() - ending.length());
    String tail = " (" + number + ")" + ending;
    return cut(stem, MAX_NAME - bytes(tail)) + tail;
  }

  /** Equal for names that are the same file to a system without case that normalizes. */
  private static String fold(String path) {
    String composed = Normalizer.normalize(path, Normalizer.Form.NFD);
    String folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  /**
   * Any stranger's text, safe to be shown on a terminal: in one line, nothing in it that moves,
   * colours, reverses or hides, and of bounded length.
   */
  public static String forDisplay(String stranger) {
    int[] points = stranger.codePoints().limit(MAX_DISPLAY + 1L).toArray();
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < Math.min(points.length, MAX_DISPLAY); i++) {
      boolean blank = points[i] == '\n' || points[i] == '\t' || points[i] == '\r';
      safe.append(blank ? " " : hidden(points, i) ? "\uFFFD" : Character.toString(points[i]));
    }
    return points.length > MAX_DISPLAY ? safe.append('…').toString() : safe.toString();
  }
}
