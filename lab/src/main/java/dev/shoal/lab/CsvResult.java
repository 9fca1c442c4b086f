package dev.shoal.lab;

import dev.shoal.lab.report.Numbers;
import dev.shoal.simulator.report.Report;
import dev.shoal.simulator.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a run showed, as comma-separated values (RFC 4180, with lines as the system ends them). */
final class CsvResult {
  private CsvResult() {}

  /** The figures, then each table behind an empty line. */
  static List<String> of(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add("name,value,unit");
    report
        .figures()
        .forEach(it -> lines.add(row(List.of(it.name(), Numbers.exact(it.value()), it.unit()))));
    for (Table table : report.tables()) {
      lines.add("");
      lines.add(row(table.columns()));
      table.rows().forEach(row -> lines.add(row(row)));
    }
    return lines;
  }

  private static String row(List<String> cells) {
    return cells.stream().map(CsvResult::cell).collect(Collectors.joining(","));
  }

  private static String cell(String text) {
    boolean quotes = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
