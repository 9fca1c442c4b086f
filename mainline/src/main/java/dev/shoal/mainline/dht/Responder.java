package dev.shoal.mainline.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.mainline.krpc.Item;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.krpc.Krpc.Failure;
import dev.shoal.mainline.krpc.Question;
import dev.shoal.mainline.krpc.Want;
import dev.shoal.mainline.store.Throttle;
import dev.shoal.mainline.store.Tokens;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.crypto.Mac;

/**
 * Answers the questions of others, within limits: so many a second for each address and subnet and
 * in all, and never more than BEP 32's 1024 bytes, or what one item of BEP 44 needs. For one
 * thread.
 */
final class Responder {
  /** A token is good for 5 to 10 minutes (BEP 5). */
  static final long TOKEN_NANOS = 5L * 60 * 1_000_000_000;

  /** A permit for recursive lookups outlives the time between two checks of a contact. */
  static final long PERMIT_NANOS = 30L * 60 * 1_000_000_000;

  private static final NodeId ANY_TARGET = NodeId.of(new byte[Krpc.ID_LENGTH]);
  private static final int MAX_SAMPLES = 20; // 400 bytes
  private static final int SAMPLE_SECONDS = 300;
  private static final long SECOND_NANOS = 1_000_000_000L;

  /** What an answer has beside its lists: ids, token, permit, keys. */
  private static final int FRAME_BYTES = 190;

  private static final int SCRAPE_BYTES = 530;

  private final Self self;
  private final Tokens tokens;
  private final Tokens permits;
  private final Throttle throttle;
  private final Surroundings around;
  private double credit; // answers that may be given at once
  private long creditAt;
  private List<NodeId> sample = List.of();
  private long sampleUntil;

  /** Answers for a node. */
  Responder(Self self, Surroundings around, long nanos) {
    this.self = self;
    this.around = around;
    Mac mac = around.mac();
    this.tokens = new Tokens(mac, self.random, TOKEN_NANOS);
    this.permits = new Tokens(mac, self.random, PERMIT_NANOS);
    this.throttle = new Throttle(self.random, self.settings.throttleCounters(), nanos);
    this.creditAt = nanos;
    this.sampleUntil = nanos;
    this.credit = 2.0 * self.settings.repliesASecond();
  }

  /** Whether a question of this one may be answered now. */
  boolean allows(Locator.Ip from, boolean known, long nanos) {
    int rate = self.settings.repliesASecond();
    credit = Math.min(2.0 * rate, credit + (double) (nanos - creditAt) * rate / SECOND_NANOS);
    creditAt = nanos;
    if (credit < 1 || !(throttle.allows(from.address(), nanos) || known)) {
      return false;
    }
    credit--;
    return true;
  }

  /** The answer to a question; none to those that are not answered by it. */
  Optional<Krpc> answer(Krpc.Query query, Locator.Ip from, long nanos) {
    byte[] transaction = query.transaction();
    InetAddress address = from.address();
    return switch (query.question()) {
      case Question.Ping _ -> reply(transaction, from, plain(query, from, nanos));
      case Question.FindNode(NodeId target, Want want) ->
          reply(
              transaction,
              from,
              plain(query, from, nanos).with(closest(target, want), new byte[0]));
      case Question.GetPeers it -> reply(transaction, from, peers(query, it, from, nanos));
      case Question.AnnouncePeer it ->
          tokens.isValid(it.token(), address, it.infoHash(), nanos)
              ? announced(transaction, it, from, nanos)
              : failure(transaction, Failure.PROTOCOL, "wrong token");
      case Question.Get it -> reply(transaction, from, item(it, address, nanos));
      case Question.Put it ->
          tokens.isValid(it.token(), address, it.item().target(), nanos)
              ? put(transaction, it, from, nanos)
              : failure(transaction, Failure.PROTOCOL, "wrong token");
      case Question.SampleInfohashes(NodeId target, Want want) ->
          reply(
              transaction,
              from,
              Answer.of(self.id()).with(closest(target, want), new byte[0]).with(sample(nanos)));
      case Question.Unknown(String _, Optional<NodeId> target, Want want) when target.isPresent() ->
          reply(
              transaction,
              from,
              Answer.of(self.id()).with(closest(target.get(), want), new byte[0]));
      case Question.Unknown _ -> failure(transaction, Failure.METHOD_UNKNOWN, "no such method");
      case Question.Recurse _, Question.Recursed _ -> Optional.empty();
    };
  }

  /** The plain answer; with the permit to ask recursively if who asks knows what that is. */
  private Answer plain(Krpc.Query query, Locator.Ip from, long nanos) {
    Answer answer = Answer.of(self.id());
    return query.relays()
        ? answer.permitting(permits.issue(from.address(), ANY_TARGET, nanos))
        : answer;
  }

  boolean permits(byte[] permit, Locator.Ip from, long nanos) {
    return permits.isValid(permit, from.address(), ANY_TARGET, nanos);
  }

  static Optional<Krpc> reply(byte[] transaction, Locator.Ip from, Answer answer) {
    return Optional.of(new Krpc.Reply(transaction, answer, Optional.of(from)));
  }

  static Optional<Krpc> failure(byte[] transaction, int code, String text) {
    return Optional.of(new Failure(transaction, code, text));
  }

  private List<Contact> closest(NodeId target, Want want) {
    boolean both = want.v4() && want.v6();
    int k = self.settings.tuning().k();
    List<Contact> nodes = new ArrayList<>(2 * k);
    boolean own = want.equals(Want.UNSAID) || (self.settings.v6() ? want.v6() : want.v4());
    if (own) {
      nodes.addAll(self.table().closest(target, k));
    }
    if (both || (!own && !want.equals(Want.UNSAID))) {
      nodes.addAll(around.otherFamily(target, k));
    }
    return nodes;
  }

  private Answer peers(Krpc.Query query, Question.GetPeers it, Locator.Ip from, long nanos) {
    List<Contact> nodes = closest(it.infoHash(), it.want());
    boolean v6 = self.settings.v6();
    Optional<Answer.Scrape> scrape =
        it.scrape() ? self.peers.scrape(it.infoHash()) : Optional.empty();
    int room = Krpc.MAX_LENGTH - FRAME_BYTES - (scrape.isPresent() ? SCRAPE_BYTES : 0);
    while (nodes.stream().mapToInt(Responder::bytes).sum() > room) {
      nodes.removeLast(); // of the other family, which has a node of its own to ask
    }
    room -= nodes.stream().mapToInt(Responder::bytes).sum();
    List<Locator.Ip> peers = self.peers.some(it.infoHash(), v6, it.noSeed());
    int most = Math.max(0, room / (v6 ? 21 : 8)); // "18:" or "6:" before each
    return plain(query, from, nanos)
        .with(nodes, tokens.issue(from.address(), it.infoHash(), nanos))
        .withPeers(peers.subList(0, Math.min(peers.size(), most)), scrape);
  }

  private static int bytes(Contact node) {
    return Krpc.ID_LENGTH + node.locator().address().getAddress().length + 2;
  }

  private Optional<Krpc> announced(
      byte[] transaction, Question.AnnouncePeer it, Locator.Ip from, long nanos) {
    Locator.Ip peer = it.impliedPort() ? from : new Locator.Ip(from.address(), it.port());
    return self.peers.add(it.infoHash(), peer, it.seed(), nanos)
        ? reply(transaction, from, Answer.of(self.id()))
        : failure(transaction, Failure.SERVER, "no room");
  }

  /** Nodes are left out beside a long item: who found the item needs them no more. */
  private Answer item(Question.Get it, InetAddress from, long nanos) {
    Optional<Item> item = self.items.get(it.target());
    boolean newer =
        item.flatMap(Item::signed)
            .map(signed ->
                it.newerThan().isEmpty() || signed.sequence() > it.newerThan().getAsLong())
            .orElse(true);
    boolean isLong =
        newer && item.map(found -> found.value().length > Item.MAX_VALUE / 2).orElse(false);
    List<Contact> nodes = isLong ? List.of() : closest(it.target(), it.want());
    return Answer.of(self.id())
        .with(nodes, tokens.issue(from, it.target(), nanos))
        .with(
            new Answer.Stored(
                item.filter(_ -> newer),
                item.flatMap(Item::signed).stream().mapToLong(Item.Signed::sequence).findFirst()));
  }

  private Optional<Krpc> put(byte[] transaction, Question.Put it, Locator.Ip from, long nanos) {
    Item item = it.item();
    if (item.value().length > Item.MAX_VALUE) {
      return failure(transaction, Failure.TOO_LONG, "the value is too long");
    }
    if (item.signed().isPresent() && item.signed().get().salt().length > Item.MAX_SALT) {
      return failure(transaction, Failure.SALT_TOO_LONG, "the salt is too long");
    }
    if (!item.isGenuine()) {
      return failure(transaction, Failure.BAD_SIGNATURE, "the signature is wrong");
    }
    OptionalInt refused = self.items.put(item, it.cas(), from.address(), nanos);
    return refused.isPresent()
        ? failure(transaction, refused.getAsInt(), "not stored")
        : reply(transaction, from, Answer.of(self.id()));
  }

  private Answer.Sample sample(long nanos) {
    List<NodeId> all = self.peers.hashes();
    if (sampleUntil - nanos <= 0 || all.size() <= MAX_SAMPLES) {
      List<NodeId> drawn = new ArrayList<>(all);
      java.util.Collections.shuffle(drawn, java.util.Random.from(self.random));
      sample = List.copyOf(drawn.subList(0, Math.min(drawn.size(), MAX_SAMPLES)));
      sampleUntil = nanos + SAMPLE_SECONDS * SECOND_NANOS;
    }
    int left = (int) Math.max(0, (sampleUntil - nanos) / SECOND_NANOS);
    return new Answer.Sample(sample, all.size(), left);
  }
}
