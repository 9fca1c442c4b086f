package dev.shoal.tracker;

import dev.shoal.base.Problem;
import dev.shoal.net.Binding;
import dev.shoal.net.Duplex;
import dev.shoal.net.PemCertificate;
import dev.shoal.net.TcpTransport;
import dev.shoal.net.TlsDuplex;
import dev.shoal.net.Transport;
import dev.shoal.tracker.http.HttpTracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * The HTTPS side of a tracker: connections that come through TLS, each on a virtual thread. The
 * certificate is read again when its files change, as those that renew it do not ask anybody.
 */
final class HttpsSide implements AutoCloseable {
  private final PemCertificate certificate;
  private final HttpTracker http;
  private final Transport.Listener listener;
  private volatile SSLContext context;
  private List<FileTime> read; // by the housekeeper

  /**
   * Listens and serves.
   *
   * @throws Problem of kind CONFLICT if the port is taken; of another kind if the certificate makes
   *     no sense
   */
  HttpsSide(Binding binding, TrackerSettings.Https https, HttpTracker http) {
    this.certificate = https.certificate();
    this.http = http;
    this.read = modified();
    this.context = certificate.context();
    this.listener = new TcpTransport(binding).listen(https.port(), this::accept);
  }

  int port() {
    return listener.port();
  }

  private void accept(Duplex connection) {
    http.serve(connection, raw -> TlsDuplex.server(raw, context));
  }

  /**
   * Reads the certificate again if its files have changed, and ends silent connections.
   *
   * @return whether they had
   * @throws Problem if they make no sense; the certificate as it was goes on to be shown
   */
  boolean keepHouse() {
    http.sweep();
    List<FileTime> now = modified();
    if (now.equals(read)) {
      return false;
    }
    read = now;
    context = certificate.context();
    return true;
  }

  private List<FileTime> modified() {
    return certificate.files().stream().map(HttpsSide::modified).toList();
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException gone) { // for a moment, while it is replaced
      return FileTime.fromMillis(0);
    }
  }

  @Override
  public void close() {
    listener.close();
    http.close();
  }
}
