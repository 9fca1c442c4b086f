package dev.shoal.host;

/** What a person gave to say what they want. */
public sealed interface ContentName {
  /** A link or a hash, as written: {@code magnet:?…}, 40 hexadecimal digits, 32 base32 digits. */
  record Link(String text) implements ContentName {}

  /** The bytes of a file that describes content, such as a {@code .torrent}. */
  record Description(byte[] bytes) implements ContentName {
    public Description {
      bytes = bytes.clone();
    }
  }
}
