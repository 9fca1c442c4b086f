package dev.shoal.bittorrent.webseed;

/** A web seed answered, but does not give what it was asked for. */
final class SeedRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Verdict verdict;
  private final int file;

  SeedRefusal(Verdict verdict, int file) {
    super(verdict.toString());
    this.verdict = verdict;
    this.file = file;
  }

  Verdict verdict() {
    return verdict;
  }

  int file() {
    return file;
  }
}
