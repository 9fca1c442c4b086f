package dev.shoal.cli.command;

import dev.shoal.base.Bytes;
import dev.shoal.base.Problem;
import dev.shoal.bittorrent.metainfo.Info;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.report.JsonLine;
import dev.shoal.cli.show.Screen;
import dev.shoal.cli.show.Words;
import dev.shoal.content.Disk;
import dev.shoal.content.DiskException;
import dev.shoal.content.Layout;
import dev.shoal.content.LocalDisk;
import dev.shoal.content.SafeNames;
import dev.shoal.content.V1Pieces;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shoal check}. */
@Command(
    name = "check",
    description = "Compares files on the disk with a .torrent; exits with 10 if they differ.",
    footer = {"", "Examples:", "  shoal check photos.torrent --data ~/Downloads"})
final class CheckCommand extends Verb {
  private static final int NAMED = 20; // files told one by one; beyond, their number says enough
  private static final int RANGES = 8; // of one file, likewise

  @Parameters(paramLabel = "FILE", description = "the .torrent")
  private Path torrent = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "the folder the data lies in, or the data itself")
  private Path data = Path.of("");

  CheckCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    Info info = TorrentFiles.read(console.resolve(torrent)).info();
    Layout layout = info.layout();
    LocalDisk disk = new LocalDisk();
    DataFolder there = DataFolder.of(disk, console.resolve(data), layout);
    long[] sizes = there.files().stream().mapToLong(path -> size(disk, path)).toArray();
    BitSet whole = new BitSet();
    whole.set(0, layout.pieces());
    whole.andNot(Damage.incomplete(layout, sizes));
    Screen screen = screen();
    Digesting digesting = new Digesting(console, screen, "checking");
    BitSet good =
        digesting.of(
            layout,
            there.files(),
            hasher ->
                hasher.matching(
                    whole,
                    new V1Pieces(layout, info.pieces()),
                    digesting.drawing(layout.length())));
    List<Damage> damages = Damage.of(layout, good, sizes);
    if (output.json) {
      tellPrograms(screen, info, good, damages);
    } else {
      tellPerson(screen, layout, damages);
    }
    if (damages.isEmpty()) {
      return 0;
    }
    throw different(layout, good, damages, there);
  }

  /** What is not a file counts as nothing. */
  private static long size(LocalDisk disk, Path path) {
    try {
      return disk.status(path).filter(is -> !is.folder()).map(Disk.Status::size).orElse(-1L);
    } catch (DiskException behindAFile) {
      return -1;
    }
  }

  private Problem different(Layout layout, BitSet good, List<Damage> damages, DataFolder there) {
    String get = "shoal get " + Words.quoted(torrent.toString()) + " --overwrite --to ";
    return new Problem(
        Problem.Kind.INVALID,
        Words.count(damages.size(), "file")
            + " of "
            + layout.files().size()
            + " missing or different: "
            + Words.percent(good.cardinality(), layout.pieces())
            + " of the pieces are good",
        there
            .above(layout)
            .map(folder -> get + Words.quoted(console.shown(folder)))
            .orElseGet(() ->
                get
                    + "DIR   once it is named "
                    + Words.quoted(SafeNames.root(layout).toString())
                    + " there"));
  }

  private void tellPrograms(Screen screen, Info info, BitSet good, List<Damage> damages) {
    Layout layout = info.layout();
    for (Damage damage : damages) {
      screen.result(
          JsonLine.event("damaged", console.clock().millis())
              .with("infoHash", info.infoHash().hex())
              .with("path", path(layout, damage.file()))
              .with("kind", damage.kind().name().toLowerCase(Locale.ROOT))
              .with("bytes", layout.files().get(damage.file()).length())
              .withKnown("found", damage.found())
              .withAll(
                  "ranges",
                  damage.ranges().stream()
                      .map(range ->
                          JsonLine.part().with("from", range.from()).with("end", range.end()))
                      .toList())
              .end());
    }
    screen.result(
        JsonLine.event("checked", console.clock().millis())
            .with("infoHash", info.infoHash().hex())
            .with("have", good.cardinality())
            .with("pieces", layout.pieces())
            .with("bad", damages.stream().map(damage -> path(layout, damage.file())).toList())
            .end());
  }

  private void tellPerson(Screen screen, Layout layout, List<Damage> damages) {
    int named = output.verbose ? damages.size() : Math.min(NAMED, damages.size());
    for (Damage damage : damages.subList(0, named)) {
      screen.result(line(layout, damage));
    }
    if (named < damages.size()) {
      screen.result("and " + (damages.size() - named) + " more; -v names them all");
    }
    if (damages.isEmpty()) {
      screen.result(
          "good: "
              + SafeNames.forDisplay(layout.name())
              + "  "
              + Words.count(layout.files().size(), "file")
              + "  "
              + Bytes.format(layout.length()));
    }
  }

  private String line(Layout layout, Damage damage) {
    String path = SafeNames.forDisplay(path(layout, damage.file()));
    long length = layout.files().get(damage.file()).length();
    return switch (damage.kind()) {
      case MISSING -> "missing: " + path;
      case LENGTH ->
          (damage.found() < length ? "shorter: " : "longer: ")
              + path
              + "  "
              + damage.found()
              + " bytes instead of "
              + length
              + (damage.ranges().isEmpty() ? "" : ", bad: " + ranges(damage));
      case DAMAGED -> "damaged: " + path + "  " + ranges(damage);
      case UNKNOWN ->
          "unknown: " + path + "  " + ranges(damage) + ", of which a missing file has a part";
    };
  }

  /** The bytes, the last one included, as people count. */
  private String ranges(Damage damage) {
    List<Damage.Range> all = damage.ranges();
    int named = output.verbose ? all.size() : Math.min(RANGES, all.size());
    String some =
        all.subList(0, named).stream()
            .map(range -> range.from() + "-" + (range.end() - 1))
            .collect(Collectors.joining(", "));
    String rest = named < all.size() ? " and " + (all.size() - named) + " more" : "";
    return "bytes " + some + rest;
  }

  private static String path(Layout layout, int file) {
    return layout.folder() ? String.join("/", layout.files().get(file).path()) : layout.name();
  }
}
