package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.bittorrent.metainfo.Metainfo;
import dev.shoal.bittorrent.metainfo.MetainfoEditor;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.report.JsonLine;
import dev.shoal.cli.show.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shoal edit}. */
@Command(
    name = "edit",
    description = {
      "Changes the trackers, web seeds or comment of a .torrent, never what it names.",
      "First it clears, then it removes and replaces, then it adds."
    },
    footer = {
      "",
      "Examples:",
      "  shoal edit photos.torrent --tracker udp://tracker.example:6969/announce",
      "  shoal edit photos.torrent --clear-trackers --comment 'from the summer' -o mine.torrent"
    })
final class EditCommand extends Verb {
  @Parameters(paramLabel = "FILE", description = "the .torrent")
  private Path torrent = Path.of("");

  @Option(
      names = "--tracker",
      paramLabel = "URL",
      description = "one more tier of trackers; a comma joins several to one tier; repeatable")
  private List<String> trackers = new ArrayList<>();

  @Option(
      names = "--remove-tracker",
      paramLabel = "URL",
      description = "a tracker to leave out; repeatable")
  private List<String> removedTrackers = new ArrayList<>();

  @Option(
      names = "--replace-tracker",
      arity = "2",
      paramLabel = "URL",
      description = "a tracker, and the one that takes its place")
  private List<String> replaced = new ArrayList<>();

  @Option(names = "--clear-trackers", description = "leave all trackers out")
  private boolean clearTrackers;

  @Option(
      names = "--web-seed",
      paramLabel = "URL",
      description = "one more server that has the files; repeatable")
  private List<String> webSeeds = new ArrayList<>();

  @Option(
      names = "--remove-web-seed",
      paramLabel = "URL",
      description = "a server to leave out; repeatable")
  private List<String> removedWebSeeds = new ArrayList<>();

  @Option(names = "--clear-web-seeds", description = "leave all servers out")
  private boolean clearWebSeeds;

  @Option(names = "--comment", paramLabel = "TEXT", description = "a word about it; '': none")
  private Optional<String> comment = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "where to write it; default: where it was")
  private Optional<Path> target = Optional.empty();

  @Option(names = "--overwrite", description = "replace the --output if it is there")
  private boolean overwrite;

  EditCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    Path file = console.resolve(torrent).toRealPath(); // a link stays one
    byte[] before = TorrentFiles.bytes(file);
    MetainfoEditor editor = new MetainfoEditor(before);
    edit(editor);
    byte[] after = editor.encode();
    if (Arrays.equals(before, after) && target.isEmpty() && !isAsked()) {
      throw new Problem(Problem.Kind.USAGE, "nothing to change was named", "shoal edit --help");
    }
    Path written = target.map(console::resolve).orElse(file);
    TorrentFiles.write(written, after, overwrite || target.isEmpty());
    tell(written, Metainfo.parse(after));
    return 0;
  }

  private boolean isAsked() {
    return clearTrackers
        || clearWebSeeds
        || comment.isPresent()
        || !trackers.isEmpty()
        || !webSeeds.isEmpty();
  }

  private void edit(MetainfoEditor editor) {
    if (clearTrackers) {
      editor.clearTrackers();
    }
    if (clearWebSeeds) {
      editor.clearWebSeeds();
    }
    removedTrackers.forEach(url -> require(editor.removeTracker(url), "tracker", url));
    removedWebSeeds.forEach(url -> require(editor.removeWebSeed(url), "web seed", url));
    for (int i = 0; i + 1 < replaced.size(); i += 2) {
      String old = replaced.get(i);
      require(editor.replaceTracker(old, Urls.tracker(replaced.get(i + 1))), "tracker", old);
    }
    trackers.forEach(tier -> editor.addTrackers(Urls.tier(tier)));
    webSeeds.forEach(url -> editor.addWebSeed(Urls.webSeed(url)));
    comment.ifPresent(editor::comment);
  }

  private void require(boolean there, String what, String url) {
    if (!there) {
      throw new Problem(
          Problem.Kind.USAGE,
          torrent + " has no " + what + " " + url,
          "shoal show " + Words.quoted(torrent.toString()) + "   lists what it has");
    }
  }

  private void tell(Path written, Metainfo torrent) {
    console
        .out()
        .println(
            output.json
                ? JsonLine.event("edited", console.clock().millis())
                    .with("path", written.toString())
                    .with("infoHash", torrent.info().infoHash().hex())
                    .end()
                : written.toString());
  }
}
