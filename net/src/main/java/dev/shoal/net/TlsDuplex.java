package dev.shoal.net;

import dev.shoal.base.Locator;
import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * TLS around a connection that is made already. One thread at a time uses it; {@link #close} may
 * come from any.
 */
public final class TlsDuplex implements Duplex {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Duplex inner;
  private final SSLEngine engine;
  private final ByteBuffer fromNet; // ready to be read
  private final ByteBuffer toNet; // ready to be filled
  private final ByteBuffer plain; // ready to be read

  /**
   * Shakes hands as the client, at an address that was checked already. The certificate must be
   * trusted and be for the host.
   *
   * @throws ConnectionException if the other side is not the host
   */
  static TlsDuplex client(Duplex inner, String host, SSLContext context) {
    SSLEngine engine = context.createSSLEngine(host, inner.remote().port());
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 9110 4.3.4
    if (Binding.literal(host).isEmpty()) {
      parameters.setServerNames(List.of(serverName(host))); // RFC 6066 3: names only
    }
    engine.setSSLParameters(parameters);
    return new TlsDuplex(inner, engine);
  }

  /**
   * Shakes hands as the server, with the certificate of the context.
   *
   * @throws ConnectionException if the other side does not want to
   */
  public static TlsDuplex server(Duplex inner, SSLContext context) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    return new TlsDuplex(inner, engine);
  }

  private TlsDuplex(Duplex inner, SSLEngine engine) {
    this.inner = inner;
    this.engine = engine;
    int packet = engine.getSession().getPacketBufferSize();
    this.fromNet = ByteBuffer.allocate(packet).flip();
    this.toNet = ByteBuffer.allocate(packet);
    this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
    try {
      engine.beginHandshake();
      shakeHands();
    } catch (SSLException e) {
      throw refused(e);
    }
  }

  @Override
  public long read(ByteBuffer[] into) {
    try {
      while (!plain.hasRemaining()) {
        if (!unwrap()) {
          return -1;
        }
        shakeHands(); // a change of keys may call for an answer (RFC 8446 4.6.3)
      }
    } catch (SSLException e) {
      throw refused(e);
    }
    return new PushbackDuplex(inner, plain).read(into);
  }

  @Override
  public void write(ByteBuffer[] from) {
    try {
      for (ByteBuffer buffer : from) {
        while (buffer.hasRemaining()) {
          wrap(buffer);
        }
      }
    } catch (SSLException e) {
      throw refused(e);
    }
  }

  private static SNIHostName serverName(String host) {
    try {
      return new SNIHostName(host);
    } catch (IllegalArgumentException e) {
      throw new ConnectionException("no host name: " + host, e);
    }
  }

  private void shakeHands() throws SSLException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          for (Runnable task = engine.getDelegatedTask(); task != null; ) {
            task.run();
            task = engine.getDelegatedTask();
          }
        }
        case NEED_WRAP -> wrap(NOTHING);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!unwrap()) {
            throw new ConnectionException("closed by the other side");
          }
        }
        case FINISHED, NOT_HANDSHAKING -> {
          return;
        }
      }
      if (engine.isOutboundDone()) {
        return;
      }
    }
  }

  private void wrap(ByteBuffer bytes) throws SSLException {
    SSLEngineResult result = engine.wrap(bytes, toNet.clear());
    if (result.getStatus() == SSLEngineResult.Status.CLOSED && result.bytesProduced() == 0) {
      throw new ConnectionException("closed by the other side");
    }
    inner.write(new ByteBuffer[] {toNet.flip()});
  }

  /** Reads one record; false at the proper end. */
  private boolean unwrap() throws SSLException {
    while (true) {
      SSLEngineResult result;
      plain.compact();
      try {
        result = engine.unwrap(fromNet, plain);
      } finally {
        plain.flip();
      }
      switch (result.getStatus()) {
        case OK -> {
          return true;
        }
        case CLOSED -> {
          return false;
        }
        case BUFFER_UNDERFLOW -> {
          fromNet.compact();
          long count = inner.read(new ByteBuffer[] {fromNet});
          fromNet.flip();
          if (count < 0) { // without close_notify, anybody on the way may have cut it
            throw new ConnectionException("cut off by the other side");
          }
        }
        case BUFFER_OVERFLOW -> throw new SSLException("a record that does not fit");
      }
    }
  }

  private static ConnectionException refused(SSLException e) {
    return new ConnectionException("no trust: " + e.getMessage(), e);
  }

  @Override
  public Locator.Ip local() {
    return inner.local();
  }

  @Override
  public Locator.Ip remote() {
    return inner.remote();
  }

  @Override
  public void close() {
    inner.close();
  }
}
