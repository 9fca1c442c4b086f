package dev.shoal.lab;

import java.util.List;
import java.util.Optional;

/** Networks that have a name. */
final class Presets {
  static final List<String> NAMES = List.of("lan", "home", "internet", "hostile");

  private Presets() {}

  /** The text of a preset's file, if it is one. */
  static Optional<String> of(String name) {
    return NAMES.contains(name) ? Optional.of("") : Optional.empty();
  }
}
