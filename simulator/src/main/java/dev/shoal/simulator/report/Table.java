package dev.shoal.simulator.report;

import java.util.List;

/**
 * Rows that are compared with each other.
 *
 * @param explain in a sentence: what to look at
 * @param rows each as long as {@code columns}
 */
public record Table(String title, String explain, List<String> columns, List<List<String>> rows) {
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }
}
