package dev.shoal.lab;

import dev.shoal.cli.show.Columns;
import dev.shoal.lab.report.Numbers;
import dev.shoal.simulator.report.Figure;
import dev.shoal.simulator.report.Report;
import dev.shoal.simulator.report.Table;
import java.util.ArrayList;
import java.util.List;

/** What a run showed, as lines for a person. Pure. */
final class TextResult {
  private static final int GAP = 2;
  private static final int LEAST_EXPLAINED = 24; // in fewer columns, a sentence goes below
  private static final int INDENT = 4;

  private final int columns;
  private final List<String> lines = new ArrayList<>();

  private TextResult(int columns) {
    this.columns = columns;
  }

  /** The lines; those of tables may be longer than the columns, as nothing of them is left out. */
  static List<String> of(Report report, int columns) {
    TextResult text = new TextResult(columns);
    text.wrapped("", report.title());
    text.wrapped("", report.summary());
    if (!report.figures().isEmpty()) {
      text.lines.add("");
      text.figures(report.figures());
    }
    report.tables().forEach(text::table);
    text.lines.add("");
    text.lines.add("trace " + JsonResult.trace(report));
    return text.lines;
  }

  private void figures(List<Figure> figures) {
    int title = widest(figures.stream().map(Figure::title).toList());
    int value = widest(figures.stream().map(Numbers::text).toList());
    int before = title + GAP + value + GAP;
    boolean beside = columns - before >= LEAST_EXPLAINED;
    for (Figure figure : figures) {
      String number = Numbers.text(figure);
      String head =
          Columns.pad(figure.title(), title + GAP)
              + " ".repeat(value - Columns.of(number))
              + number;
      if (beside) {
        wrapped(head + " ".repeat(GAP), figure.explain());
      } else {
        lines.add(head);
        wrapped(" ".repeat(INDENT), figure.explain());
      }
    }
  }

  private void table(Table table) {
    lines.add("");
    wrapped("", table.title());
    wrapped("", table.explain());
    List<Integer> widths = new ArrayList<>();
    List<Boolean> numbers = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      int column = i;
      List<String> cells = table.rows().stream().map(row -> row.get(column)).toList();
      widths.add(Math.max(Columns.of(table.columns().get(i)), widest(cells)));
      numbers.add(!cells.isEmpty() && cells.stream().allMatch(TextResult::isNumber));
    }
    row(table.columns(), widths, numbers);
    table.rows().forEach(row -> row(row, widths, numbers));
  }

  private void row(List<String> cells, List<Integer> widths, List<Boolean> numbers) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String gap = " ".repeat(widths.get(i) - Columns.of(cells.get(i)));
      line.append("  ").append(numbers.get(i) ? gap + cells.get(i) : cells.get(i) + gap);
    }
    lines.add(line.toString().stripTrailing());
  }

  /** Whether a cell is to stand at the right: a number, perhaps with a unit, or none. */
  static boolean isNumber(String cell) {
    return cell.isBlank() || cell.matches("[-–]|[-+]?[\\d.,]+([eE][-+]?\\d+)?( ?\\S{1,8})?");
  }

  private static int widest(List<String> texts) {
    return texts.stream().mapToInt(Columns::of).max().orElse(0);
  }

  /** A text in lines that fit, behind a first word or indent that is as wide in all of them. */
  private void wrapped(String head, String text) {
    int indent = Columns.of(head);
    StringBuilder line = new StringBuilder(head);
    boolean begun = false;
    for (String word : text.strip().split("\\s+", -1)) {
      if (begun && Columns.of(line.toString()) + 1 + Columns.of(word) > columns) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(indent));
        begun = false;
      }
      line.append(begun ? " " : "").append(word);
      begun = true;
    }
    if (!line.toString().isBlank()) {
      lines.add(line.toString().stripTrailing());
    }
  }
}
