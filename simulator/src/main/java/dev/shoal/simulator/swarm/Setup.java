package dev.shoal.simulator.swarm;

import dev.shoal.base.Bytes;
import dev.shoal.base.Problem;
import dev.shoal.bittorrent.piece.Blocks;
import dev.shoal.simulator.Parameter;
import dev.shoal.simulator.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * What one run is made of.
 *
 * @param peers that want the file
 * @param neighbours that a peer looks for
 * @param lines of those who want it
 * @param seederLine of each seeder
 * @param delayNanos of a message, about
 */
record Setup(
    long seed,
    int peers,
    long size,
    int piece,
    int seeders,
    int neighbours,
    Arrival arrival,
    boolean seederLeaves,
    Shares shares,
    List<LineClass> lines,
    LineClass seederLine,
    long delayNanos,
    long diskNanos,
    long hashNanos,
    long limitNanos) {
  private static final int MOST_NODES = 200_000;
  private static final int MOST_PIECE = 64 << 20;
  private static final long SECOND = 1_000_000_000L;

  Setup {
    lines = List.copyOf(lines);
  }

  /** When peers come: all within so long, or one by one with that mean in all. */
  record Arrival(boolean poisson, long nanos) {}

  /** Parts of the peers, 0 to 1: who gives nothing, who lies, who leaves when complete. */
  record Shares(double freeRiders, double liars, double leave) {}

  /**
   * A kind of line.
   *
   * @param weight how many have it, compared with other kinds
   */
  record LineClass(long up, long down, double weight) {}

  /** What can be told, with its defaults. */
  static List<Parameter> parameters() {
    return List.of(
        new Parameter("nodes", "300", "peers that want the file"),
        new Parameter("seed", "1", "of all chance"),
        new Parameter("swarm.size", "64MiB", "bytes of the file"),
        new Parameter("swarm.piece", "256KiB", "bytes of a piece, a multiple of 16KiB"),
        new Parameter("swarm.seeders", "1", "peers that have the file at the beginning"),
        new Parameter(
            "swarm.server.up", "2MiB", "bytes a second that a seeder, or a server, gives"),
        new Parameter(
            "swarm.up", "512KiB", "bytes a second that a peer gives; kinds as 128KiB*3,1MiB*1"),
        new Parameter("swarm.down", "4MiB", "bytes a second that a peer takes; one, or as many"),
        new Parameter("swarm.neighbours", "40", "peers that a peer is connected with, about"),
        new Parameter("swarm.arrival", "flash", "flash: all come in the same time; or poisson"),
        new Parameter("swarm.arrival.seconds", "10", "the time in which peers come"),
        new Parameter("swarm.leave", "0", "share of peers that leave when they are complete"),
        new Parameter("swarm.seeder.leaves", "no", "seeders leave once every piece is with others"),
        new Parameter("swarm.freeriders", "0", "share of peers that give nothing"),
        new Parameter("swarm.liars", "0", "peers that give wrong bytes, as a share of the others"),
        new Parameter("swarm.delay", "40", "ms that a message takes, about"),
        new Parameter("swarm.disk", "0", "ms until a disk has written"),
        new Parameter("swarm.hash", "0", "ms until a piece is checked"),
        new Parameter("swarm.hours", "48", "simulated time after which it ends in any case"),
        new Parameter(
            "swarm.sweep", "1,3,10,30,100,300", "peers to compare with a server; - for none"),
        new Parameter("swarm.server.measure", "100", "most peers for which the server runs too"));
  }

  static Setup of(Parameters said) {
    int piece = (int) bytes(said, "swarm.piece", Blocks.SIZE, MOST_PIECE);
    if (piece % Blocks.SIZE != 0) {
      throw wrong("swarm.piece", "a multiple of 16KiB", said);
    }
    String arrival = said.text("swarm.arrival");
    if (!arrival.equals("flash") && !arrival.equals("poisson")) {
      throw wrong("swarm.arrival", "flash or poisson", said);
    }
    long up = bytes(said, "swarm.server.up", 1, 1L << 40);
    return new Setup(
        said.number("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        said.count("nodes", 1, MOST_NODES),
        bytes(said, "swarm.size", 1, 1L << 50),
        piece,
        said.count("swarm.seeders", 1, MOST_NODES),
        said.count("swarm.neighbours", 1, 1000),
        new Arrival(
            arrival.equals("poisson"),
            Math.round(said.fraction("swarm.arrival.seconds", 0, 1e7) * SECOND)),
        said.flag("swarm.seeder.leaves"),
        new Shares(
            said.fraction("swarm.freeriders", 0, 1),
            said.fraction("swarm.liars", 0, 10),
            said.fraction("swarm.leave", 0, 1)),
        lines(said),
        new LineClass(up, up, 1),
        said.millis("swarm.delay"),
        said.millis("swarm.disk"),
        said.millis("swarm.hash"),
        Math.round(said.fraction("swarm.hours", 0.001, 1e5) * 3600 * SECOND));
  }

  private static long bytes(Parameters said, String name, long least, long most) {
    long bytes = Bytes.parse(said.text(name));
    if (bytes < least || bytes > most) {
      throw wrong(name, "from " + Bytes.format(least) + " to " + Bytes.format(most), said);
    }
    return bytes;
  }

  private static List<LineClass> lines(Parameters said) {
    String[] up = said.text("swarm.up").split(",", -1);
    String[] down = said.text("swarm.down").split(",", -1);
    if (down.length != 1 && down.length != up.length) {
      throw wrong("swarm.down", "one rate, or as many as swarm.up has", said);
    }
    List<LineClass> lines = new ArrayList<>();
    for (int i = 0; i < up.length; i++) {
      String[] parts = up[i].split("\\*", 2);
      double weight = parts.length == 1 ? 1 : weight(parts[1], said);
      long taken = Bytes.parse(down[down.length == 1 ? 0 : i].replaceFirst("\\*.*", ""));
      long given = Bytes.parse(parts[0]);
      if (taken < 1 || given < 1) {
        throw wrong("swarm.up", "1 byte a second or more, as is swarm.down", said);
      }
      lines.add(new LineClass(given, taken, weight));
    }
    return lines;
  }

  private static double weight(String text, Parameters said) {
    try {
      double weight = Double.parseDouble(text.strip());
      if (weight > 0 && weight < 1e9) {
        return weight;
      }
    } catch (NumberFormatException notOne) {
      throw wrong("swarm.up", "rates with weights, as 128KiB*3,1MiB*1", said);
    }
    throw wrong("swarm.up", "rates with weights, as 128KiB*3,1MiB*1", said);
  }

  private static Problem wrong(String name, String wanted, Parameters said) {
    return new Problem(
        Problem.Kind.USAGE, name + " is " + wanted + ", not \"" + said.text(name) + "\"", "");
  }

  /** The same file and lines without anything that goes wrong: what the theory speaks of. */
  Setup plain(int count) {
    return new Setup(
        seed,
        count,
        size,
        piece,
        seeders,
        neighbours,
        new Arrival(false, 0),
        false,
        new Shares(0, 0, 0),
        lines,
        seederLine,
        delayNanos,
        diskNanos,
        hashNanos,
        limitNanos);
  }
}
