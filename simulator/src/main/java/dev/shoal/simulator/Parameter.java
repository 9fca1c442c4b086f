package dev.shoal.simulator;

/**
 * Something that a scenario can be told.
 *
 * @param name lower case, with dots: {@code lookup.alpha}
 * @param value the default
 * @param about in half a sentence, with unit and range
 */
public record Parameter(String name, String value, String about) {}
