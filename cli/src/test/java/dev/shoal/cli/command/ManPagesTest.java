package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {
  @TempDir private Path folder;

  @Test
  void eachVerbHasAPage() throws IOException {
    assertThat(Called.in(folder, "help", "--man", "man").exitCode()).isZero();
    assertThat(folder.resolve("man/shoal.1"))
        .content()
        .contains("shoal get LINK...", "shoal\\-get");
    for (Verbs verb : Verbs.values()) {
      assertThat(folder.resolve("man/shoal-" + verb.word() + ".1")).isNotEmptyFile();
    }
    String get = Files.readString(folder.resolve("man/shoal-get.1"));
    assertThat(get)
        .startsWith(".TH \"SHOAL\\-GET\" 1 \"\" \"shoal ")
        .contains("\n.TP\n\\fB\\-q\\fR, \\fB\\-\\-quiet\\fR\nresults and errors only\n")
        .contains("\n\\fB\\-\\-to\\fR \\fIDIR\\fR\n")
        .contains("\n.SH \"EXAMPLES\"\n.nf\nshoal get \\(aqmagnet")
        .doesNotContain("\n'");
  }
}
