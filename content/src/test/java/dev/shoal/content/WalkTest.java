package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.shoal.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkTest {
  @TempDir private Path folder;

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path path = folder.resolve("data").resolve(name);
      Files.createDirectories(path.getParent());
      Files.writeString(path, name);
    }
  }

  private Walk walk(String... excludes) {
    return Walk.of(folder.resolve("data"), List.of(excludes), length -> 16);
  }

  private static List<String> names(Walk walk) {
    return walk.layout().files().stream().map(file -> String.join("/", file.path())).toList();
  }

  @Test
  void filesComeInTheByteOrderOfWholePaths() throws IOException {
    // mktorrent sorts so: '.' is before '/', '0' behind it, and UTF-8 is not UTF-16.
    files("a/b", "a.b", "a0", "a-b", "A", "a b/c", "a/B", "\uff5e", "\ud83d\udc1f", "\u00fc/x");
    assertThat(names(walk()))
        .containsExactly(
            "A", "a b/c", "a-b", "a.b", "a/B", "a/b", "a0", "\u00fc/x", "\uff5e", "\ud83d\udc1f");
  }

  @Test
  void hiddenAndEmptyFilesAreFilesToo() throws IOException {
    files(".hidden", ".git/config", "x");
    Files.createFile(folder.resolve("data/empty"));
    Files.createDirectory(folder.resolve("data/nothing"));
    Walk walk = walk();
    assertThat(names(walk)).containsExactly(".git/config", ".hidden", "empty", "x");
    assertThat(walk.layout().length()).isEqualTo(11 + 7 + 1);
    assertThat(walk.layout().files().get(3).offset()).isEqualTo(18);
    assertThat(walk.sources().get(3)).isEqualTo(folder.resolve("data/x")).hasContent("x");
    assertThat(walk.stamps().get(0))
        .extracting(FileStamp::file, FileStamp::size)
        .containsExactly(0, 11L);
    assertThat(walk.stamps().get(0).modifiedNanos())
        .isEqualTo(new LocalDisk().status(walk.sources().get(0)).orElseThrow().modifiedNanos());
    assertThat(walk.skipped()).isEmpty();
  }

  @Test
  void linksToWhatIsSharedStayLinks() throws IOException {
    files("file", "sub/x", "sub/y.tmp");
    Files.writeString(folder.resolve("outside"), "secret");
    Path data = folder.resolve("data");
    Files.createSymbolicLink(data.resolve("in"), Path.of("sub/x"));
    Files.createSymbolicLink(data.resolve("sub/chain"), Path.of("../in"));
    Files.createSymbolicLink(data.resolve("temporary"), Path.of("sub/y.tmp"));
    Files.createSymbolicLink(data.resolve("whole"), data);
    Files.createSymbolicLink(data.resolve("out"), Path.of("../outside"));
    Files.createSymbolicLink(data.resolve("absolute"), folder.resolve("outside"));
    Files.createSymbolicLink(data.resolve("broken"), Path.of("nowhere"));
    Files.createSymbolicLink(data.resolve("circle"), Path.of("circle"));
    Files.createSymbolicLink(data.resolve("folder"), Path.of("sub"));
    Files.createSymbolicLink(data.resolve("up"), Path.of(".."));
    Walk walk = walk("*.tmp");
    assertThat(names(walk)).containsExactly("file", "folder", "in", "sub/chain", "sub/x");
    assertThat(walk.layout().files())
        .extracting(FileEntry::length, file -> file.attributes().link().orElse(List.of()))
        .containsExactly(
            tuple(4L, List.of()),
            tuple(0L, List.of("sub")),
            tuple(0L, List.of("sub", "x")),
            tuple(0L, List.of("sub", "x")),
            tuple(5L, List.of()));
    assertThat(walk.skipped())
        .containsExactlyInAnyOrder(
            "out is a link out of the folder",
            "absolute is a link out of the folder",
            "broken is a link that leads nowhere",
            "circle is a link that leads nowhere",
            "temporary is a link to what is not shared",
            "whole is a link to what is not shared",
            "up is a link out of the folder");
  }

  @Test
  void programsAreMarked() throws IOException {
    files("data", "run.sh");
    assertThat(walk().layout().files())
        .extracting(FileEntry::attributes)
        .containsExactly(FileAttributes.NONE, FileAttributes.NONE);
    var before = walk().layout().fingerprint();
    new LocalDisk().makeExecutable(folder.resolve("data/run.sh"));
    assertThat(walk().layout().files())
        .extracting(FileEntry::attributes)
        .containsExactly(FileAttributes.NONE, FileAttributes.EXECUTABLE);
    assertThat(walk().layout().fingerprint()).isNotEqualTo(before);
    assertThat(Walk.of(folder.resolve("data/run.sh"), List.of(), length -> 16).layout().files())
        .extracting(FileEntry::attributes)
        .containsExactly(FileAttributes.EXECUTABLE);
  }

  @Test
  void aLinkToTheWholeIsThePersonsOwnWord() throws IOException {
    files("a");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("data"));
    Walk walk = Walk.of(link, List.of(), length -> 16);
    assertThat(walk.layout().name()).isEqualTo("link");
    assertThat(walk.sources()).containsExactly(link.resolve("a"));
  }

  @Test
  void excludesLeaveOutFilesAndWholeFolders() throws IOException {
    files("a.tmp", "a.txt", "build/x", "src/b.tmp", "src/build/y", "src/keep");
    assertThat(names(walk("*.tmp", "build"))).containsExactly("a.txt", "src/keep");
    assertThat(names(walk("src/*.tmp", "src/build"))).doesNotContain("src/b.tmp", "src/build/y");
  }

  @Test
  void aSingleFileHasNoPath() throws IOException {
    files("a.txt");
    Walk walk = Walk.of(folder.resolve("data/../data/a.txt"), List.of(), length -> (int) length);
    assertThat(walk.layout()).isEqualTo(Layouts.single("a.txt", 5, 5));
    assertThat(walk.sources()).containsExactly(folder.resolve("data/a.txt"));
  }

  @Test
  void nothingToShareIsSaid() throws IOException {
    Files.createDirectories(folder.resolve("data/empty"));
    assertThatThrownBy(this::walk)
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.kind()).isEqualTo(Problem.Kind.USAGE));
    assertThatThrownBy(() -> Walk.of(Path.of("/"), List.of(), length -> 16))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(() -> Walk.of(folder.resolve("none"), List.of(), length -> 16))
        .isInstanceOf(DiskException.class);
  }

  @Test
  @Tag("all")
  void aHundredThousandFiles() throws IOException {
    for (int i = 0; i < 100; i++) {
      Path sub = Files.createDirectories(folder.resolve("data/" + i));
      for (int j = 0; j < 1000; j++) {
        Files.createFile(sub.resolve("f" + j));
      }
    }
    Walk walk = walk();
    assertThat(walk.sources()).hasSize(100_000);
    assertThat(walk.layout().files().getLast().path()).containsExactly("99", "f999");
  }
}
