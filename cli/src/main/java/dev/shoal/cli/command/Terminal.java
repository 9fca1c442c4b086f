package dev.shoal.cli.command;

import dev.shoal.cli.plugin.Signals;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** The width of the terminal that the program runs in, asked for when first wanted. */
final class Terminal implements IntSupplier {
  private static final int USUAL = 80;
  private static final int UNKNOWN = -1;

  private volatile int columns = UNKNOWN;
  private boolean watching;

  @Override
  public synchronized int getAsInt() {
    if (!watching) {
      watching = true;
      Signals.onResize(() -> columns = UNKNOWN);
    }
    if (columns == UNKNOWN) {
      columns = ask();
    }
    return columns;
  }

  /** Java has no way to ask; {@code stty} has been there for fifty years. */
  private static int ask() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      stty.waitFor(1, TimeUnit.SECONDS);
      String[] rowsAndColumns = answer.strip().split(" ", -1);
      int columns = rowsAndColumns.length == 2 ? Integer.parseInt(rowsAndColumns[1]) : 0;
      return columns > 0 ? columns : USUAL;
    } catch (IOException | NumberFormatException unknown) {
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }
}
