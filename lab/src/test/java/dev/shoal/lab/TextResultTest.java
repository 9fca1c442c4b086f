package dev.shoal.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.cli.show.Columns;
import dev.shoal.lab.report.SampleReport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextResultTest {
  @Test
  void figuresStandBelowEachOtherWithWhatTheyMean() {
    assertThat(TextResult.of(SampleReport.make(), 79))
        .containsSubsequence(
            "Hops a lookup                       5.37 hops  Theory: c · log n, here 5.4;",
            "                                               less is better.",
            "Messages sent             12,345,678 messages  By all nodes, answers as well.",
            "  way        α  k  hops    median   99 %  messages   found  remark",
            "  iterative  1  8   5.9  1,420 ms  6.1 s      13.2  99.7 %",
            "trace 3f2a99b1c04e7d58");
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 60, 79, 109})
  void sentencesFit(int columns) {
    List<String> lines = TextResult.of(SampleReport.make(), columns);
    assertThat(lines.subList(0, lines.indexOf("Iterative against recursive")))
        .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(columns));
  }
}
