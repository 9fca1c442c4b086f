package dev.shoal.host;

/** Can fetch one content. */
public interface Fetcher {
  /** Begins, or goes on where it was left; returns at once. Events come on the host's threads. */
  Transfer fetch(FetchPlan plan, TransferListener listener);
}
