package dev.shoal.net;

/** A budget of bytes a second, shared by all who spend from it. */
public interface RateLimit {
  /** Waits until this many bytes may move, and spends them. */
  void spend(int bytes) throws InterruptedException;

  /** The same limit for one of several that are to get equal turns of it. */
  default RateLimit share() {
    return this;
  }

  /** Bytes a second; 0: no limit. */
  long rate();

  /** Without a limit. */
  static RateLimit unlimited() {
    return new RateLimit() {
      @Override
      public void spend(int bytes) {}

      @Override
      public long rate() {
        return 0;
      }
    };
  }
}
