package dev.shoal.cli.show;

import java.io.PrintStream;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Standard error, with lines at its end that are drawn anew again and again if it is a terminal.
 * Any thread may write; no line is torn.
 */
public final class Screen {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean drawing;
  private final IntSupplier columns;
  private List<String> drawn = List.of();

  /**
   * A screen with nothing on it.
   *
   * @param drawing whether lines may be drawn and redrawn; if not, {@link #draw} does nothing
   */
  public Screen(PrintStream out, PrintStream err, boolean drawing, IntSupplier columns) {
    this.out = out;
    this.err = err;
    this.drawing = drawing;
    this.columns = columns;
  }

  /** Whether {@link #draw} shows anything. */
  public boolean drawing() {
    return drawing;
  }

  /** The width to fit lines into: one less than the terminal's, whose last column may wrap. */
  public int columns() {
    return Math.max(1, columns.getAsInt() - 1);
  }

  /** Replaces the lines at the end. */
  public synchronized void draw(List<String> lines) {
    if (drawing && !lines.equals(drawn)) {
      StringBuilder text = new StringBuilder(erasure());
      lines.forEach(line -> text.append(Columns.fit(line, columns())).append('\n'));
      err.print(text);
      err.flush();
      drawn = List.copyOf(lines);
    }
  }

  /** A result, to standard output. */
  public synchronized void result(String line) {
    erase();
    out.println(line);
    out.flush();
  }

  /** A message, to standard error. */
  public synchronized void message(String line) {
    erase();
    err.println(line);
    err.flush();
  }

  /** Removes the lines at the end. */
  public synchronized void erase() {
    if (!drawn.isEmpty()) {
      err.print(erasure());
      err.flush();
      drawn = List.of();
    }
  }

  private String erasure() {
    return drawn.isEmpty()
        ? ""
        : "\u001b[" + drawn.size() + "A\r\u001b[J"; // up, and all below erased
  }
}
