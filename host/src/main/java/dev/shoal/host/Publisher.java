package dev.shoal.host;

/** Can name one content and serve it. */
public interface Publisher {
  /** Begins; returns at once. The link is told by {@link TransferEvent.Linked}. */
  Transfer publish(TransferListener listener);
}
