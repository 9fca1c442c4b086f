package dev.shoal.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** All Java sources of the house, tests too, read once and parsed by the compiler. */
final class Sources {
  /** A source file: where it is from the root, its lines, and its tree. */
  record Source(String path, List<String> lines, CompilationUnitTree tree) {
    /** The line of a place in the file, from 1. */
    int line(long position) {
      return (int) tree.getLineMap().getLineNumber(position);
    }

    /** Whether a reason for an exemption stands on this line (from 1) or in the comment above. */
    boolean exempt(int line) {
      if (lines.get(line - 1).contains("// size: ")) {
        return true;
      }
      for (int above = line - 2; above >= 0; above--) {
        String text = lines.get(above).strip();
        if (text.startsWith("// size: ")) {
          return true;
        }
        if (!text.startsWith("//") && !text.startsWith("@") && !text.startsWith("*")) {
          return false;
        }
      }
      return false;
    }
  }

  private static final Parsed PARSED = parse();

  private record Parsed(List<Source> sources, SourcePositions positions) {}

  private Sources() {}

  /** All of them, in the order of their paths. */
  static List<Source> all() {
    return PARSED.sources();
  }

  /** Where trees begin and end. */
  static SourcePositions positions() {
    return PARSED.positions();
  }

  private static Parsed parse() {
    Path root = root();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> rooms = Files.list(root)) {
      List<Path> paths = new ArrayList<>();
      for (Path room : rooms.sorted().toList()) {
        paths.addAll(javaFiles(room.resolve("src")));
      }
      var units = files.getJavaFileObjectsFromPaths(paths);
      var task = (JavacTask) compiler.getTask(null, files, null, List.of(), null, units);
      List<Source> sources = new ArrayList<>();
      for (CompilationUnitTree tree : task.parse()) {
        Path path = Path.of(tree.getSourceFile().toUri());
        sources.add(new Source(root.relativize(path).toString(), Files.readAllLines(path), tree));
      }
      return new Parsed(List.copyOf(sources), Trees.instance(task).getSourcePositions());
    } catch (IOException e) {
      throw new IllegalStateException("the sources cannot be read", e);
    }
  }

  private static List<Path> javaFiles(Path under) throws IOException {
    if (!Files.isDirectory(under)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(under)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("shoal"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
