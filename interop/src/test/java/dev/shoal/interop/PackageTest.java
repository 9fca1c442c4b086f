package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shoal.testkit.Await;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code shoal package} makes runs anywhere, and needs nothing but libc and a shell. */
@Tag("all")
class PackageTest {
  /** Links a runtime, trains an AOT cache and packs 90 MB, perhaps beside other tests. */
  private static final Duration PACKING = Duration.ofMinutes(4);

  @TempDir private static Path root;
  private static Workplace work;

  /** Where it is unpacked: a name that a shell would split. */
  private static Path unpacked;

  @BeforeAll
  static void makeAndUnpack() {
    work = new Workplace(root);
    Path tar = root.resolve("shoal.tar.gz");
    RunningProgram packing = Shoal.run(work, "package", "--output", tar.toString());
    Await.holds(PACKING, work::toString, () -> packing.exit().isPresent());
    packing.awaitExit(0);
    unpacked = work.folder("un packed");
    work.run(
        List.of("tar", "xzf", tar.toString(), "-C", unpacked.toString(), "--strip-components=1"));
  }

  @AfterAll
  static void end() {
    work.close();
  }

  @Test
  void startsThroughALink() throws IOException {
    Path link = Files.createSymbolicLink(root.resolve("link"), unpacked.resolve("bin/shoal"));
    assertThat(said(link.toString(), "version")).first().asString().startsWith("shoal ");
  }

  /** With {@code AOTMode=on} a cache that is refused is an error. */
  @Test
  void usesItsCacheWhereverItIs() {
    List<String> said =
        said(
            "env",
            "SHOAL_JAVA_OPTIONS=-XX:AOTMode=on -Xlog:aot=error:stderr",
            unpacked.resolve("bin/shoal").toString(),
            "version");
    assertThat(said).singleElement().asString().startsWith("shoal ");
  }

  @Test
  void doesWithoutADamagedCacheAndSaysNothing() throws IOException {
    Path copy = work.folder("damaged");
    work.run(List.of("cp", "-R", unpacked + "/.", copy.toString()));
    try (RandomAccessFile cache =
        new RandomAccessFile(copy.resolve("lib/shoal.aot").toFile(), "rw")) {
      cache.setLength(cache.length() / 2);
    }
    List<String> said = said(copy.resolve("bin/shoal").toString(), "version");
    assertThat(said).singleElement().asString().startsWith("shoal ");
  }

  @Test
  void bringsPagesCompletionAndService() {
    assertThat(unpacked.resolve("share/man/man1/shoal-get.1")).isNotEmptyFile();
    assertThat(unpacked.resolve("share/bash-completion/completions/shoal")).isNotEmptyFile();
    assertThat(unpacked.resolve("share/systemd/user/shoal.service")).isNotEmptyFile();
    assertThat(unpacked.resolve("LICENSE")).isNotEmptyFile();
  }

  /** In a root that holds the files of Debian's libc6 and dash, and no other. */
  @Test
  void sharesAndGetsWhereOnlyLibcIs() {
    Path bare = bareRoot();
    Path original = Shape.FOLDER.make(bare.resolve("original"));
    String folder = "/original/" + original.getFileName();
    RunningProgram sharer =
        inside(bare, work.address(), "share", folder, "--once", "--state", "/a");
    sharer.await("a link", () -> link(sharer).isPresent());
    inside(
            bare,
            work.address(),
            "get",
            link(sharer).orElseThrow(),
            "--to",
            "/copy",
            "--state",
            "/b")
        .awaitExit(0);
    Shape.FOLDER.assertIn(bare.resolve("copy"), original);
    sharer.awaitExit(0);
  }

  private static Path bareRoot() {
    assumeTrue(said("id", "-u").equals(List.of("0")), "an empty root needs to be root (chroot)");
    assumeTrue(OtherClient.isOnPath("dpkg"), "an empty root needs Debian's libc6 and dash");
    Path bare = work.folder("bare");
    String copy =
        "cd \"$0\"; dpkg -L libc6 dash | while read -r file; do"
            + " [ ! -f \"$file\" ] || cp -a --parents \"$file\" .; done";
    work.run(List.of("sh", "-ec", copy, bare.toString()));
    work.run(List.of("cp", "-R", unpacked.toString(), bare.resolve("shoal").toString()));
    Stream.of("proc", "dev").forEach(name -> work.folder("bare/" + name));
    assumeTrue(
        said(in(bare, "/bin/sh", "-c", "echo $$")).size() == 1,
        "an empty root needs a mount namespace");
    return bare;
  }

  /** Within the root there are also the kernel's two folders, as on any machine. */
  private static String[] in(Path bare, String... command) {
    String enter =
        "mount --rbind /proc \"$0/proc\"; mount --rbind /dev \"$0/dev\";"
            + " exec env -i /usr/sbin/chroot \"$0\" \"$@\"";
    List<String> all = List.of("unshare", "--mount", "sh", "-ec", enter, bare.toString());
    return Stream.concat(all.stream(), Stream.of(command)).toArray(String[]::new);
  }

  private static RunningProgram inside(Path bare, InetSocketAddress at, String... arguments) {
    List<String> all = new ArrayList<>(List.of("/shoal/bin/shoal"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--bind", at.getHostString(), "--port", "" + at.getPort(), "--json"));
    return work.start(List.of(in(bare, all.toArray(String[]::new))));
  }

  private static Optional<String> link(RunningProgram sharer) {
    return sharer.lines().stream()
        .map(Event::parse)
        .filter(event -> event.is("link"))
        .map(event -> event.text("magnet"))
        .findFirst();
  }

  /** What a command said, on both of its outputs. */
  private static List<String> said(String... command) {
    String[] both = {"sh", "-c", "exec \"$0\" \"$@\" 2>&1"};
    RunningProgram program =
        work.start(Stream.concat(Stream.of(both), Stream.of(command)).toList());
    Await.holds(RunningProgram.PATIENCE, work::toString, () -> program.exit().isPresent());
    return program.lines();
  }
}
