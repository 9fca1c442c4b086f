package dev.shoal.cli.command;

import dev.shoal.base.Bytes;
import dev.shoal.bittorrent.metainfo.Info;
import dev.shoal.bittorrent.metainfo.Magnet;
import dev.shoal.bittorrent.metainfo.Metainfo;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.report.JsonLine;
import dev.shoal.cli.show.Columns;
import dev.shoal.cli.show.Words;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import dev.shoal.content.SafeNames;
import dev.shoal.host.Scraped;
import dev.shoal.node.Node;
import dev.shoal.node.NodeBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shoal show}. */
@Command(
    name = "show",
    description = "Says what is in a .torrent file or a link, without asking anybody by itself.",
    footer = {
      "",
      "Examples:",
      "  shoal show photos.torrent",
      "  shoal show --json 'magnet:?xt=urn:btih:…'",
      "  shoal show --scrape photos.torrent"
    })
final class ShowCommand extends Verb {
  private static final int LABEL = 12;

  @Parameters(paramLabel = "LINK|FILE", description = "a .torrent file, magnet link or info-hash")
  private String what = "";

  @Option(names = "--scrape", description = "ask its trackers how many peers have it")
  private boolean scrape;

  @Mixin private final PlaceOptions place = new PlaceOptions();

  ShowCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    Path file = Path.of("");
    boolean isFile = false;
    if (!what.startsWith("magnet:")) {
      file = console.resolve(Path.of(what));
      isFile = Files.exists(file);
    }
    if (isFile) {
      Metainfo torrent = TorrentFiles.read(file);
      if (output.json) {
        console.out().println(json(torrent));
      } else {
        text(torrent);
      }
    } else {
      Magnet magnet = Magnet.parse(what);
      if (output.json) {
        console.out().println(json(magnet));
      } else {
        text(magnet);
      }
    }
    if (scrape) {
      scrape(isFile ? file.toString() : what);
    }
    return 0;
  }

  private void scrape(String name) {
    NodeBuilder builder =
        Node.builder().stateFolder(place.stateFolder(console)).port(place.port().orElse(0));
    place.bind().ifPresent(builder::bind);
    try (Node node = builder.start()) {
      node.scrape(name).forEach(this::tell);
    }
  }

  private void tell(Scraped scraped) {
    if (output.json) {
      JsonLine line =
          JsonLine.event("scraped", console.clock().millis())
              .with("tracker", scraped.tracker().toString());
      scraped
          .failure()
          .ifPresentOrElse(
              failure -> line.with("failure", failure),
              () ->
                  line.with("seeds", scraped.seeds())
                      .with("leechers", scraped.leechers())
                      .with("completed", scraped.completed()));
      console.out().println(line.end());
    } else {
      String said =
          scraped
              .failure()
              .orElseGet(() ->
                  scraped.seeds()
                      + " have all of it, "
                      + scraped.leechers()
                      + " some, "
                      + scraped.completed()
                      + " have become complete");
      line("swarm", scraped.tracker() + ": " + said);
    }
  }

  private void text(Metainfo torrent) {
    Info info = torrent.info();
    Layout layout = info.layout();
    line("name", layout.name());
    line("info-hash", info.infoHash().hex());
    line("size", Bytes.format(layout.length()) + " (" + layout.length() + " bytes)");
    line("pieces", layout.pieces() + " of " + Bytes.format(layout.pieceLength()));
    if (info.isPrivate()) {
      line("private", "only its trackers may name peers");
    }
    info.source().ifPresent(source -> line("source", source));
    torrent.comment().ifPresent(comment -> line("comment", comment));
    torrent.createdBy().ifPresent(by -> line("made by", by));
    torrent.creationDate().ifPresent(at -> line("made at", Instant.ofEpochSecond(at).toString()));
    for (List<URI> tier : torrent.trackers()) {
      line("trackers", String.join(", ", tier.stream().map(URI::toString).toList()));
    }
    torrent.webSeeds().forEach(seed -> line("web seed", seed.toString()));
    console.out().println(magnet(torrent).format());
    console.out().println();
    int width = String.valueOf(layout.files().size()).length();
    for (int i = 0; i < layout.files().size(); i++) {
      FileEntry file = layout.files().get(i);
      if (!file.padding()) {
        String number = String.valueOf(i + 1);
        console
            .out()
            .println(
                " ".repeat(width - number.length())
                    + number
                    + "  "
                    + Columns.pad(Bytes.format(file.length()), 9)
                    + "  "
                    + SafeNames.forDisplay(path(layout, file)));
      }
    }
  }

  private void text(Magnet magnet) {
    magnet.name().ifPresent(name -> line("name", name));
    line("info-hash", magnet.infoHash().hex());
    magnet.length().ifPresent(length -> line("size", Bytes.format(length)));
    magnet.trackers().forEach(tracker -> line("tracker", tracker.toString()));
    magnet.peers().forEach(peer -> line("peer", peer.toString()));
    magnet.webSeeds().forEach(seed -> line("web seed", seed.toString()));
    console.err().println("the files are known to the peers: shoal get " + Words.quoted(what));
  }

  private void line(String label, String value) {
    console.out().println(Columns.pad(label, LABEL) + SafeNames.forDisplay(value));
  }

  private static String path(Layout layout, FileEntry file) {
    return layout.folder() ? String.join("/", file.path()) : layout.name();
  }

  private static Magnet magnet(Metainfo torrent) {
    return new Magnet(
        torrent.info().infoHash(),
        Optional.of(torrent.info().layout().name()),
        OptionalLong.of(torrent.info().layout().length()),
        torrent.trackers().stream().flatMap(List::stream).toList(),
        List.of(),
        torrent.webSeeds(),
        List.of());
  }

  private String json(Metainfo torrent) {
    Info info = torrent.info();
    Layout layout = info.layout();
    JsonLine line =
        JsonLine.event("torrent", console.clock().millis())
            .with("infoHash", info.infoHash().hex())
            .with("name", layout.name())
            .with("bytes", layout.length())
            .with("pieces", layout.pieces())
            .with("pieceSize", layout.pieceLength())
            .with("private", info.isPrivate())
            .with("magnet", magnet(torrent).format());
    info.source().ifPresent(source -> line.with("source", source));
    torrent.comment().ifPresent(comment -> line.with("comment", comment));
    torrent.createdBy().ifPresent(by -> line.with("createdBy", by));
    torrent.creationDate().ifPresent(at -> line.with("created", at * 1000));
    return line.withLists(
            "trackers",
            torrent.trackers().stream()
                .map(tier -> tier.stream().map(URI::toString).toList())
                .toList())
        .with("webSeeds", torrent.webSeeds().stream().map(URI::toString).toList())
        .withAll(
            "files",
            layout.files().stream()
                .filter(file -> !file.padding())
                .map(file ->
                    JsonLine.part().with("path", path(layout, file)).with("bytes", file.length()))
                .toList())
        .end();
  }

  private String json(Magnet magnet) {
    JsonLine line =
        JsonLine.event("torrent", console.clock().millis())
            .with("infoHash", magnet.infoHash().hex());
    magnet.name().ifPresent(name -> line.with("name", name));
    magnet.length().ifPresent(length -> line.with("bytes", length));
    return line.withLists(
            "trackers",
            magnet.trackers().stream().map(tracker -> List.of(tracker.toString())).toList())
        .with("peers", magnet.peers().stream().map(Magnet.Peer::toString).toList())
        .with("webSeeds", magnet.webSeeds().stream().map(URI::toString).toList())
        .end();
  }
}
