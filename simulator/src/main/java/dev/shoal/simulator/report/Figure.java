package dev.shoal.simulator.report;

/**
 * A number that a run ended with.
 *
 * @param name as programs know it: letters and digits, {@code shareOfClosest}
 * @param title as a person reads it
 * @param value in the unit
 * @param unit {@code ms}, {@code bytes}, {@code %}, {@code messages}; empty: a plain number
 * @param explain in a sentence: what it means, and what would be good
 */
public record Figure(String name, String title, double value, String unit, String explain) {}
