package dev.shoal.mainline.dht;

import dev.shoal.base.Locator;
import dev.shoal.mainline.krpc.Krpc;

/** Takes what a node sends. */
@FunctionalInterface
public interface Outbox {
  /** Sends it, or loses it. */
  void send(Krpc message, Locator.Ip to);
}
