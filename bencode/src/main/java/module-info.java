/**
 * The bencode codec of BEP 3: strict, bounded, and true to the bytes it read.
 *
 * <p>Read {@link dev.shoal.bencode.Bencoded} first: the four kinds of value. Then {@link
 * dev.shoal.bencode.Bencode}, which turns bytes into values and values into bytes, and {@link
 * dev.shoal.bencode.BencodeLimits}, without which nothing is decoded: what a stranger sends may be
 * deep, wide or long, and is refused before it costs more than the bytes that have arrived.
 *
 * <p>A decoded dictionary remembers the bytes it came from, because the hash of a torrent is that
 * of the original bytes, whatever an encoder would have made of them.
 *
 * <p>It is not a mapper of objects, and knows no torrent, tracker or DHT message; those rooms read
 * values by key and say themselves what is missing. It does not read files or sockets: whoever
 * calls has the bytes.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.bencode {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;

  exports dev.shoal.bencode;
}
