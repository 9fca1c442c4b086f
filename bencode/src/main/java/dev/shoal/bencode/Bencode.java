package dev.shoal.bencode;

/** The codec of BEP 3 between bytes and {@link Bencoded} values. Pure; any thread. */
public final class Bencode {
  private Bencode() {}

  /**
   * A value and the bytes it took.
   *
   * @param value what stood first
   * @param length how many bytes of the input it took; the payload follows them
   */
  public record Prefix(Bencoded value, int length) {}

  /**
   * The one value that these bytes are.
   *
   * <p>The values are views of the array, which is neither copied nor may be changed from now on.
   *
   * @throws BencodeException if they are anything else, bytes behind the value included, or beyond
   *     a limit
   */
  public static Bencoded decode(byte[] bytes, BencodeLimits limits) {
    if (bytes.length > limits.maxLength()) {
      throw new BencodeException(
          limits.maxLength(), "longer than " + limits.maxLength() + " bytes");
    }
    Decoder decoder = new Decoder(bytes, limits);
    Bencoded value = decoder.value();
    decoder.end();
    return value;
  }

  /**
   * The one dictionary that these bytes are; as {@link #decode}.
   *
   * @throws BencodeException if they are anything else
   */
  public static Bencoded.BDict decodeDict(byte[] bytes, BencodeLimits limits) {
    if (decode(bytes, limits) instanceof Bencoded.BDict dict) {
      return dict;
    }
    throw new BencodeException(0, "not a dictionary");
  }

  /**
   * The value that these bytes begin with, whatever follows (in {@code ut_metadata}, BEP 9, a piece
   * of the metadata follows a dictionary). {@code maxLength} bounds the value, not what follows.
   *
   * @throws BencodeException if they do not begin with a value
   */
  public static Prefix decodePrefix(byte[] bytes, BencodeLimits limits) {
    Decoder decoder = new Decoder(bytes, limits);
    Bencoded value = decoder.value();
    return new Prefix(value, decoder.position());
  }

  /**
   * The bytes of a value: keys sorted by their bytes, numbers in their only form. A dictionary that
   * was decoded yields the bytes it was decoded from.
   *
   * @throws ArithmeticException if they would be more than an array holds
   */
  public static byte[] encode(Bencoded value) {
    return Encoder.encode(value);
  }
}
