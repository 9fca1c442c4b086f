package dev.shoal.discovery.book;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A book as bytes: a mark with the version, the key, then each network: the length of its name (1)
 * and the name, how many nodes (4), and each of them: its address (length 1, then 4 or 16) and port
 * (2), the same of its source, five times (8 each), failures (1), in how many buckets it was named
 * (1; none: it answered) and these (2 each). Last the SHA-256 of all that.
 *
 * <p>Slots are not in it: they follow from the key. What says anything a book never says is refused
 * as a whole, as there is no telling what else is wrong with it.
 */
final class BookCodec {
  /** As many nodes as a network has places for. */
  static final int MAX_NODES = (Places.NEW_BUCKETS + Places.TRIED_BUCKETS) * Places.SLOTS;

  private static final byte[] MARK = "shoal peers 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final long LAST_TIME = 1L << 48; // the year 10889: sums of times stay numbers
  private static final int MAX_FAILURES = 255;

  private BookCodec() {}

  static byte[] encode(byte[] key, Map<String, Shelf> shelves) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MARK);
      out.write(key);
      for (Map.Entry<String, Shelf> each : shelves.entrySet()) {
        byte[] name = each.getKey().getBytes(StandardCharsets.US_ASCII);
        out.writeByte(name.length);
        out.write(name);
        out.writeInt(each.getValue().entries().size());
        for (Entry entry : each.getValue().entries()) {
          write(entry, out);
        }
      }
      out.write(Hash.sha256().digest(bytes.toByteArray()));
    } catch (IOException memoryNeverFails) {
      throw new UncheckedIOException(memoryNeverFails);
    }
    return bytes.toByteArray();
  }

  private static void write(Entry entry, DataOutputStream out) throws IOException {
    write(entry.node, out);
    write(entry.source, out);
    out.writeLong(entry.firstSeen);
    out.writeLong(entry.lastSeen);
    out.writeLong(entry.lastTry);
    out.writeLong(entry.firstAnswer);
    out.writeLong(entry.lastAnswer);
    out.writeByte(Math.min(MAX_FAILURES, entry.failures));
    out.writeByte(entry.copies.size());
    for (int bucket : entry.copies) {
      out.writeShort(bucket);
    }
  }

  private static void write(Locator.Ip locator, DataOutputStream out) throws IOException {
    byte[] address = locator.address().getAddress();
    out.writeByte(address.length);
    out.write(address);
    out.writeShort(locator.port());
  }

  static Optional<PeerBook> decode(byte[] bytes, RandomGenerator random) {
    int end = bytes.length - Hash.SHA256_LENGTH;
    if (end < MARK.length + Places.KEY_LENGTH
        || !Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length)) {
      return Optional.empty();
    }
    byte[] digest = Hash.sha256().digest(Arrays.copyOf(bytes, end));
    if (!Arrays.equals(digest, Arrays.copyOfRange(bytes, end, bytes.length))) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, MARK.length, end - MARK.length);
    try {
      return Optional.of(book(in, random));
    } catch (Damaged | BufferUnderflowException | UnknownHostException damaged) {
      return Optional.empty();
    }
  }

  /** Says that this is no book. */
  private static final class Damaged extends Exception {
    private static final long serialVersionUID = 1;
  }

  private static void require(boolean so) throws Damaged {
    if (!so) {
      throw new Damaged();
    }
  }

  private static PeerBook book(ByteBuffer in, RandomGenerator random)
      throws Damaged, UnknownHostException {
    byte[] key = new byte[Places.KEY_LENGTH];
    in.get(key);
    PeerBook book = new PeerBook(random, key);
    String before = "";
    for (int networks = 0; in.hasRemaining(); networks++) {
      byte[] name = new byte[Byte.toUnsignedInt(in.get())];
      in.get(name);
      String network = new String(name, StandardCharsets.ISO_8859_1);
      require(networks < PeerBook.MAX_NETWORKS);
      require(PeerBook.isName(network) && network.compareTo(before) > 0);
      before = network;
      Shelf shelf = book.shelf(network);
      int count = in.getInt();
      require(count >= 0 && count <= MAX_NODES);
      for (int i = 0; i < count; i++) {
        require(shelf.restore(entry(in)));
      }
    }
    return book;
  }

  private static Entry entry(ByteBuffer in) throws Damaged, UnknownHostException {
    Locator.Ip node = locator(in);
    Locator.Ip source = locator(in);
    require(PeerBook.isPlausible(node, source));
    Entry entry = new Entry(node, source, time(in));
    entry.lastSeen = time(in);
    entry.lastTry = time(in);
    entry.firstAnswer = time(in);
    entry.lastAnswer = time(in);
    entry.failures = Byte.toUnsignedInt(in.get());
    int copies = Byte.toUnsignedInt(in.get());
    require(copies <= Entry.MAX_COPIES);
    for (int i = 0; i < copies; i++) {
      int bucket = Short.toUnsignedInt(in.getShort());
      require(bucket < Places.NEW_BUCKETS && entry.copies.add(bucket));
    }
    return entry;
  }

  private static long time(ByteBuffer in) throws Damaged {
    long time = in.getLong();
    require(time >= 0 && time <= LAST_TIME);
    return time;
  }

  private static Locator.Ip locator(ByteBuffer in) throws Damaged, UnknownHostException {
    int length = in.get();
    require(length == 4 || length == 16);
    byte[] address = new byte[length];
    in.get(address);
    return new Locator.Ip(InetAddress.getByAddress(address), Short.toUnsignedInt(in.getShort()));
  }
}
