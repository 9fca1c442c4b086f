package dev.shoal.mainline;

import dev.shoal.base.NodeId;
import dev.shoal.base.Problem;
import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.Bencoded;
import dev.shoal.host.Host;
import dev.shoal.host.Overlay.Receipt;
import dev.shoal.host.Overlay.Signer;
import dev.shoal.host.Overlay.Stored;
import dev.shoal.mainline.dht.DhtSettings;
import dev.shoal.mainline.krpc.Item;
import dev.shoal.mainline.krpc.Question;
import dev.shoal.mainline.krpc.Want;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What others store in the DHT for whoever asks, and what they are asked to store (BEP 44). */
final class Items {
  private final Host host;
  private final Explorer explorer;

  Items(Host host, Explorer explorer) {
    this.host = host;
    this.explorer = explorer;
  }

  /** What is stored under a target, or under what the key and its salt make. */
  Optional<Stored> get(NodeId target, Optional<Signer> key) {
    return find(key.map(it -> Item.target(it.key(), it.salt())).orElse(target), key)
        .map(item ->
            new Stored(
                item.value(), item.signed().stream().mapToLong(Item.Signed::sequence).findFirst()));
  }

  /** The newest that is genuine: what others store may be anything. */
  private Optional<Item> find(NodeId target, Optional<Signer> key) {
    List<Item> found = new ArrayList<>();
    Explorer.Outcome _ =
        explorer.explore(
            target,
            new Question.Get(target, Want.UNSAID, OptionalLong.empty()),
            DhtSettings.USUAL_PATHS,
            reached ->
                reached.answer().stored().item().map(item -> salted(item, key)).stream()
                    .filter(item -> item.target().equals(target) && item.isGenuine())
                    .forEach(found::add),
            () ->
                MainlineNode.interrupted()
                    || (!found.isEmpty() && found.getFirst().signed().isEmpty()));
    return found.stream().reduce((a, b) -> sequence(b) > sequence(a) ? b : a);
  }

  private static long sequence(Item item) {
    return item.signed().map(Item.Signed::sequence).orElse(0L);
  }

  /** Who stores it says neither salt nor more than was asked (BEP 44). */
  private static Item salted(Item item, Optional<Signer> key) {
    if (key.isEmpty() || item.signed().isEmpty()) {
      return item;
    }
    Item.Signed it = item.signed().get();
    return new Item(
        item.value(),
        Optional.of(new Item.Signed(it.key(), key.get().salt(), it.sequence(), it.signature())));
  }

  /** Stores a value under its own hash. */
  Receipt put(byte[] value) {
    return put(Item.of(Bencode.encode(Bencoded.of(value))), OptionalLong.empty());
  }

  private Receipt put(Item item, OptionalLong cas) {
    if (item.value().length > Item.MAX_VALUE) {
      throw new Problem(
          Problem.Kind.USAGE,
          "the DHT keeps at most " + Item.MAX_VALUE + " bytes under one name, with their length",
          "share a file instead");
    }
    Explorer.Outcome outcome =
        explorer.explore(
            item.target(),
            new Question.Get(item.target(), Want.UNSAID, OptionalLong.empty()),
            DhtSettings.USUAL_PATHS,
            _ -> {},
            MainlineNode::interrupted);
    int copies =
        explorer.ask(
            MainlineSource.writable(outcome), found -> new Question.Put(item, found.token(), cas));
    return new Receipt(
        item.target(),
        copies,
        item.signed().map(Item.Signed::key),
        item.signed().stream().mapToLong(Item.Signed::sequence).findFirst());
  }

  /** Stores a value under the key of this node, one newer than what is there. */
  Receipt putSigned(byte[] value, byte[] salt, OptionalLong cas) {
    if (salt.length > Item.MAX_SALT) {
      throw new Problem(
          Problem.Kind.USAGE, "a salt has at most " + Item.MAX_SALT + " bytes", "a shorter one");
    }
    byte[] key = host.identity().publicKey();
    byte[] encoded = Bencode.encode(Bencoded.of(value));
    long sequence =
        find(Item.target(key, salt), Optional.of(new Signer(key, salt)))
                .map(Items::sequence)
                .orElse(0L)
            + 1;
    byte[] signature = host.identity().sign(Item.signedBytes(salt, sequence, encoded));
    Item.Signed signed = new Item.Signed(key, salt, sequence, signature);
    return put(new Item(encoded, Optional.of(signed)), cas);
  }
}
