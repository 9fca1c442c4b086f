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
  /** Loopback is one link for all that runs on this machine, other runs of this test as well. */
  private final String mark = Long.toHexString(System.nanoTime());

  private final String holiday = "Holiday" + mark;
  private final String secret = "secret" + mark + ".txt";

  @TempDir private Path folder;
  private Node other;

  @BeforeEach
  void begin() throws IOException {
    Files.createDirectories(folder.resolve(holiday));
    new Noise(1).file(folder.resolve(holiday + "/beach.jpg"), 100_000);
    new Noise(2).file(folder.resolve(secret), 1000);
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
    String hash = share(holiday, false);
    assertThat(get(hash, "--no-lan", "--timeout", "1s").exitCode()).as("otherwise").isEqualTo(3);
    Called got = get(hash);
    assertThat(got.exitCode()).as(got.err()).isZero();
    assertThat(folder.resolve("got/" + holiday + "/beach.jpg"))
        .hasSameBinaryContentAs(folder.resolve(holiday + "/beach.jpg"));
  }

  @Test
  void whatMayBeFoundIsFoundByItsNameAndNothingElse() throws Exception {
    String hash = share(holiday, true);
    String _ = share(secret, false);
    Called found = shoal("find", "holiday" + mark, "JPG");
    assertThat(found.exitCode()).as(found.err()).isZero();
    assertThat(found.out())
        .contains(holiday + " (beach.jpg)", "1 peer", "idle", "shoal get 'magnet:");
    assertThat(shoal("find", "holiday" + mark, "--json").out())
        .contains("\"event\":\"found\"", hash, "127.0.0.1:" + other.port());
    Called nobody = shoal("find", "secret" + mark);
    assertThat(nobody.exitCode()).isEqualTo(3);
    assertThat(nobody.err()).contains("nobody on this network", "--findable");
    Called got = get("--lan", "holiday" + mark);
    assertThat(got.exitCode()).as(got.err()).isZero();
    assertThat(folder.resolve("got/" + holiday + "/beach.jpg")).exists();
  }

  @Test
  void ofSeveralThePersonPicks() throws Exception {
    String _ = share(holiday, true);
    String _ = share(secret, true);
    Called got = get("--lan", mark);
    assertThat(got.exitCode()).as(got.err()).isEqualTo(2);
    assertThat(got.err()).contains("several are called so", secret, holiday);
  }

  @Test
  void aPrivateShareIsNotOffered() {
    Called refused =
        shoal("share", secret, "--private", "--serve-tracker", "--findable", "--for", "1s");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("not to be found by others");
  }
}
