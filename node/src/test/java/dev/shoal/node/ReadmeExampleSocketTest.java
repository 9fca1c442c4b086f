package dev.shoal.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.example.CopyFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README: it runs, and it is quoted as it stands. */
@Timeout(60)
class ReadmeExampleSocketTest {
  private static final Path SOURCE = Path.of("src/test/java/dev/shoal/example/CopyFolder.java");
  private static final String MARK = "// README\n";

  @TempDir Path temp;

  @Test
  void theExampleCopiesAFolder() throws Exception {
    Path photos = Files.createDirectory(temp.resolve("photos"));
    Files.writeString(photos.resolve("sea.txt"), "blue");
    Path into = Files.createDirectory(temp.resolve("into"));
    Path copy = CopyFolder.copy(photos, into, temp.resolve("state"));
    assertThat(copy.resolve("sea.txt")).hasContent("blue");
  }

  @Test
  void theReadmeQuotesTheExample() throws Exception {
    String source = Files.readString(SOURCE);
    int begin = source.indexOf(MARK) + MARK.length();
    String example = source.substring(begin, source.indexOf(MARK, begin));
    assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + example + "```");
  }
}
