package dev.shoal.mainline.krpc;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes messages as bencode, key by key in their order, so that an answer costs no tree of
 * objects. Pure; any thread.
 */
public final class KrpcWriter {
  /** Programs name themselves by two letters and a version (BEP 5 leaves it open). */
  private static final byte[] VERSION = {'S', 'H', 0, 1};

  private KrpcWriter() {}

  /**
   * The bytes of a message.
   *
   * @throws IllegalArgumentException if they are more than {@link Krpc#MAX_ITEM_LENGTH}
   */
  public static ByteBuffer write(Krpc message) {
    ByteBuffer bytes = ByteBuffer.allocate(Krpc.MAX_ITEM_LENGTH);
    Writer out = new Writer(bytes);
    try {
      switch (message) {
        case Krpc.Query query -> query(query, out);
        case Krpc.Reply reply -> reply(reply, out);
        case Krpc.Failure failure -> failure(failure, out);
      }
    } catch (BufferOverflowException e) {
      throw new IllegalArgumentException("too long: " + message, e);
    }
    return bytes.flip();
  }

  private static void query(Krpc.Query query, Writer out) {
    out.raw('d').key("a").raw('d');
    Optional<String> method = arguments(query, out);
    out.raw('e').key("q").text(method.orElse("ping"));
    if (query.readOnly()) {
      out.key("ro").integer(1);
    }
    out.key("t").string(query.transaction()).key("v").string(VERSION).key("y").text("q").raw('e');
  }

  /** The arguments by their keys' order, in which {@code id} is in different places. */
  private static Optional<String> arguments(Krpc.Query query, Writer out) {
    NodeId id = query.id();
    return Optional.of(
        switch (query.question()) {
          case Question.Ping _ -> {
            out.key("id").id(id).flag("rp", query.relays());
            yield "ping";
          }
          case Question.FindNode(NodeId target, Want want) -> {
            out.key("id").id(id).flag("rp", query.relays());
            out.key("target").id(target).want(want);
            yield "find_node";
          }
          case Question.GetPeers it -> {
            out.key("id").id(id).key("info_hash").id(it.infoHash()).flag("noseed", it.noSeed());
            out.flag("rp", query.relays()).flag("scrape", it.scrape()).want(it.want());
            yield "get_peers";
          }
          case Question.AnnouncePeer it -> {
            out.key("id").id(id).flag("implied_port", it.impliedPort());
            out.key("info_hash").id(it.infoHash()).key("port").integer(it.port());
            out.flag("seed", it.seed()).key("token").string(it.token());
            yield "announce_peer";
          }
          case Question.Get it -> {
            out.key("id").id(id);
            it.newerThan().ifPresent(seq -> out.key("seq").integer(seq));
            out.key("target").id(it.target()).want(it.want());
            yield "get";
          }
          case Question.Put it -> {
            put(id, it, out);
            yield "put";
          }
          case Question.SampleInfohashes(NodeId target, Want want) -> {
            out.key("id").id(id).key("target").id(target).want(want);
            yield "sample_infohashes";
          }
          case Question.Recurse it -> {
            out.key("hops").integer(it.hops()).key("id").id(id).key("number").number(it.number());
            out.flag("peers", it.peers()).key("permit").string(it.permit());
            out.key("target").id(it.target());
            yield "recurse";
          }
          case Question.Recursed it -> {
            recursed(id, it, out);
            yield "recursed";
          }
          case Question.Unknown it -> {
            out.key("id").id(id);
            it.target().ifPresent(target -> out.key("target").id(target));
            out.want(it.want());
            yield it.method();
          }
        });
  }

  private static void put(NodeId id, Question.Put put, Writer out) {
    put.cas().ifPresent(cas -> out.key("cas").integer(cas));
    Item item = put.item();
    out.key("id").id(id);
    item.signed()
        .ifPresent(signed -> {
          out.key("k").string(signed.key());
          if (signed.salt().length > 0) {
            out.key("salt").string(signed.salt());
          }
          out.key("seq").integer(signed.sequence()).key("sig").string(signed.signature());
        });
    out.key("token").string(put.token()).key("v").raw(item.value());
  }

  private static void recursed(NodeId id, Question.Recursed it, Writer out) {
    out.key("id").id(id).nodes(it.nodes()).key("number").number(it.number());
    out.key("path").raw('l');
    for (Question.Hop hop : it.path()) {
      boolean v6 = CompactNodes.isV6(hop.node().locator());
      out.string(
          Krpc.ID_LENGTH + CompactNodes.stride(v6) + Short.BYTES,
          bytes -> {
            bytes.put(hop.node().id().bytes());
            CompactNodes.write(hop.node().locator(), bytes);
            bytes.putShort((short) hop.millis());
          });
    }
    out.raw('e').peers(it.peers());
  }

  private static void reply(Krpc.Reply reply, Writer out) {
    out.raw('d');
    reply.seenAs().ifPresent(seen -> out.key("ip").locator(seen));
    out.key("r").raw('d');
    Answer answer = reply.answer();
    answer
        .scrape()
        .ifPresent(scrape ->
            out.key("BFpe")
                .string(scrape.peers().bytes())
                .key("BFsd")
                .string(scrape.seeds().bytes()));
    out.key("id").id(answer.id());
    answer.sample().ifPresent(sample -> out.key("interval").integer(sample.intervalSeconds()));
    Optional<Item> item = answer.stored().item();
    Optional<Item.Signed> signed = item.flatMap(Item::signed);
    signed.ifPresent(it -> out.key("k").string(it.key()));
    out.nodes(answer.nodes());
    answer.sample().ifPresent(sample -> out.key("num").integer(sample.count()));
    if (answer.permit().length > 0) {
      out.key("rp").string(answer.permit());
    }
    answer.sample().ifPresent(sample -> samples(sample.infoHashes(), out));
    answer.stored().sequence().ifPresent(sequence -> out.key("seq").integer(sequence));
    signed.ifPresent(it -> out.key("sig").string(it.signature()));
    if (answer.token().length > 0) {
      out.key("token").string(answer.token());
    }
    item.ifPresent(it -> out.key("v").raw(it.value()));
    out.peers(answer.peers());
    out.raw('e').key("t").string(reply.transaction());
    out.key("v").string(VERSION).key("y").text("r").raw('e');
  }

  private static void samples(List<NodeId> hashes, Writer out) {
    out.key("samples")
        .string(
            hashes.size() * Krpc.ID_LENGTH,
            bytes -> hashes.forEach(hash -> bytes.put(hash.bytes())));
  }

  private static void failure(Krpc.Failure failure, Writer out) {
    out.raw('d').key("e").raw('l').integer(failure.code()).text(failure.text()).raw('e');
    out.key("t").string(failure.transaction());
    out.key("v").string(VERSION).key("y").text("e").raw('e');
  }

  /** Bencode, piece by piece. */
  private record Writer(ByteBuffer bytes) {
    Writer raw(char one) {
      bytes.put((byte) one);
      return this;
    }

    Writer raw(byte[] encoded) {
      bytes.put(encoded);
      return this;
    }

    Writer key(String name) {
      return text(name);
    }

    Writer text(String text) {
      return string(text.getBytes(StandardCharsets.UTF_8));
    }

    Writer string(byte[] content) {
      return string(content.length, out -> out.put(content));
    }

    Writer string(int length, Consumer<ByteBuffer> content) {
      decimal(length);
      bytes.put((byte) ':');
      content.accept(bytes);
      return this;
    }

    private void decimal(int number) {
      if (number >= 10) {
        decimal(number / 10);
      }
      bytes.put((byte) ('0' + number % 10));
    }

    Writer integer(long value) {
      bytes.put((byte) 'i').put(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
      return raw('e');
    }

    Writer flag(String key, boolean set) {
      return set ? key(key).integer(1) : this;
    }

    Writer id(NodeId id) {
      return string(id.bytes());
    }

    Writer number(long number) {
      return string(Long.BYTES, out -> out.putLong(number));
    }

    Writer locator(Locator.Ip locator) {
      return string(
          CompactNodes.stride(CompactNodes.isV6(locator)), out -> CompactNodes.write(locator, out));
    }

    Writer want(Want want) {
      if (want.v4() || want.v6()) {
        key("want").raw('l');
        bytes.put(want.v4() ? N4 : new byte[0]).put(want.v6() ? N6 : new byte[0]);
        raw('e');
      }
      return this;
    }

    private static final byte[] N4 = "2:n4".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] N6 = "2:n6".getBytes(StandardCharsets.US_ASCII);

    Writer nodes(List<Contact> nodes) {
      nodes("nodes", nodes, false);
      nodes("nodes6", nodes, true);
      return this;
    }

    private void nodes(String key, List<Contact> all, boolean v6) {
      List<Contact> some =
          all.stream().filter(node -> CompactNodes.isV6(node.locator()) == v6).toList();
      if (some.isEmpty()) {
        return;
      }
      key(key)
          .string(
              some.size() * (Krpc.ID_LENGTH + CompactNodes.stride(v6)),
              out -> {
                for (Contact node : some) {
                  out.put(node.id().bytes());
                  CompactNodes.write(node.locator(), out);
                }
              });
    }

    Writer peers(List<Locator.Ip> peers) {
      if (!peers.isEmpty()) {
        key("values").raw('l');
        peers.forEach(this::locator);
        raw('e');
      }
      return this;
    }
  }
}
