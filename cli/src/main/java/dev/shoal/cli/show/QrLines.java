package dev.shoal.cli.show;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import java.util.ArrayList;
import java.util.List;

/** A text as a QR code (ISO/IEC 18004) in lines of half blocks, two rows of squares in each. */
public final class QrLines {
  private static final int MARGIN = 4; // light squares on every side, as the standard has it

  private static final String BLACK_ON_WHITE = "\u001b[30;107m";
  private static final String END = "\u001b[0m";

  /** What fills the upper half, the lower half, both or none, by which of them are to be seen. */
  private static final String[] BLOCKS = {" ", "▄", "▀", "█"};

  private QrLines() {}

  /**
   * The lines; none if the text is too long for a code or the code too wide for so many columns.
   *
   * @param colour whether it may be drawn black on white; if not, the light squares are drawn,
   *     which is right where letters are lighter than what is behind them
   */
  public static List<String> of(String text, boolean colour, int columns) {
    QrCode code;
    try {
      code = QrCode.encodeText(text, QrCode.Ecc.LOW); // a screen is not torn or stained
    } catch (DataTooLongException none) {
      return List.of();
    }
    int end = code.size + MARGIN;
    if (end + MARGIN > columns) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (int y = -MARGIN; y < end; y += 2) {
      StringBuilder line = new StringBuilder();
      for (int x = -MARGIN; x < end; x++) {
        boolean upper = code.getModule(x, y) == colour;
        boolean lower = y + 1 < end && code.getModule(x, y + 1) == colour;
        line.append(BLOCKS[(upper ? 2 : 0) + (lower ? 1 : 0)]);
      }
      lines.add(colour ? BLACK_ON_WHITE + line + END : line.toString());
    }
    return lines;
  }
}
