package dev.shoal.simulator.report;

import dev.shoal.simulator.report.Chart.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Numbers that were measured, and what can be said of all of them. For one thread. */
public final class Samples {
  private double[] values = new double[64];
  private int count;
  private boolean sorted;

  /** Nothing was measured yet. */
  public Samples() {}

  /** One more. */
  public void add(double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, count * 2);
    }
    values[count++] = value;
    sorted = false;
  }

  /** All of others. */
  public void addAll(Samples others) {
    for (int i = 0; i < others.count; i++) {
      add(others.values[i]);
    }
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Their mean; 0 if there are none. */
  public double mean() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return count == 0 ? 0 : sum / count;
  }

  /** What this part of them does not exceed: 0.5 is the median; 0 if there are none. */
  public double quantile(double part) {
    sort();
    return count == 0 ? 0 : values[Math.clamp((int) Math.ceil(part * count) - 1, 0, count - 1)];
  }

  /** The greatest; 0 if there are none. */
  public double most() {
    return quantile(1);
  }

  private void sort() {
    if (!sorted) {
      Arrays.sort(values, 0, count);
      sorted = true;
    }
  }

  /** Which part of them is at most so large, in steps of one in a hundred: a line. */
  public Series cumulative(String name) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int percent = 0; percent <= 100 && count > 0; percent++) {
      x.add(quantile(percent / 100.0));
      y.add((double) percent);
    }
    return new Series(name, x, y);
  }

  /** How often each whole number is among them, as a part of all in percent: bars. */
  public Series histogram(String name) {
    TreeMap<Long, Integer> counts = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      counts.merge(Math.round(values[i]), 1, Integer::sum);
    }
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (long at = counts.isEmpty() ? 0 : counts.firstKey(); !counts.isEmpty(); at++) {
      x.add((double) at);
      y.add(100.0 * counts.getOrDefault(at, 0) / count);
      if (at == counts.lastKey()) {
        break;
      }
    }
    return new Series(name, x, y);
  }
}
