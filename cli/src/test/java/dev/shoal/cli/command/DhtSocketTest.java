package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.node.Node;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb {@code dht} with one other node on loopback. */
class DhtSocketTest {
  private static final String ID = "0123456789abcdef0123456789abcdef01234567";

  @TempDir private Path folder;
  private Node first;

  @BeforeEach
  void begin() {
    first = Node.builder().stateFolder(folder.resolve("first")).bind("lo").port(0).start();
  }

  @AfterEach
  void end() {
    first.close();
  }

  private Called dht(String... arguments) throws Exception {
    return dht(first.port(), arguments);
  }

  private Called dht(int port, String... arguments) throws Exception {
    String[] all = new String[arguments.length + 9];
    all[0] = "dht";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    String[] common = {
      "--bind", "lo", "--port", "0", "--state", "own", "--bootstrap", "127.0.0.1:" + port
    };
    System.arraycopy(common, 0, all, 1 + arguments.length, common.length);
    return Called.in(folder, all);
  }

  @Test
  void lookupShowsTheWay() throws Exception {
    Called lookup = dht("lookup", ID);
    assertThat(lookup.exitCode()).isZero();
    assertThat(lookup.out()).contains("127.0.0.1:" + first.port());
    assertThat(lookup.err()).contains("hop  at ms", "0 did not answer");
    Called recursive = dht("lookup", "--recursive", ID, "--json");
    assertThat(recursive.exitCode()).isZero();
    assertThat(recursive.out()).contains("\"event\":\"listening\"", "\"event\":\"journey\"");
  }

  @Test
  void whatIsPutCanBeGot() throws Exception {
    Called put = dht("put", "hallo");
    assertThat(put.exitCode()).isZero();
    Called get = dht("get", put.out().strip());
    assertThat(get.out()).isEqualTo("hallo\n");
    Called key = dht("put", "--signed", "--salt", "s", "eins");
    assertThat(dht("get", "--salt", "s", key.out().strip()).out()).isEqualTo("eins\n");
  }

  @Test
  void whatIsAnnouncedIsFound() throws Exception {
    assertThat(dht("peers", ID).exitCode()).as("nobody").isEqualTo(3);
    Called announce = dht("announce", ID);
    assertThat(announce.out()).isEqualTo("announced to 1 node\n");
    Called peers = dht("peers", ID);
    assertThat(peers.exitCode()).isZero();
    assertThat(peers.out()).startsWith("127.0.0.1:");
    assertThat(dht("sample", ID).out()).contains(ID);
  }

  @Test
  void whatMakesNoSenseIsToldSo() throws Exception {
    assertThat(dht("dance").err()).contains("one of lookup, peers");
    assertThat(dht("lookup").err()).contains("what is missing");
    Called noId = dht("lookup", "xyz");
    assertThat(noId.exitCode()).isEqualTo(2);
    assertThat(noId.err()).contains("not 40 hexadecimal digits: xyz");
    assertThat(dht("put", "x".repeat(1000)).err()).contains("at most 1000 bytes");
  }
}
