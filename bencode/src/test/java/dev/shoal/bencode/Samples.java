package dev.shoal.bencode;

import dev.shoal.testkit.Draw;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Inputs that several tests use. */
final class Samples {
  static final BencodeLimits LIMITS = new BencodeLimits(1 << 20, 32, 10_000, false);

  /** Correct inputs of every shape, each in its only form. */
  static final List<String> CORRECT =
      List.of(
          "i0e",
          "i-1e",
          "i42e",
          "i9223372036854775807e",
          "i-9223372036854775808e",
          "0:",
          "4:spam",
          "10:0123456789",
          "le",
          "l4:spami-3ee",
          "lllleee0:e",
          "de",
          "d0:0:e",
          "d3:cow3:moo4:spam4:eggse",
          "d4:spaml1:a1:bee",
          "d1:ad1:bd1:cl0:eeee");

  private Samples() {}

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static Bencoded decode(String text) {
    return Bencode.decode(ascii(text), LIMITS);
  }

  /** Any value, no deeper than this. */
  static Bencoded any(Draw draw, int depth) {
    return switch (draw.between(0, depth == 0 ? 1 : 3)) {
      case 0 -> Bencoded.of(draw.number());
      case 1 -> draw.oneIn(2) ? Bencoded.of(draw.text()) : Bencoded.of(draw.bytes());
      case 2 ->
          new Bencoded.BList(
              draw.<Bencoded>list(() -> any(draw, depth - 1)).stream().limit(8).toList());
      default -> anyDict(draw, depth);
    };
  }

  static Bencoded.BDict anyDict(Draw draw, int depth) {
    Bencoded.DictBuilder builder = Bencoded.dict();
    Set<Bencoded.BString> keys = new HashSet<>();
    for (int i = draw.between(0, 6); i > 0; i--) {
      Bencoded.BString key = Bencoded.of(draw.bytes());
      if (keys.add(key)) {
        builder.put(key, any(draw, depth - 1));
      }
    }
    return builder.build();
  }

  /** An equal value whose dictionaries do not know the bytes they came from. */
  static Bencoded rebuilt(Bencoded value) {
    return switch (value) {
      case Bencoded.BInteger integer -> integer;
      case Bencoded.BString string -> string;
      case Bencoded.BList list ->
          new Bencoded.BList(list.items().stream().map(Samples::rebuilt).toList());
      case Bencoded.BDict dict -> {
        Bencoded.DictBuilder builder = Bencoded.dict();
        dict.keys().forEach(key -> builder.put(key, rebuilt(dict.get(key).orElseThrow())));
        yield builder.build();
      }
    };
  }
}
