package dev.shoal.cli.command;

import dev.shoal.base.Bytes;
import dev.shoal.base.Problem;
import dev.shoal.bittorrent.metainfo.Info;
import dev.shoal.cli.report.JsonLine;
import dev.shoal.cli.report.Reporter;
import dev.shoal.cli.show.Screen;
import dev.shoal.cli.show.Words;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import dev.shoal.content.LocalDisk;
import dev.shoal.content.SafeNames;
import dev.shoal.content.V1Pieces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
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
    List<Path> files = DataFolder.files(new LocalDisk(), console.resolve(data), layout);
    Screen screen = screen();
    Digesting digesting = new Digesting(console, screen, "checking");
    BitSet all = new BitSet();
    all.set(0, layout.pieces());
    BitSet good =
        digesting.of(
            layout,
            files,
            hasher ->
                hasher.matching(
                    all, new V1Pieces(layout, info.pieces()), digesting.drawing(layout.length())));
    List<Integer> bad = badFiles(layout, good, files);
    tell(screen, layout, good, bad, info);
    if (bad.isEmpty() && good.cardinality() == layout.pieces()) {
      return 0;
    }
    throw new Problem(
        Problem.Kind.INVALID,
        Words.count(bad.size(), "file")
            + " of "
            + layout.files().size()
            + " missing or different: "
            + Words.percent(good.cardinality(), layout.pieces())
            + " of the pieces are good",
        "shoal get " + Words.quoted(torrent.toString()) + " --to DIR   fetches what is missing");
  }

  private void tell(Screen screen, Layout layout, BitSet good, List<Integer> bad, Info info) {
    if (output.json) {
      screen.result(
          JsonLine.event("checked", console.clock().millis())
              .with("infoHash", info.infoHash().hex())
              .with("have", good.cardinality())
              .with("pieces", layout.pieces())
              .with("bad", bad.stream().map(file -> path(layout, file)).toList())
              .end());
      return;
    }
    Reporter reporter = reporter(screen);
    for (int file : bad.subList(0, Math.min(NAMED, bad.size()))) {
      reporter.note("differs: " + SafeNames.forDisplay(path(layout, file)));
    }
    if (bad.isEmpty()) {
      screen.result(
          "good: "
              + SafeNames.forDisplay(layout.name())
              + "  "
              + Words.count(layout.files().size(), "file")
              + "  "
              + Bytes.format(layout.length()));
    }
  }

  /** Files that are not there, of another size, or with bytes in a piece that is not good. */
  private static List<Integer> badFiles(Layout layout, BitSet good, List<Path> files) {
    LocalDisk disk = new LocalDisk();
    List<Integer> bad = new ArrayList<>();
    for (int i = 0; i < layout.files().size(); i++) {
      FileEntry file = layout.files().get(i);
      int firstBad = good.nextClearBit(layout.firstPiece(i));
      boolean sameSize =
          file.padding()
              || disk.status(files.get(i))
                  .filter(is -> !is.folder() && is.size() == file.length())
                  .isPresent();
      if (!sameSize || firstBad < layout.endPiece(i)) {
        bad.add(i);
      }
    }
    return bad;
  }

  private static String path(Layout layout, int file) {
    return layout.folder() ? String.join("/", layout.files().get(file).path()) : layout.name();
  }
}
