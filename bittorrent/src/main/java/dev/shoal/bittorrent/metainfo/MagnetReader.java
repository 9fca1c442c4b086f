package dev.shoal.bittorrent.metainfo;

import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A reader of one magnet link (BEP 9, 19, 53, and {@code x.pe} of libtorrent). */
final class MagnetReader {
  private static final String SCHEME = "magnet:?";
  private static final String VERSION_1 = "urn:btih:";
  private static final String VERSION_2 = "urn:btmh:"; // BEP 52

  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{40}");
  private static final Pattern BASE32 = Pattern.compile("[a-zA-Z2-7]{32}");
  private static final Pattern MULTIHASH = Pattern.compile("1220[0-9a-fA-F]{64}"); // SHA-256
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
  private static final Pattern PEER =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]{2,45})]|([\\w.-]{1,253})):(\\d{1,5})");

  private static final Pattern FILES = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

  private @Nullable Hash infoHash;
  private boolean version2;
  private Optional<String> name = Optional.empty();
  private OptionalLong length = OptionalLong.empty();
  private final Set<URI> trackers = new LinkedHashSet<>();
  private final Set<Magnet.Peer> peers = new LinkedHashSet<>();
  private final Set<URI> webSeeds = new LinkedHashSet<>();
  private final Set<Magnet.Files> only = new LinkedHashSet<>();

  private MagnetReader() {}

  static Magnet read(String link) {
    if (link.length() > Magnet.MAX_LENGTH) {
      throw Malformed.link("it has more than " + Magnet.MAX_LENGTH + " characters");
    }
    MagnetReader reader = new MagnetReader();
    String text = link.strip();
    if (text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      String[] parameters = text.substring(SCHEME.length()).split("&", -1);
      if (parameters.length > Magnet.MAX_PARAMETERS) {
        throw Malformed.link("it has more than " + Magnet.MAX_PARAMETERS + " parameters");
      }
      List.of(parameters).forEach(reader::parameter);
    } else if (MULTIHASH.matcher(text).matches()) {
      reader.version2 = true;
    } else {
      reader.infoHash = hash(text).orElseThrow(MagnetReader::notALink);
    }
    return reader.magnet();
  }

  private static Problem notALink() {
    return new Problem(
        Problem.Kind.USAGE,
        "this is neither a magnet link nor an info-hash",
        "a link begins with magnet:? and an info-hash has 40 hexadecimal or 32 base32 digits");
  }

  private Magnet magnet() {
    if (infoHash == null) {
      throw version2
          ? Malformed.version2Only()
          : Malformed.link("it names no torrent (xt=urn:btih:)");
    }
    return new Magnet(
        infoHash,
        name,
        length,
        List.copyOf(trackers),
        List.copyOf(peers),
        List.copyOf(webSeeds),
        List.copyOf(only));
  }

  private void parameter(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals < 0) {
      return;
    }
    String value = parameter.substring(equals + 1);
    switch (key(parameter.substring(0, equals))) {
      case "xt" -> topic(Percent.decode(value));
      case "dn" -> {
        // Many programs write forms here, where a blank is a plus.
        String text = Percent.decode(value.replace('+', ' '));
        name = name.or(() -> Optional.of(text)).filter(shown -> !shown.isBlank());
      }
      case "xl" -> {
        if (LENGTH.matcher(value).matches()) {
          length = OptionalLong.of(Long.parseLong(value));
        }
      }
      case "tr" -> Urls.tracker(Percent.decode(value)).ifPresent(trackers::add);
      case "x.pe" -> peer(Percent.decode(value)).ifPresent(peers::add);
      case "ws" -> Urls.webSeed(Percent.decode(value)).ifPresent(webSeeds::add);
      case "so" -> List.of(value.split(",", -1)).forEach(this::files);
      default -> {} // of another network, or of another day
    }
  }

  private void files(String text) {
    Matcher numbers = FILES.matcher(text);
    if (numbers.matches()) {
      int first = Integer.parseInt(numbers.group(1));
      int last = numbers.group(2) == null ? first : Integer.parseInt(numbers.group(2));
      if (first <= last) {
        only.add(new Magnet.Files(first, last));
      }
    }
  }

  /** The key without the number that some programs give to those which are repeated. */
  private static String key(String written) {
    return written.toLowerCase(Locale.ROOT).replaceFirst("\\.\\d{1,3}$", "");
  }

  private void topic(String topic) {
    if (topic.regionMatches(true, 0, VERSION_2, 0, VERSION_2.length())) {
      version2 = true;
    } else if (topic.regionMatches(true, 0, VERSION_1, 0, VERSION_1.length())) {
      Hash named =
          hash(topic.substring(VERSION_1.length()))
              .orElseThrow(
                  () -> Malformed.link("its info-hash has not 40 hexadecimal or 32 base32 digits"));
      if (infoHash != null && !infoHash.equals(named)) {
        throw Malformed.link("it names two torrents");
      }
      infoHash = named;
    }
  }

  private static Optional<Hash> hash(String text) {
    return HEX.matcher(text).matches()
        ? Optional.of(Hash.ofHex(text))
        : BASE32.matcher(text).matches() ? Optional.of(Hash.of(base32(text))) : Optional.empty();
  }

  /** Five bits a digit, the first ones first (RFC 4648, section 6). */
  private static byte[] base32(String digits) {
    byte[] bytes = new byte[digits.length() * 5 / 8];
    long bits = 0;
    for (int i = 0; i < digits.length(); i++) {
      int c = digits.charAt(i);
      bits = bits << 5 | (c <= '7' ? c - '2' + 26 : (c | 0x20) - 'a');
      if (i % 8 == 7) {
        for (int b = 0; b < 5; b++) {
          bytes[i / 8 * 5 + b] = (byte) (bits >>> (32 - 8 * b));
        }
      }
    }
    return bytes;
  }

  private static Optional<Magnet.Peer> peer(String text) {
    Matcher matcher = PEER.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(3));
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return port < 1 || port > 0xFFFF ? Optional.empty() : Optional.of(new Magnet.Peer(host, port));
  }
}
