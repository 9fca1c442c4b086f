package dev.shoal.cli.demo;

/** What a node of the tour does. */
public enum Role {
  /** Has the file and shares it. */
  SHARER,
  /** Gets the file, and gives what it has to others meanwhile. */
  GETTER,
  /** Says that it has the file, and gives something else. */
  LIAR
}
