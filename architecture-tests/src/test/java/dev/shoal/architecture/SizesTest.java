package dev.shoal.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.shoal.architecture.Sources.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Law 5: what is too long has too many duties. What must be longer says why, by {@code // size:
 * reason} above the method, or in the first line for the file.
 */
class SizesTest {
  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 70;
  private static final int PARAMETERS = 5;
  private static final int COLUMNS = 100;

  @Test
  void noFileIsLong() {
    List<String> tooLong = new ArrayList<>();
    for (Source source : Sources.all()) {
      boolean exempt = source.lines().getFirst().startsWith("// size: ");
      if (source.lines().size() > FILE_LINES && !exempt) {
        tooLong.add(source.path() + " has " + source.lines().size() + " lines");
      }
    }
    assertThat(tooLong).as("a file of more than %d lines wants a split", FILE_LINES).isEmpty();
  }

  @Test
  void noLineIsWide() {
    List<String> tooWide = new ArrayList<>();
    for (Source source : Sources.all()) {
      for (int i = 0; i < source.lines().size(); i++) {
        String line = source.lines().get(i);
        if (line.codePointCount(0, line.length()) > COLUMNS && !line.startsWith("import ")) {
          tooWide.add(source.path() + ":" + (i + 1));
        }
      }
    }
    assertThat(tooWide).as("a line has at most %d columns", COLUMNS).isEmpty();
  }

  @Test
  void noMethodIsLong() {
    assertThat(methods((source, method, inRecord) -> length(source, method) > METHOD_LINES))
        .as("a method of more than %d lines has several duties", METHOD_LINES)
        .isEmpty();
  }

  @Test
  void noMethodHasManyParameters() {
    assertThat(
            methods((source, method, inRecord) ->
                method.getParameters().size() > PARAMETERS
                    && !(inRecord && method.getReturnType() == null)))
        .as("more than %d parameters want a record", PARAMETERS)
        .isEmpty();
  }

  private static int length(Source source, MethodTree method) {
    if (method.getBody() == null) {
      return 0;
    }
    long start = Sources.positions().getStartPosition(source.tree(), method.getBody());
    long end = Sources.positions().getEndPosition(source.tree(), method.getBody());
    return source.line(end) - source.line(start) + 1;
  }

  private interface Fault {
    boolean in(Source source, MethodTree method, boolean inRecord);
  }

  /** Where methods have the fault and no reason for it stands beside them. */
  private static List<String> methods(Fault fault) {
    List<String> found = new ArrayList<>();
    for (Source source : Sources.all()) {
      new TreeScanner<Void, Boolean>() {
        @Override
        public Void visitClass(ClassTree type, Boolean inRecord) {
          return super.visitClass(type, type.getKind() == Tree.Kind.RECORD);
        }

        @Override
        public Void visitMethod(MethodTree method, Boolean inRecord) {
          int line = source.line(Sources.positions().getStartPosition(source.tree(), method));
          if (fault.in(source, method, inRecord) && !source.exempt(line)) {
            found.add(source.path() + ":" + line + " " + method.getName());
          }
          return super.visitMethod(method, inRecord);
        }
      }.scan(source.tree(), false);
    }
    return found;
  }
}
