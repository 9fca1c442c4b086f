package dev.shoal.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String UP_TWO = "\u001b[2A\r\u001b[J";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Screen screen(boolean drawing) {
    return new Screen(stream(out), stream(err), drawing, () -> 11);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void linesAreDrawnAnewInPlace() {
    Screen screen = screen(true);
    screen.draw(List.of("one", "two"));
    screen.draw(List.of("three and more"));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("one\ntwo\n" + UP_TWO + "three and…\n");
  }

  @Test
  void resultsGoToStandardOutputAndLeaveNoDrawingBehind() {
    Screen screen = screen(true);
    screen.draw(List.of("one", "two"));
    screen.result("the result");
    screen.message("a message");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("the result\n");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("one\ntwo\n" + UP_TWO + "a message\n");
  }

  @Test
  void nothingIsDrawnOnWhatIsNoTerminal() {
    Screen screen = screen(false);
    screen.draw(List.of("one"));
    screen.erase();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
