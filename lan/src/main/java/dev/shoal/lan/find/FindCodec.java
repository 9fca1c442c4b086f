package dev.shoal.lan.find;

import dev.shoal.base.Hash;
import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.BencodeException;
import dev.shoal.bencode.BencodeLimits;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.bencode.Bencoded.BList;
import dev.shoal.bencode.Bencoded.BString;
import dev.shoal.lan.find.FindMessage.Answer;
import dev.shoal.lan.find.FindMessage.Item;
import dev.shoal.lan.find.FindMessage.Request;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads and writes the messages of the broadcast file request. Pure; any thread. */
public final class FindCodec {
  private static final int MAX_PORT = 0xFFFF;

  private FindCodec() {}

  /** The bytes of a message: of an answer as many items as fit. */
  public static ByteBuffer encode(FindMessage message) {
    return switch (message) {
      case Request it -> {
        BList words =
            new BList(it.words().stream().<Bencoded>map(word -> Bencoded.of(word)).toList());
        yield wrap(head(it).put("q", "find").put("w", words));
      }
      case Answer it -> {
        int count = it.items().size();
        ByteBuffer bytes = encode(it, count);
        while (bytes.remaining() > FindMessage.MAX_LENGTH && count > 1) {
          bytes = encode(it, --count);
        }
        yield bytes;
      }
    };
  }

  private static ByteBuffer encode(Answer it, int count) {
    List<Bencoded> items = new ArrayList<>();
    for (Item item : it.items().subList(0, count)) {
      items.add(
          Bencoded.dict()
              .put("h", item.content().bytes())
              .put("l", item.load())
              .put("m", cut(item.file()))
              .put("n", cut(item.name()))
              .put("s", item.bytes())
              .build());
    }
    return wrap(
        head(it)
            .put("d", it.heldMillis())
            .put("f", new BList(items))
            .put("p", it.port())
            .put("r", "have"));
  }

  private static Bencoded.DictBuilder head(FindMessage message) {
    byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(message.number()).array();
    return Bencoded.dict().put("a", message.attempt()).put("i", number);
  }

  private static ByteBuffer wrap(Bencoded.DictBuilder dict) {
    return ByteBuffer.wrap(Bencode.encode(dict.build()));
  }

  /** Not within a character: bytes 10xxxxxx go on with one (RFC 3629, section 3). */
  private static byte[] cut(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int end = Math.min(bytes.length, FindMessage.MAX_NAME);
    while (end < bytes.length && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  /** The message that these bytes are; empty if they are none. */
  public static Optional<FindMessage> decode(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    try {
      BDict dict = Bencode.decodeDict(copy, BencodeLimits.message(FindMessage.MAX_LENGTH));
      Optional<BString> number =
          dict.string("i").filter(it -> it.length() == FindMessage.NUMBER_LENGTH);
      if (number.isEmpty() || !within(dict, "a", 1)) {
        return Optional.empty();
      }
      long belongs = number.get().buffer().getLong();
      return dict.text("q").equals(Optional.of("find"))
          ? request(belongs, dict)
          : dict.text("r").equals(Optional.of("have")) ? answer(belongs, dict) : Optional.empty();
    } catch (BencodeException broken) {
      return Optional.empty();
    }
  }

  /** Whether there is an integer of that key from 0 to a bound. */
  private static boolean within(BDict dict, String key, long most) {
    long value = dict.integer(key).orElse(-1);
    return value >= 0 && value <= most;
  }

  private static int integer(BDict dict, String key) {
    return (int) dict.integer(key).orElseThrow();
  }

  private static Optional<FindMessage> request(long number, BDict dict) {
    List<Bencoded> all = dict.list("w").map(BList::items).orElse(List.of());
    List<String> words =
        all.stream()
            .filter(word -> word instanceof BString text && isWord(text))
            .map(word -> ((BString) word).asText())
            .toList();
    return words.isEmpty() || words.size() < all.size() || words.size() > FindMessage.MAX_WORDS
        ? Optional.empty()
        : Optional.of(new Request(number, integer(dict, "a"), words));
  }

  /** What is no UTF-8 becomes other bytes when it is read, and may be longer. */
  private static boolean isWord(BString text) {
    byte[] read = text.asText().getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(read, text.bytes())
        && read.length <= FindMessage.MAX_WORD
        && !text.asText().isBlank();
  }

  private static Optional<FindMessage> answer(long number, BDict dict) {
    List<Bencoded> all = dict.list("f").map(BList::items).orElse(List.of());
    List<Item> items =
        all.stream()
            .limit(FindMessage.MAX_ITEMS)
            .filter(BDict.class::isInstance)
            .flatMap(item -> item((BDict) item).stream())
            .toList();
    boolean proper =
        within(dict, "d", FindMessage.MAX_HELD_MILLIS)
            && within(dict, "p", MAX_PORT)
            && integer(dict, "p") > 0;
    return items.isEmpty() || !proper
        ? Optional.empty()
        : Optional.of(
            new Answer(number, integer(dict, "a"), integer(dict, "d"), integer(dict, "p"), items));
  }

  private static Optional<Item> item(BDict dict) {
    Optional<BString> name = name(dict, "n").filter(it -> it.length() > 0);
    Optional<Hash> content =
        dict.string("h")
            .filter(it -> it.length() == Hash.SHA1_LENGTH || it.length() == Hash.SHA256_LENGTH)
            .map(it -> Hash.of(it.bytes()));
    return name.isEmpty()
            || content.isEmpty()
            || !within(dict, "s", Long.MAX_VALUE)
            || !within(dict, "l", Integer.MAX_VALUE)
        ? Optional.empty()
        : Optional.of(
            new Item(
                name.get().asText(),
                name(dict, "m").map(BString::asText).orElse(""),
                dict.integer("s").orElseThrow(),
                content.get(),
                integer(dict, "l")));
  }

  private static Optional<BString> name(BDict dict, String key) {
    return dict.string(key).filter(it -> it.length() <= FindMessage.MAX_NAME);
  }
}
