package dev.shoal.cli.report;

import dev.shoal.base.Clock;
import dev.shoal.cli.show.Screen;
import dev.shoal.host.Progress;
import dev.shoal.host.TransferEvent;
import dev.shoal.net.mapping.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells programs: one JSON object a line on standard output, errors on standard error as well. */
public final class JsonReporter implements Reporter {
  private final Map<Followed, Progress> told = new HashMap<>();
  private final Screen screen;
  private final Clock clock;
  private final boolean verbose;
  private final Reporter text;

  /** With peers coming and going if verbose. */
  public JsonReporter(Screen screen, Clock clock, boolean verbose) {
    this.screen = screen;
    this.clock = clock;
    this.verbose = verbose;
    this.text = new TextReporter(screen, new TextReporter.Style(false, verbose, false, false));
  }

  @Override
  public void listening(String address, int port) {
    write(line("listening").with("address", address).with("port", port));
  }

  @Override
  public void mapped(Outcome.Mapped mapped) {
    write(
        line("mapped")
            .with("address", mapped.external().address().getHostAddress())
            .with("port", mapped.external().port())
            .with("by", mapped.by().toString().toLowerCase(Locale.ROOT))
            .with("public", mapped.isPublic()));
  }

  @Override
  public void event(Followed transfer, TransferEvent event) {
    switch (event) {
      case TransferEvent.Checking it ->
          write(line("checking", transfer).with("done", it.done()).with("total", it.total()));
      case TransferEvent.Checked it ->
          write(line("checked", transfer).with("have", it.have()).with("pieces", it.pieces()));
      case TransferEvent.Linked it ->
          write(
              line("link", transfer)
                  .with("magnet", it.link())
                  .with("torrent", it.description().toString()));
      case TransferEvent.Described it ->
          write(
              line("metadata", transfer)
                  .with("name", it.name())
                  .with("bytes", it.bytes())
                  .with("pieces", it.pieces())
                  .with("files", it.files()));
      case TransferEvent.Announced it ->
          write(
              line("announced", transfer)
                  .with("tracker", it.tracker())
                  .withKnown("peers", it.peers())
                  .withKnown("seeds", it.seeds()));
      case TransferEvent.PieceDone it ->
          write(
              line("piece", transfer)
                  .with("index", it.index())
                  .with("have", it.have())
                  .with("pieces", it.pieces()));
      case TransferEvent.Completed it ->
          write(
              line("complete", transfer)
                  .with("path", it.path().toString())
                  .with("bytes", it.bytes())
                  .with("ms", it.millis()));
      case TransferEvent.PieceWrong it -> write(line("wrong", transfer).with("index", it.index()));
      case TransferEvent.Peer it -> peer(transfer, it);
      case TransferEvent.Banned it ->
          write(
              line("banned", transfer)
                  .with("address", it.peer().toString())
                  .with("reason", it.why()));
      case TransferEvent.Warning it ->
          write(hinted(line("warning", transfer), it.message(), it.hint().orElse("")));
      case TransferEvent.Failed _ -> {} // the command ends by it: see failure
    }
  }

  private void peer(Followed transfer, TransferEvent.Peer peer) {
    if (verbose) {
      String state =
          switch (peer.state()) {
            case CONNECTED -> "connected";
            case LEFT -> "left";
          };
      write(
          line("peer", transfer)
              .with("address", peer.view().locator().toString())
              .with("client", peer.view().client())
              .with("state", state)
              .with("encrypted", peer.view().encrypted()));
    }
  }

  @Override
  public void progress(List<Status> statuses, boolean changed, long nanos) {
    if (!changed) {
      return;
    }
    for (Status status : statuses) {
      var it = status.progress();
      if (it.equals(told.put(status.transfer(), it))) {
        continue; // of a thousand shares most rest
      }
      write(
          line("progress", status.transfer())
              .with("done", it.done())
              .with("total", it.total())
              .with("down", it.downRate())
              .with("up", it.upRate())
              .with("downloaded", it.downloaded())
              .with("uploaded", it.uploaded())
              .with("peers", it.peers())
              .with("seeds", it.seeds())
              .withKnown("eta", it.etaMillis())
              .with("copies", it.copies()));
    }
  }

  @Override
  public void note(String text) {}

  @Override
  public void warning(String message, String hint) {
    write(hinted(line("warning"), message, hint));
  }

  @Override
  public void failure(Failure failure) {
    write(
        hinted(line("error"), failure.message(), failure.hint()).with("exit", failure.exitCode()));
    text.failure(failure);
  }

  @Override
  public void close() {}

  private static JsonLine hinted(JsonLine line, String message, String hint) {
    return line.with("message", message).with("hint", hint);
  }

  private JsonLine line(String event) {
    return JsonLine.event(event, clock.millis());
  }

  private JsonLine line(String event, Followed transfer) {
    JsonLine line = line(event);
    transfer.infoHash().ifPresent(hash -> line.with("infoHash", hash.hex()));
    return line;
  }

  private void write(JsonLine line) {
    screen.result(line.end());
  }
}
