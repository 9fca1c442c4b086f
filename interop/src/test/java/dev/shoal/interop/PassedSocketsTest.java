package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tracker on sockets that another program opened, as a service manager does. */
class PassedSocketsTest {
  /** Opens both sockets at the place of the first argument, and becomes the rest. */
  private static final String MANAGER =
      """
      import os, socket, sys
      host, port = sys.argv[1], int(sys.argv[2])
      tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
      tcp.bind((host, port))
      tcp.listen(100)
      udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      udp.bind((host, port))
      os.dup2(tcp.fileno(), 30)
      os.dup2(udp.fileno(), 31)
      os.dup2(30, 3)
      os.dup2(31, 4)
      os.environ['LISTEN_PID'] = str(os.getpid())
      os.environ['LISTEN_FDS'] = '2'
      os.execv(sys.argv[3], sys.argv[3:])
      """;

  @TempDir private Path folder;

  @Test
  void itServesAtThemAndNotAtPortsOfItsOwn() throws IOException {
    assumeTrue(OtherClient.isOnPath("python3"), "python3 is not installed");
    try (Workplace work = new Workplace(folder)) {
      InetSocketAddress at = work.address();
      String port = "" + at.getPort();
      Path script = Files.writeString(work.home().resolve("manager.py"), MANAGER);
      List<String> tracker =
          List.of("tracker", "--json", "--no-save", "--state", work.home().toString());
      Shoal shoal =
          Shoal.by(
              work, new String[] {"python3", script.toString(), at.getHostString(), port}, tracker);
      Event listening = shoal.await("listening");
      assertThat(listening.number("http")).isEqualTo(at.getPort());
      assertThat(listening.number("udp")).isEqualTo(at.getPort());
      String url = "http://" + Workplace.text(at) + "/scrape?info_hash=aaaaaaaaaaaaaaaaaaaa";
      try (InputStream answer = URI.create(url).toURL().openStream()) {
        assertThat(new String(answer.readAllBytes(), StandardCharsets.ISO_8859_1))
            .startsWith("d5:files");
      }
      assertThat(connectAt(at)).isEqualTo(16);
      shoal.stop();
      shoal.awaitExit(143);
    }
  }

  /** Asks for a connection id (BEP 15); the length of the answer. */
  private static int connectAt(InetSocketAddress at) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout((int) RunningProgram.PATIENCE.toMillis());
      byte[] connect = ByteBuffer.allocate(16).putLong(0x41727101980L).putInt(0).array();
      socket.send(new DatagramPacket(connect, connect.length, at));
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      socket.receive(answer);
      return answer.getLength();
    }
  }
}
