package dev.shoal.host;

/** Gets the events of a transfer, one at a time, in their order, and must return soon. */
@FunctionalInterface
public interface TransferListener {
  /** Something happened. */
  void on(TransferEvent event);
}
