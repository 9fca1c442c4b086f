package dev.shoal.cli.report;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import dev.shoal.host.PeerView;
import dev.shoal.host.TransferEvent;
import dev.shoal.net.mapping.Outcome;
import dev.shoal.net.mapping.Way;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One event of each kind, in the order of a transfer. */
final class Events {
  static final Hash HASH = Hash.ofHex("0123456789abcdef0123456789abcdef01234567");

  /** What a router has opened, at this outer address. */
  static Outcome.Mapped mapped(Way by, String address) {
    return new Outcome.Mapped(
        by,
        InetAddress.ofLiteral("192.168.7.1"),
        new Locator.Ip(InetAddress.ofLiteral(address), 7463),
        OptionalInt.of(7463));
  }

  static final PeerView PEER =
      new PeerView(
          new Locator.Ip(InetAddress.ofLiteral("203.0.113.7"), 51413),
          51413,
          "Transmission 3.00",
          0.5,
          10,
          20,
          30,
          true,
          true);

  static final List<TransferEvent> ALL =
      List.of(
          new TransferEvent.Checking(5, 10),
          new TransferEvent.Checked(1, 2),
          new TransferEvent.Linked("magnet:?xt=urn:btih:0123", HASH, Path.of("/state/x.torrent")),
          new TransferEvent.Described(layout("photos"), HASH),
          new TransferEvent.Announced("udp://tracker.example:6969", 4, -1),
          new TransferEvent.Peer(PEER, TransferEvent.Peer.State.CONNECTED),
          new TransferEvent.PieceDone(7, 1, 2),
          new TransferEvent.PieceWrong(6),
          new TransferEvent.Banned(PEER.locator(), "it sent wrong data"),
          new TransferEvent.Warning("a tracker is gone", Optional.of("another one")),
          new TransferEvent.Completed(Path.of("/data/photos"), 300, 1500),
          new TransferEvent.Failed(new Problem(Problem.Kind.UNFINISHED, "over")));

  private Events() {}

  /** A file of 300 bytes in two pieces. */
  static Layout layout(String name) {
    return new Layout(name, false, List.of(new FileEntry(List.of(), 0, 300)), 300, 200);
  }

  /** Tells all of them. */
  static void tell(Reporter reporter) {
    Followed transfer = new Followed("", 1, 0);
    for (TransferEvent event : ALL) {
      transfer.on(event);
      reporter.event(transfer, event);
    }
  }
}
