package dev.shoal.cli.command;

import dev.shoal.base.Bytes;
import dev.shoal.bittorrent.metainfo.Info;
import dev.shoal.bittorrent.metainfo.InfoWriter;
import dev.shoal.bittorrent.metainfo.Magnet;
import dev.shoal.bittorrent.metainfo.Metainfo;
import dev.shoal.bittorrent.metainfo.PieceSizes;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.report.JsonLine;
import dev.shoal.cli.report.Reporter;
import dev.shoal.cli.show.Screen;
import dev.shoal.cli.show.Words;
import dev.shoal.content.Layout;
import dev.shoal.content.Walk;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shoal create}. */
@Command(
    name = "create",
    description = "Makes a .torrent of a file or folder.",
    footer = {
      "",
      "Examples:",
      "  shoal create photos -o photos.torrent",
      "  shoal create film.mkv -o film.torrent --tracker udp://one.example:6969/announce",
      "  shoal create data -o data.torrent --piece-size 4MiB --exclude '*.tmp' --no-date"
    })
final class CreateCommand extends Verb {
  @Parameters(paramLabel = "PATH", description = "the file or folder")
  private Path path = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "where to write it; default: the name of PATH and .torrent")
  private Optional<Path> target = Optional.empty();

  @Option(names = "--overwrite", description = "replace FILE if it is there")
  private boolean overwrite;

  @Option(names = "--format", paramLabel = "v1", description = "the version of BitTorrent: v1")
  private String format = "v1";

  @Option(
      names = "--piece-size",
      paramLabel = "SIZE",
      description = "bytes of a piece, 16KiB to 64MiB; default: by the size of the data")
  private Optional<String> pieceSize = Optional.empty();

  @Option(
      names = "--tracker",
      paramLabel = "URL",
      description = "a tier of trackers; a comma joins several to one tier; repeatable")
  private List<String> trackers = new ArrayList<>();

  @Option(
      names = "--web-seed",
      paramLabel = "URL",
      description = "a server that has the files; repeatable")
  private List<String> webSeeds = new ArrayList<>();

  @Option(names = "--private", description = "only its own trackers may name peers")
  private boolean isPrivate;

  @Option(names = "--comment", paramLabel = "TEXT", description = "a word about it")
  private Optional<String> comment = Optional.empty();

  @Option(
      names = "--source",
      paramLabel = "TEXT",
      description = "what a private tracker wants written, to have an info-hash of its own")
  private String source = "";

  @Option(names = "--no-date", description = "no date, so that equal data gives equal bytes")
  private boolean noDate;

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "files and folders to leave out; repeatable")
  private List<String> excludes = new ArrayList<>();

  CreateCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    Formats.requireV1(format);
    long asked = pieceSize.map(Bytes::parse).orElse(0L);
    List<List<URI>> tiers = trackers.stream().map(Urls::tier).toList();
    Path what = console.existing(path);
    Screen screen = screen();
    Reporter reporter = reporter(screen);
    Walk walk = Walk.of(what, excludes, length -> PieceSizes.chosen(asked, length));
    walk.skipped().forEach(skipped -> reporter.warning(skipped, ""));
    Layout layout = walk.layout();
    Digesting digesting = new Digesting(console, screen, "hashing");
    byte[] digests =
        digesting.of(
            layout, walk.sources(), hasher -> hasher.all(digesting.drawing(layout.length())));
    Info info = InfoWriter.write(layout, digests, isPrivate, source);
    Path file = console.resolve(target.orElse(Path.of(layout.name() + ".torrent")));
    TorrentFiles.write(file, metainfo(info, tiers).encode(), overwrite);
    tell(screen, reporter, info, tiers, file);
    return 0;
  }

  private Metainfo metainfo(Info info, List<List<URI>> tiers) {
    long seconds = console.clock().millis() / 1000;
    return new Metainfo(
        info,
        tiers,
        webSeeds.stream().map(Urls::webSeed).toList(),
        comment,
        Optional.of("Shoal/" + VersionCommand.version()),
        noDate ? OptionalLong.empty() : OptionalLong.of(seconds));
  }

  private void tell(Screen screen, Reporter reporter, Info info, List<List<URI>> tiers, Path file) {
    Layout layout = info.layout();
    List<URI> all = tiers.stream().flatMap(List::stream).toList();
    String magnet =
        new Magnet(
                info.infoHash(),
                Optional.of(layout.name()),
                OptionalLong.of(layout.length()),
                all,
                List.of(),
                webSeeds.stream().map(Urls::webSeed).toList(),
                List.of())
            .format();
    if (output.json) {
      screen.result(
          JsonLine.event("created", console.clock().millis())
              .with("path", file.toString())
              .with("infoHash", info.infoHash().hex())
              .with("magnet", magnet)
              .with("bytes", layout.length())
              .with("pieces", layout.pieces())
              .with("pieceSize", layout.pieceLength())
              .with("files", layout.files().size())
              .end());
      return;
    }
    reporter.note(
        Words.count(layout.files().size(), "file")
            + "  "
            + Bytes.format(layout.length())
            + "  "
            + Words.count(layout.pieces(), "piece")
            + " of "
            + Bytes.format(layout.pieceLength()));
    reporter.note(magnet);
    screen.result(file.toString());
  }
}
