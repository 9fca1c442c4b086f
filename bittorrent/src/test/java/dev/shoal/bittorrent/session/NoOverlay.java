package dev.shoal.bittorrent.session;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.host.Overlay;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** An overlay of which nothing but the port matters. */
class NoOverlay implements Overlay {
  static final int PORT = 6881;

  @Override
  public int port() {
    return PORT;
  }

  @Override
  public void named(Locator.Ip node) {}

  @Override
  public List<Standing> standing() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Journey lookup(NodeId target, Consumer<Step> steps) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Journey lookupRecursively(NodeId target, Consumer<Step> steps) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Journey peers(Hash content, Consumer<Step> steps) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int announce(Hash content, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Stored> get(NodeId target, Optional<Signer> key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Receipt put(byte[] value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Receipt putSigned(byte[] value, byte[] salt, OptionalLong cas) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Sample> sample(NodeId target) {
    throw new UnsupportedOperationException();
  }
}
