package dev.shoal.cli.report;

import dev.shoal.base.Bytes;
import dev.shoal.cli.show.PeerLines;
import dev.shoal.cli.show.ProgressLine;
import dev.shoal.cli.show.QrLines;
import dev.shoal.cli.show.Screen;
import dev.shoal.cli.show.Words;
import dev.shoal.content.SafeNames;
import dev.shoal.host.Progress;
import dev.shoal.host.TransferEvent;
import dev.shoal.net.mapping.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells a person: results on standard output, the rest on standard error. */
public final class TextReporter implements Reporter {
  private static final int PEER_LINES = 10; // what leaves the rest of a small terminal alone

  /**
   * How much is said.
   *
   * @param quiet results and errors only
   * @param verbose peers coming and going, and where an error happened
   * @param colour whether words may be coloured
   * @param qr whether links are drawn as QR codes as well
   */
  public record Style(boolean quiet, boolean verbose, boolean colour, boolean qr) {}

  private final Screen screen;
  private final Style style;

  /** A reporter that writes to this screen. */
  public TextReporter(Screen screen, Style style) {
    this.screen = screen;
    this.style = style;
  }

  @Override
  public void listening(String address, int port) {
    if (style.verbose()) {
      note("listening at " + address + ", port " + port);
    }
  }

  @Override
  public void mapped(Outcome.Mapped mapped) {
    String where = mapped.external() + " (" + mapped.by() + ")";
    if (mapped.isPublic()) {
      note("reachable from outside at " + where);
    } else {
      detail("the router opened " + where + ", but is itself behind another one");
    }
  }

  @Override
  public void event(Followed transfer, TransferEvent event) {
    switch (event) {
      case TransferEvent.Linked it -> {
        screen.result(it.link());
        note("get it with:  shoal get " + Words.quoted(it.link()));
        if (style.qr()) {
          draw(it.link());
        }
      }
      case TransferEvent.Described it ->
          note(
              SafeNames.forDisplay(it.name())
                  + "  "
                  + Words.count(it.files(), "file")
                  + "  "
                  + Bytes.format(it.bytes()));
      case TransferEvent.Completed it -> {
        note(completed(it));
        screen.result(SafeNames.forDisplay(it.path().toString()));
      }
      case TransferEvent.Warning it -> warning(it.message(), it.hint().orElse(""));
      case TransferEvent.Announced it -> detail(answer(it));
      case TransferEvent.Peer it ->
          detail(
              it.view().locator()
                  + "  "
                  + SafeNames.forDisplay(it.view().client())
                  + (it.state() == TransferEvent.Peer.State.LEFT ? "  left" : "  connected")
                  + (it.view().encrypted() ? ", encrypted" : ""));
      case TransferEvent.PieceWrong it ->
          detail("piece " + it.index() + " is wrong and is fetched anew");
      case TransferEvent.Banned it ->
          detail(it.peer() + "  banned: " + SafeNames.forDisplay(it.why()));
      case TransferEvent.Checked it ->
          detail("checked: " + it.have() + " of " + Words.count(it.pieces(), "piece") + " good");
      case TransferEvent.Checking _, TransferEvent.PieceDone _, TransferEvent.Failed _ -> {}
    }
  }

  private void draw(String link) {
    List<String> lines = QrLines.of(link, style.colour(), screen.columns());
    lines.forEach(screen::message);
    if (lines.isEmpty()) {
      warning("there is no room here for the QR code of this link", "a wider terminal");
    }
  }

  private static String completed(TransferEvent.Completed it) {
    long perSecond = it.millis() > 0 ? it.bytes() * 1000 / it.millis() : 0;
    return "complete: "
        + Bytes.format(it.bytes())
        + " in "
        + Words.time(it.millis())
        + (perSecond > 0 ? ", " + Words.rate(perSecond) : "");
  }

  private static String answer(TransferEvent.Announced it) {
    return SafeNames.forDisplay(it.tracker())
        + " answered: "
        + Words.count(Math.max(0, it.peers()), "peer")
        + (it.seeds() >= 0 ? ", " + Words.count(it.seeds(), "seed") : "");
  }

  @Override
  public void progress(List<Status> statuses, boolean changed, long nanos) {
    if (!screen.drawing() || style.quiet()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    int columns = screen.columns();
    for (Status status : statuses) {
      var beside = status.transfer().beside(nanos);
      lines.add(ProgressLine.of(status.progress(), beside, columns));
      if (status.progress().phase() == Progress.Phase.SEEDING) {
        lines.addAll(PeerLines.of(status.peers(), PEER_LINES / statuses.size(), columns));
      }
    }
    screen.draw(lines);
  }

  @Override
  public void note(String text) {
    if (!style.quiet()) {
      screen.message(text);
    }
  }

  private void detail(String text) {
    if (style.verbose()) {
      screen.message(text);
    }
  }

  @Override
  public void warning(String message, String hint) {
    if (!style.quiet()) {
      told("warning: ", "33", message, hint);
    }
  }

  @Override
  public void failure(Failure failure) {
    told("error: ", "31", failure.message(), failure.hint());
    Optional.of(failure.cause())
        .filter(_ -> style.verbose())
        .ifPresent(cause -> screen.message(StackTrace.of(cause)));
  }

  private void told(String word, String colour, String message, String hint) {
    String head = style.colour() ? "\u001b[1;" + colour + "m" + word + "\u001b[0m" : word;
    screen.message(head + SafeNames.forDisplay(message));
    if (!hint.isEmpty()) {
      screen.message("  try:   " + SafeNames.forDisplay(hint));
    }
  }

  @Override
  public void close() {
    screen.erase();
  }
}
