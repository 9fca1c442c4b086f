package dev.shoal.content;

import java.util.List;
import java.util.Optional;

/**
 * What BEP 47 says of a file beside its name and length.
 *
 * @param padding whether it only fills up to the next piece: nothing but zeros, and never on a disk
 * @param executable whether it may be executed
 * @param hidden whether it is not shown by default; kept for others, as names tell that here
 * @param link where it leads if it is a symbolic link, a path from the content's root as a stranger
 *     gave it: {@link Links} makes sure that it stays inside
 */
public record FileAttributes(
    boolean padding, boolean executable, boolean hidden, Optional<List<String>> link) {
  /** Those of a file of which nothing is said. */
  public static final FileAttributes NONE =
      new FileAttributes(false, false, false, Optional.empty());

  /** Those of a file that only fills up to the next piece. */
  public static final FileAttributes PADDING =
      new FileAttributes(true, false, false, Optional.empty());

  /** Those of a program. */
  public static final FileAttributes EXECUTABLE =
      new FileAttributes(false, true, false, Optional.empty());

  public FileAttributes {
    link = link.map(List::copyOf);
  }

  /** Those of a symbolic link. */
  public static FileAttributes linkTo(List<String> target) {
    return new FileAttributes(false, false, false, Optional.of(target));
  }

  /** These; the same ones for most files, as a content may have hundreds of thousands. */
  public static FileAttributes of(
      boolean padding, boolean executable, boolean hidden, Optional<List<String>> link) {
    if (hidden || link.isPresent() || (padding && executable)) {
      return new FileAttributes(padding, executable, hidden, link);
    }
    return padding ? PADDING : executable ? EXECUTABLE : NONE;
  }

  /** The letters BEP 47 has for them, in the order of the alphabet. */
  public String letters() {
    return (hidden ? "h" : "")
        + (link.isPresent() ? "l" : "")
        + (padding ? "p" : "")
        + (executable ? "x" : "");
  }
}
