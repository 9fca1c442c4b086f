package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.node.Node;
import dev.shoal.node.Share;
import dev.shoal.node.ShareOptions;
import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes find of each other by multicast alone, on the loopback interface. */
class LanSocketTest {

  @TempDir private Path folder;
  private Node other;

  @BeforeEach
  void begin() throws IOException {
    Files.createDirectories(folder.resolve("Holiday"));
    new Noise(1).file(folder.resolve("Holiday/beach.jpg"), 100_000);
    new Noise(2).file(folder.resolve("secret.txt"), 1000);
    other =
        Node.builder()
            .stateFolder(folder.resolve("other"))
            .bind("lo")
            .port(0)
            .without("mainline")
            .start();
  }

  @AfterEach
  void end() {
    other.close();
  }

  private String share(String path, boolean findable) throws InterruptedException {
    Share share = other.share(folder.resolve(path), ShareOptions.defaults().withFindable(findable));
    return share.link().infoHash().hex();
  }

  private Called shoal(String verb, String... arguments) {
    String[] all = new String[arguments.length + 7];
    all[0] = verb;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    String[] common = {"--bind", "lo", "--port", "0", "--state", "own"};
    System.arraycopy(common, 0, all, 1 + arguments.length, common.length);
    return Called.in(folder, all);
  }

  private Called get(String... arguments) {
    String[] all = new String[arguments.length + 5];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    String[] common = {"--to", "got", "--no-dht", "--no-trackers", "--no-pex"};
    System.arraycopy(common, 0, all, arguments.length, common.length);
    return shoal("get", all);
  }

  /** Neither is told of the other: BEP 14 is all they have. */
  @Test
  void aHashIsEnough() throws Exception {
    String hash = share("Holiday", false);
    assertThat(get(hash, "--no-lan", "--timeout", "1s").exitCode()).as("otherwise").isEqualTo(3);
    Called got = get(hash);
    assertThat(got.exitCode()).as(got.err()).isZero();
    assertThat(folder.resolve("got/Holiday/beach.jpg"))
        .hasSameBinaryContentAs(folder.resolve("Holiday/beach.jpg"));
  }

  @Test
  void whatMayBeFoundIsFoundByItsNameAndNothingElse() throws Exception {
    String hash = share("Holiday", true);
    String _ = share("secret.txt", false);
    Called found = shoal("find", "holiday", "JPG");
    assertThat(found.exitCode()).as(found.err()).isZero();
    assertThat(found.out()).contains("Holiday (beach.jpg)", "1 peer", "idle", "shoal get 'magnet:");
    assertThat(shoal("find", "holiday", "--json").out())
        .contains("\"event\":\"found\"", hash, "127.0.0.1:" + other.port());
    Called nobody = shoal("find", "secret");
    assertThat(nobody.exitCode()).isEqualTo(3);
    assertThat(nobody.err()).contains("nobody on this network", "--findable");
    Called got = get("--lan", "holiday");
    assertThat(got.exitCode()).as(got.err()).isZero();
    assertThat(folder.resolve("got/Holiday/beach.jpg")).exists();
  }

  @Test
  void ofSeveralThePersonPicks() throws Exception {
    String _ = share("Holiday", true);
    String _ = share("secret.txt", true);
    Called got = get("--lan", "e");
    assertThat(got.exitCode()).as(got.err()).isEqualTo(2);
    assertThat(got.err()).contains("several are called so", "secret.txt", "Holiday");
  }

  @Test
  void aPrivateShareIsNotOffered() {
    Called refused =
        shoal("share", "secret.txt", "--private", "--serve-tracker", "--findable", "--for", "1s");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("not to be found by others");
  }
}
