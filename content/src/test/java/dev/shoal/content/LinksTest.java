package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Symbolic links of strangers: made where they stay inside, else left out with a sentence. */
class LinksTest {
  @TempDir private Path folder;
  private Path root = Path.of("");

  @BeforeEach
  void secret() throws IOException {
    root = folder.resolve("to/data");
    Files.writeString(folder.resolve("secret"), "secret");
  }

  private static FileEntry file(String path) {
    return new FileEntry(List.of(path.split("/")), 0, 0);
  }

  private static FileEntry link(String path, String... target) {
    var attributes = FileAttributes.linkTo(List.of(target));
    return new FileEntry(List.of(path.split("/")), 0, 0, attributes);
  }

  private List<String> finish(FileEntry... more) {
    List<FileEntry> files = new ArrayList<>(List.of(file("a"), file("sub/b"), file("sub/deep/c")));
    files.addAll(List.of(more));
    return finish(files, new BitSet());
  }

  private List<String> finish(List<FileEntry> files, BitSet unwanted) {
    Layout layout = new Layout("data", true, files, 0, 16);
    Selection wanted = Selection.all(layout).without(unwanted);
    try (var storage =
        Storage.fetch(
            new LocalDisk(), layout, folder.resolve("to"), wanted, folder.resolve("part"))) {
      return storage.finish();
    }
  }

  @Test
  void linksLeadToWhatIsInside() throws IOException {
    for (int run = 0; run < 2; run++) { // those that are there already are as good
      assertThat(
              finish(
                  link("up", "sub", "deep", "c"),
                  link("sub/deep/down", "a"),
                  link("sub/folder", "sub", "deep"),
                  link("sub/itself", "sub"),
                  link("chain", "up")))
          .isEmpty();
    }
    assertThat(Files.readSymbolicLink(root.resolve("up"))).hasToString("sub/deep/c");
    assertThat(Files.readSymbolicLink(root.resolve("sub/deep/down"))).hasToString("../../a");
    assertThat(Files.readSymbolicLink(root.resolve("sub/folder"))).hasToString("deep");
    assertThat(Files.readSymbolicLink(root.resolve("chain"))).hasToString("up");
    assertThat(root.resolve("sub/itself").toRealPath()).isEqualTo(root.resolve("sub").toRealPath());
  }

  @Test
  void aTargetHasTheNameThatItHasOnTheDisk() throws IOException {
    assertThat(finish(file("con"), file("A"), link("l1", "con"), link("l2", "A"))).isEmpty();
    assertThat(Files.readSymbolicLink(root.resolve("l1"))).hasToString("_con");
    assertThat(Files.readSymbolicLink(root.resolve("l2"))).hasToString("A (1)");
  }

  static Stream<List<String>> outward() {
    return Stream.of(
        List.of(),
        List.of(""),
        List.of("."),
        List.of(".."),
        List.of("..", "..", "secret"),
        List.of("../../secret"),
        List.of("/etc/passwd"),
        List.of("", "etc", "passwd"),
        List.of("sub", "..", "..", "..", "secret"),
        List.of("sub/b"),
        List.of("..\\..\\secret"),
        List.of("C:\\secret"),
        List.of("sub", "none"),
        List.of("evil"), // itself
        List.of("other", "b"), // through another link
        List.of("a\u0000"),
        List.of("~", "secret"));
  }

  @ParameterizedTest
  @MethodSource("outward")
  void anythingElseIsLeftOut(List<String> target) {
    assertThat(finish(link("other", "sub"), link("evil", target.toArray(String[]::new))))
        .singleElement()
        .asString()
        .startsWith("evil is left out: it is a link to ");
    assertThat(root.resolve("evil")).doesNotExist();
    assertThat(Files.isSymbolicLink(root.resolve("evil"))).isFalse();
  }

  @Test
  void nothingIsWrittenThroughALink() throws IOException {
    // A file below the name of a link goes into a folder of another name.
    FileEntry below = new FileEntry(List.of("sub2", "x"), 0, 4);
    List<FileEntry> files = List.of(link("sub2", "sub"), file("sub/b"), below);
    Layout layout = new Layout("data", true, files, 4, 16);
    for (int run = 0; run < 2; run++) {
      try (var storage =
          Storage.fetch(
              new LocalDisk(),
              layout,
              folder.resolve("to"),
              Selection.all(layout),
              folder.resolve("part"))) {
        storage.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
        assertThat(storage.finish()).isEmpty();
      }
    }
    assertThat(root.resolve("sub/x")).doesNotExist();
    assertThat(root.resolve("sub2 (1)/x")).hasSize(4);
  }

  @Test
  void aLinkTakesNobodysPlace() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve("mine"), "mine");
    Files.createSymbolicLink(root.resolve("theirs"), folder.resolve("secret"));
    assertThat(finish(link("mine", "a"), link("theirs", "a")))
        .hasSize(2)
        .allMatch(sentence -> sentence.contains("something else is there"));
    assertThat(root.resolve("mine")).hasContent("mine");
    assertThat(root.resolve("theirs")).hasContent("secret");
  }

  @Test
  void aLinkToWhatIsNotWantedIsLeftOut() {
    BitSet first = new BitSet();
    first.set(0);
    assertThat(finish(List.of(file("a"), file("b"), link("l", "a")), first))
        .containsExactly("l is left out: it is a link to a, which is not there");
  }
}
