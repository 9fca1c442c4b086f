package dev.shoal.content;

import dev.shoal.base.Problem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Patterns of file names as a shell has them. One without a slash is compared with each single
 * name, of a file or of a folder above it; one with a slash with the path from the root.
 */
final class Globs {
  private final List<PathMatcher> names = new ArrayList<>();
  private final List<PathMatcher> paths = new ArrayList<>();

  /**
   * Patterns of which one has to match.
   *
   * @throws Problem of kind USAGE if one is malformed
   */
  Globs(List<String> patterns) {
    for (String pattern : patterns) {
      try {
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        (pattern.indexOf('/') < 0 ? names : paths).add(matcher);
      } catch (PatternSyntaxException e) {
        throw new Problem(
            Problem.Kind.USAGE,
            "not a pattern of file names: " + pattern + " (" + e.getDescription() + ")",
            "write it like *.jpg or photos/*.jpg, in quotation marks",
            e);
      }
    }
  }

  /** Whether the file, or a folder it is in, is meant; its path is from the content's root. */
  boolean match(Path file) {
    for (int end = 1; end <= file.getNameCount(); end++) {
      if (matchThis(file.subpath(0, end))) {
        return true;
      }
    }
    return false;
  }

  /** Whether exactly this file or folder is meant. */
  boolean matchThis(Path path) {
    Path name = path.getName(path.getNameCount() - 1);
    return names.stream().anyMatch(glob -> glob.matches(name))
        || paths.stream().anyMatch(glob -> glob.matches(path));
  }
}
