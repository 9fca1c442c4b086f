package dev.shoal.cli.demo;

import dev.shoal.base.Bytes;
import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import dev.shoal.net.Binding;
import dev.shoal.node.Exchange;
import dev.shoal.node.GetOptions;
import dev.shoal.node.Node;
import dev.shoal.node.Share;
import dev.shoal.node.ShareOptions;
import dev.shoal.tracker.Tracker;
import dev.shoal.tracker.TrackerSettings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The nodes of a tour, their tracker and their files. What runs is gone when it is closed; the
 * files are the folder's owner's.
 */
final class Stage implements AutoCloseable {
  private static final String FILE = "reef.bin";
  private static final String SHARER = "sharer";
  private static final String LIAR = "liar";
  private static final int BLOCK = 16 << 10; // what peers ask for at once (BEP 3)
  private static final int CHUNK = 1 << 20;

  private final Path folder;
  private final Plan plan;
  private final Tracker tracker = Tracker.start(TrackerSettings.on(Binding.loopback()));
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Integer, String> names = new HashMap<>();

  /** A stage that is empty but for a tracker. */
  Stage(Path folder, Plan plan) {
    this.folder = folder;
    this.plan = plan;
  }

  /** The file that all copies are to be like. */
  Path original() {
    return folder.resolve(SHARER).resolve(FILE);
  }

  /**
   * Makes the file, starts all nodes and lets the getters go; the nodes in the order of a {@link
   * Scene}.
   *
   * @throws Problem if there is no room, or a node cannot do its part
   */
  List<Actor> raise() throws IOException, InterruptedException {
    requireRoom();
    List<Actor> actors = new ArrayList<>();
    Node sharer = node(SHARER, plan.up());
    Node liar = node(LIAR, plan.liarUp());
    Share share = share(sharer, write(SHARER));
    Exchange lie = lie(liar);
    actors.add(new Actor(SHARER, Role.SHARER, share, names));
    String link = share.link().text();
    List<Node> getters = new ArrayList<>();
    for (int i = 1; i <= plan.getters(); i++) {
      getters.add(node("getter " + i, 0));
    }
    for (Node getter : getters) {
      String name = name(getter);
      GetOptions options = GetOptions.defaults().withInto(folder.resolve(name));
      actors.add(new Actor(name, Role.GETTER, getter.get(link, options), names));
    }
    actors.add(new Actor(LIAR, Role.LIAR, lie, names));
    return actors;
  }

  private void requireRoom() throws IOException {
    long free = Files.getFileStore(Files.createDirectories(folder)).getUsableSpace();
    if (free < plan.space()) {
      throw new Problem(
          Problem.Kind.STORAGE,
          "all copies together need "
              + Bytes.format(plan.space())
              + ", and "
              + Bytes.format(free)
              + " are free",
          "a smaller --size, or another disk with --state");
    }
  }

  private Node node(String name, long up) {
    Path state = folder.resolve(name).resolve("state");
    Node node =
        Node.builder().stateFolder(state).bind("lo").port(0).upLimit(up).without("lan").start();
    nodes.add(node);
    names.put(node.port(), name);
    return node;
  }

  private String name(Node node) {
    return names.getOrDefault(node.port(), "");
  }

  private Share share(Node node, Path file) {
    List<URI> trackers = new ArrayList<>();
    for (Locator.Ip at : node.listening()) {
      trackers.addAll(tracker.announceUrls(at.address()));
    }
    return node.share(file, ShareOptions.defaults().withTrackers(trackers));
  }

  /** Shares a right copy and spoils it behind the node's back: whatever it gives is wrong. */
  private Share lie(Node liar) throws IOException, InterruptedException {
    Path copy = write(LIAR);
    Share lie = share(liar, copy);
    var _ = lie.link(); // by then it was read and named
    FileTime time = Files.getLastModifiedTime(copy);
    try (FileChannel file =
        FileChannel.open(copy, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      for (long at = 0; at < file.size(); at += BLOCK) {
        file.read(one.clear(), at);
        one.put(0, (byte) ~one.get(0));
        file.write(one.flip(), at);
      }
    }
    Files.setLastModifiedTime(copy, time); // a node looks at it to notice changes
    return lie;
  }

  /** The file, the same each time, with a time that any file system can keep. */
  private Path write(String name) throws IOException {
    Path file = Files.createDirectories(folder.resolve(name)).resolve(FILE);
    SplittableRandom noise = new SplittableRandom(plan.size());
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (long left = plan.size(); left > 0; left -= CHUNK) {
        noise.nextBytes(chunk);
        out.write(chunk, 0, (int) Math.min(CHUNK, left));
      }
    }
    var written = Files.getLastModifiedTime(file).toInstant();
    Files.setLastModifiedTime(file, FileTime.from(written.truncatedTo(ChronoUnit.SECONDS)));
    return file;
  }

  @Override
  public void close() {
    List<Thread> closing =
        nodes.stream().map(node -> Thread.ofVirtual().name("closing").start(node::close)).toList();
    try {
      for (Thread thread : closing) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tracker.close();
  }
}
