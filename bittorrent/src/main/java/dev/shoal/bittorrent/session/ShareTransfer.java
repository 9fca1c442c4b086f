package dev.shoal.bittorrent.session;

import dev.shoal.base.Problem;
import dev.shoal.bittorrent.metainfo.Info;
import dev.shoal.bittorrent.metainfo.InfoWriter;
import dev.shoal.bittorrent.metainfo.Magnet;
import dev.shoal.bittorrent.metainfo.Metainfo;
import dev.shoal.bittorrent.metainfo.PieceSizes;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.content.Disk;
import dev.shoal.content.FileEntry;
import dev.shoal.content.FileStamp;
import dev.shoal.content.Layout;
import dev.shoal.content.PieceHasher;
import dev.shoal.content.SafeNames;
import dev.shoal.content.ShareMemory;
import dev.shoal.content.Storage;
import dev.shoal.content.V1Pieces;
import dev.shoal.content.Walk;
import dev.shoal.host.Host;
import dev.shoal.host.Offer;
import dev.shoal.host.Progress.Phase;
import dev.shoal.host.Recipe;
import dev.shoal.host.TransferEvent;
import dev.shoal.host.TransferListener;
import dev.shoal.host.Workers;
import java.net.URI;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Data of this machine that is named, then served in place. */
final class ShareTransfer extends TransferBase {
  private final Recipe recipe;
  private final Disk disk;
  private volatile Runnable takeBack = () -> {};

  ShareTransfer(Torrents torrents, Host host, Recipe recipe, TransferListener listener) {
    super(torrents, host, listener);
    this.recipe = recipe;
    this.disk = host.contents().disk();
  }

  /** What is served: its description, where its files lie, and how they were when hashed. */
  private record Content(Metainfo metainfo, List<Path> files, List<FileStamp> stamps) {}

  @Override
  void begin() {
    Workers workers = host.disk(recipe.path());
    Content content = recipe.description().length > 0 ? described(workers) : walked(workers);
    Info info = content.metainfo.info();
    enter(info.infoHash(), info.isPrivate());
    Path kept =
        host.contents()
            .workers()
            .call(() ->
                host.contents().shares().describe(info.infoHash(), content.metainfo.encode()));
    BitSet all = new BitSet();
    all.set(0, info.layout().pieces());
    event(new TransferEvent.Checked(info.layout().pieces(), info.layout().pieces()));
    event(new TransferEvent.Linked(link(content), info.infoHash(), kept));
    phase(Phase.SEEDING);
    Storage storage = Storage.serve(disk, info.layout(), content.files);
    storage.watch(content.stamps, host.clock());
    SwarmEvent.Wish wish = new SwarmEvent.Wish(all, new BitSet(), false, recipe.superSeed());
    describe(info, storage, new Swarm.Plan(wish, all, workers));
    swarm().connections().found(new Peers(host).ofPerson(recipe.peers()));
    if (!info.isPrivate()) {
      seekOpenly(memory(info));
    }
    if (!info.isPrivate() && recipe.findable()) {
      offer(info);
    }
    Trackers.client(this, named(content), recipe.trackers(), recipe.useTrackers(), info.isPrivate())
        .ifPresent(sources()::add);
  }

  private void offer(Info info) {
    try {
      takeBack = host.discovery().offer(named(info));
    } catch (Problem unheard) {
      String why = "nobody finds it by its name: " + unheard.what();
      event(new TransferEvent.Warning(why, unheard.hint()));
    }
  }

  private Offer named(Info info) {
    Layout layout = info.layout();
    return new Offer(
        layout.name(),
        layout.folder()
            ? layout.files().stream().map(file -> String.join("/", file.path())).toList()
            : List.of(),
        layout.length(),
        info.infoHash(),
        () -> (int) peers().stream().filter(peer -> peer.have() < 1).count());
  }

  private SwarmMemory.Store memory(Info info) {
    ShareMemory shares = host.contents().shares();
    return new SwarmMemory.Store() {
      @Override
      public Optional<byte[]> recall() {
        return shares.peers(info.infoHash());
      }

      @Override
      public void keep(byte[] bytes) {
        shares.keepPeers(info.infoHash(), bytes);
      }
    };
  }

  /** The person's own trackers are in the description as well: they are not to be doubted there. */
  private List<List<URI>> named(Content content) {
    return content.metainfo.trackers().stream()
        .map(tier -> tier.stream().filter(uri -> !recipe.trackers().contains(uri)).toList())
        .filter(tier -> !tier.isEmpty())
        .toList();
  }

  /** Exactly what a {@code .torrent} describes, if the data is as it says. */
  private Content described(Workers workers) {
    Metainfo metainfo = Metainfo.parse(recipe.description());
    Layout layout = metainfo.info().layout();
    Path root = recipe.path().toAbsolutePath().normalize();
    List<Path> files = SafeNames.paths(layout).stream().map(root::resolve).toList();
    List<Path> places = layout.folder() ? files : List.of(root);
    Storage storage = Storage.serve(disk, layout, places);
    List<FileStamp> stamps = workers.call(storage::stamps);
    requireThere(layout, places, stamps);
    ShareMemory.Wish wish =
        new ShareMemory.Wish(root, 0, List.of(), "torrent " + metainfo.info().infoHash());
    Walk walk = workers.call(() -> Walk.of(root, List.of(), length -> layout.pieceLength()));
    if (workers.call(() -> host.contents().shares().recall(wish, walk)).isEmpty()) {
      BitSet all = new BitSet();
      all.set(0, layout.pieces());
      BitSet right =
          new PieceHasher(layout, storage, host.hashing()::run, Trackers.hashers())
              .matching(
                  all,
                  new V1Pieces(layout, metainfo.info().pieces()),
                  done -> checking(done, layout.length()));
      storage.close();
      requireRight(layout, right);
      workers.call(() -> {
        host.contents().shares().remember(wish, walk, metainfo.info().infoHash().bytes());
        return true;
      });
    }
    return new Content(metainfo, places, stamps);
  }

  private static void requireThere(Layout layout, List<Path> places, List<FileStamp> found) {
    Map<Integer, Long> sizes =
        found.stream().collect(Collectors.toMap(FileStamp::file, FileStamp::size));
    for (int i = 0; i < places.size(); i++) {
      FileEntry file = layout.files().get(i);
      long size = sizes.getOrDefault(i, -1L);
      if (file.isFile() && size != file.length()) { // BEP 47: the others lie nowhere
        throw new Problem(
            Problem.Kind.INVALID,
            SafeNames.forDisplay(places.get(i).toString())
                + (size < 0 ? " is not there" : " has another size than the torrent says"),
            "give the file or folder that the torrent describes");
      }
    }
  }

  private static void requireRight(Layout layout, BitSet right) {
    int wrong = layout.pieces() - right.cardinality();
    if (wrong > 0) {
      throw new Problem(
          Problem.Kind.INVALID,
          wrong + " of " + layout.pieces() + " pieces differ from what the torrent says",
          "shoal check names the damaged places; shoal get repairs them");
    }
  }

  /** What lies at the path, named anew, or as it was named before if nothing changed since. */
  private Content walked(Workers workers) {
    Walk walk =
        workers.call(() ->
            Walk.of(
                recipe.path(),
                recipe.excludes(),
                length -> PieceSizes.chosen(recipe.pieceSize(), length)));
    walk.skipped().forEach(skipped -> event(new TransferEvent.Warning(skipped, Optional.empty())));
    ShareMemory.Wish wish =
        new ShareMemory.Wish(
            recipe.path(),
            recipe.pieceSize(),
            recipe.excludes(),
            recipe.privateContent() ? "private" : "");
    Optional<Info> known =
        workers
            .call(() -> host.contents().shares().recall(wish, walk))
            .flatMap(ShareTransfer::remembered);
    Info info = known.orElseGet(() -> name(walk, wish, workers));
    List<List<URI>> tiers = recipe.trackers().stream().map(List::of).toList();
    return new Content(new Metainfo(info, tiers), walk.sources(), walk.stamps());
  }

  /** What another version wrote, or nobody should have, is as good as forgotten. */
  private static Optional<Info> remembered(byte[] info) {
    try {
      return Optional.of(Info.parse(info));
    } catch (Problem senseless) {
      return Optional.empty();
    }
  }

  private Info name(Walk walk, ShareMemory.Wish wish, Workers workers) {
    Layout layout = walk.layout();
    Storage storage = Storage.serve(disk, layout, walk.sources());
    byte[] digests =
        new PieceHasher(layout, storage, host.hashing()::run, Trackers.hashers())
            .all(done -> checking(done, layout.length()));
    storage.close();
    Info info = InfoWriter.write(layout, digests, recipe.privateContent(), "");
    workers.call(() -> {
      host.contents().shares().remember(wish, walk, Swarm.bytes(info.raw()));
      return true;
    });
    return info;
  }

  /**
   * The link: with the trackers, and with this node's own addresses, so that it works with nothing
   * else. Whoever gets the link of a private torrent is to ask its trackers.
   */
  private String link(Content content) {
    Info info = content.metainfo.info();
    List<Magnet.Peer> peers =
        info.isPrivate()
            ? List.of()
            : Stream.concat(host.ports().external().stream(), host.ports().listening().stream())
                .map(Magnet.Peer::of)
                .toList();
    return new Magnet(
            info.infoHash(),
            Optional.of(info.layout().name()),
            OptionalLong.of(info.layout().length()),
            content.metainfo.trackers().stream().flatMap(List::stream).toList(),
            peers,
            content.metainfo.webSeeds(),
            List.of())
        .format();
  }

  @Override
  public void metadata(byte[] info) {}

  @Override
  public void verified(int piece, int have) {}

  @Override
  public void completed() {}

  @Override
  void save() {
    takeBack.run();
  }
}
