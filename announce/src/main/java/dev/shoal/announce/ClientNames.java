package dev.shoal.announce;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs behind peer ids, by the conventions that BEP 20 describes. */
final class ClientNames {
  private static final String UNKNOWN = "unknown";

  /** {@code -qB4650-}: two characters for the program, four for the version. */
  private static final Pattern AZUREUS =
      Pattern.compile("^-([A-Za-z0-9~]{2})([0-9A-Za-z]{4}|[0-9A-Za-z]{3}-)");

  /** {@code M7-10-5-} of the first client, {@code A2-1-36-0-} of aria2. */
  private static final Pattern DASHED =
      Pattern.compile("^(M|Q|A2)-?(\\d{1,3})-(\\d{1,3})-(\\d{1,3})-");

  /** {@code T03I----}: one letter, then a version of up to five characters. */
  private static final Pattern SHADOW = Pattern.compile("^([ABOQRSTU])([0-9A-Za-z.]{1,5})-{1,5}");

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("SH", "Shoal"),
          Map.entry("7T", "aTorrent"),
          Map.entry("AZ", "Vuze"),
          Map.entry("BC", "BitComet"),
          Map.entry("BI", "BiglyBT"),
          Map.entry("BT", "BitTorrent"),
          Map.entry("DE", "Deluge"),
          Map.entry("FD", "Free Download Manager"),
          Map.entry("FW", "FrostWire"),
          Map.entry("GT", "anacrolix torrent"),
          Map.entry("HL", "Halite"),
          Map.entry("JS", "JSTorrent"),
          Map.entry("KT", "KTorrent"),
          Map.entry("LT", "libtorrent"),
          Map.entry("lt", "rTorrent"),
          Map.entry("LW", "LimeWire"),
          Map.entry("MG", "MediaGet"),
          Map.entry("ML", "MLDonkey"),
          Map.entry("MO", "MonoTorrent"),
          Map.entry("PI", "PicoTorrent"),
          Map.entry("qB", "qBittorrent"),
          Map.entry("rQ", "rqbit"),
          Map.entry("SD", "Xunlei"),
          Map.entry("SZ", "Shareaza"),
          Map.entry("TL", "Tribler"),
          Map.entry("TR", "Transmission"),
          Map.entry("UM", "uTorrent Mac"),
          Map.entry("UT", "uTorrent"),
          Map.entry("UW", "uTorrent Web"),
          Map.entry("WD", "WebTorrent Desktop"),
          Map.entry("WW", "WebTorrent"),
          Map.entry("XL", "Xunlei"),
          Map.entry("M", "BitTorrent"),
          Map.entry("Q", "Queen Bee"),
          Map.entry("A2", "aria2"),
          Map.entry("A", "ABC"),
          Map.entry("O", "Osprey Permaseed"),
          Map.entry("R", "Tribler"),
          Map.entry("S", "Shadow"),
          Map.entry("T", "BitTornado"),
          Map.entry("U", "UPnP NAT BitTorrent"));

  private ClientNames() {}

  static String describe(byte[] peerId) {
    String id = new String(peerId, StandardCharsets.ISO_8859_1);
    return azureus(id).or(() -> dashed(id)).or(() -> shadow(id)).orElse(UNKNOWN);
  }

  private static Optional<String> azureus(String id) {
    Matcher m = AZUREUS.matcher(id);
    if (!m.find()) {
      return Optional.empty();
    }
    String code = m.group(1);
    String version = m.group(2);
    return Optional.of(named(code, numbers(version.substring(0, 3), version.charAt(3))));
  }

  private static Optional<String> dashed(String id) {
    Matcher m = DASHED.matcher(id);
    return m.find()
        ? Optional.of(named(m.group(1), m.group(2) + "." + m.group(3) + "." + m.group(4)))
        : Optional.empty();
  }

  private static Optional<String> shadow(String id) {
    Matcher m = SHADOW.matcher(id);
    return m.find() && NAMES.containsKey(m.group(1))
        ? Optional.of(named(m.group(1), numbers(m.group(2), '-')))
        : Optional.empty();
  }

  private static String named(String code, String version) {
    return NAMES.getOrDefault(code, code.replace("~", "")) + " " + version;
  }

  /** {@code 465} and {@code 0} are 4.6.5; {@code D} counts as 13; a letter at the end is a mark. */
  private static String numbers(String parts, char last) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < parts.length(); i++) {
      int number = Character.digit(parts.charAt(i), 36);
      out.append(out.isEmpty() ? "" : ".").append(number < 0 ? 0 : number);
    }
    if (last > '0' && last <= '9') {
      out.append('.').append(last);
    } else if (Character.isLetter(last)) {
      out.append(String.valueOf(last).toLowerCase(Locale.ROOT));
    }
    return out.toString();
  }
}
