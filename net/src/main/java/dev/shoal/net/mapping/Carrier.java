package dev.shoal.net.mapping;

/** What a port is a port of. */
enum Carrier {
  TCP(6),
  UDP(17);

  private final int number;

  Carrier(int number) {
    this.number = number;
  }

  /** The number that IANA gave it. */
  int number() {
    return number;
  }
}
