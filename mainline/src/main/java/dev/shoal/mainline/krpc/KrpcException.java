package dev.shoal.mainline.krpc;

import java.util.Optional;

/** Bytes that are no message of the DHT, and why. */
public final class KrpcException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Optional<byte[]> transaction;

  KrpcException(String why, Optional<byte[]> transaction) {
    super(why, null, false, false); // strangers decide how many there are
    this.transaction = transaction;
  }

  /** The transaction of a question, which may be told what was wrong with it. */
  public Optional<byte[]> query() {
    return transaction;
  }
}
