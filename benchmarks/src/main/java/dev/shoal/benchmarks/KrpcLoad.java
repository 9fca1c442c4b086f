package dev.shoal.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Asks a node of the DHT as many do at once: 60 % {@code get_peers}, 30 % {@code find_node}, 10 %
 * {@code ping} (BEP 5), from addresses of 127.0.0.0/8, each in a /24 of its own, which answer when
 * they are asked. So many questions wait at a time; one that is not answered is given up after a
 * fifth of a second. Prints answers a second, and what was not answered, each second.
 *
 * <p>Arguments: port of 127.0.0.1, addresses (10000), seconds (30), questions at a time (512).
 */
public final class KrpcLoad {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int ID_LENGTH = 20;
  private static final int HASHES = 1000;
  private static final int LOOKED_AT = 100;

  /** One address: a socket, its id, and since when its question waits; 0: none does. */
  private static final class Asker {
    final DatagramChannel channel;
    final byte[] id = new byte[ID_LENGTH];
    long askedAt;

    Asker(DatagramChannel channel) {
      this.channel = channel;
    }
  }

  private final SplittableRandom random = new SplittableRandom(1);
  private final Selector selector;
  private final List<Asker> askers = new ArrayList<>();
  private final ByteBuffer in = ByteBuffer.allocateDirect(2048);
  private final ByteBuffer out = ByteBuffer.allocateDirect(2048);
  private final byte[] hashes = new byte[HASHES * ID_LENGTH];
  private int waiting;
  private int next;
  private long answers;
  private long lost;

  private KrpcLoad(int port, int addresses) throws IOException {
    selector = Selector.open();
    random.nextBytes(hashes);
    InetSocketAddress node = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    for (int i = 0; i < addresses; i++) {
      DatagramChannel channel = DatagramChannel.open();
      String address = "127." + (1 + i / 250) + "." + (1 + i % 250) + ".1";
      channel.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0)).connect(node);
      channel.configureBlocking(false);
      Asker asker = new Asker(channel);
      random.nextBytes(asker.id);
      channel.register(selector, SelectionKey.OP_READ, asker);
      askers.add(asker);
    }
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    int[] numbers = {0, 10_000, 30, 512};
    for (int i = 0; i < arguments.length; i++) {
      numbers[i] = Integer.parseInt(arguments[i]);
    }
    new KrpcLoad(numbers[0], numbers[1]).run(numbers[2], numbers[3]);
  }

  private void run(int seconds, int atOnce) throws IOException {
    long[] rates = new long[seconds];
    for (int second = 0; second < seconds; second++) {
      long begun = System.nanoTime();
      long before = answers;
      long lostBefore = lost;
      long now = begun;
      while (now - begun < TimeUnit.SECONDS.toNanos(1)) {
        fill(atOnce, now);
        selector.select(this::read, 1);
        now = System.nanoTime();
      }
      rates[second] = (answers - before) * TimeUnit.SECONDS.toNanos(1) / (now - begun);
      System.out.printf("%d answers/s, %d unanswered%n", rates[second], lost - lostBefore);
    }
    long[] warm = Arrays.copyOfRange(rates, seconds / 2, seconds);
    Arrays.sort(warm);
    System.out.printf("median of the second half: %d answers/s%n", warm[warm.length / 2]);
  }

  /** Each address has one question at a time; the next in turn asks. */
  private void fill(int atOnce, long now) throws IOException {
    boolean full = waiting >= atOnce; // then some are looked at all the same: they may be lost
    for (int looked = 0; looked < (full ? LOOKED_AT : askers.size()); looked++) {
      if (!full && waiting >= atOnce) {
        return;
      }
      Asker asker = askers.get(next);
      next = (next + 1) % askers.size();
      if (asker.askedAt != 0 && now - asker.askedAt > PATIENCE_NANOS) {
        asker.askedAt = 0;
        waiting--;
        lost++;
      }
      if (asker.askedAt == 0 && waiting < atOnce) {
        ask(asker);
        asker.askedAt = now;
        waiting++;
      }
    }
  }

  private void ask(Asker asker) throws IOException {
    int sort = random.nextInt(10);
    out.clear();
    put("d1:ad2:id20:").put(asker.id);
    if (sort < 6) {
      put("9:info_hash20:").put(hashes, ID_LENGTH * random.nextInt(HASHES), ID_LENGTH);
      put("e1:q9:get_peers");
    } else if (sort < 9) {
      put("6:target20:").put(hashes, ID_LENGTH * random.nextInt(HASHES), ID_LENGTH);
      put("e1:q9:find_node");
    } else {
      put("e1:q4:ping");
    }
    put("1:t2:aa1:y1:qe");
    asker.channel.write(out.flip());
  }

  private ByteBuffer put(String text) {
    return out.put(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void read(SelectionKey key) {
    Asker asker = (Asker) key.attachment();
    try {
      while (asker.channel.read(in.clear()) > 0) {
        take(asker, in.flip());
      }
    } catch (IOException refused) {
      throw new IllegalStateException("nobody is there", refused);
    }
  }

  /** Answers end with {@code 1:y1:re}; questions of the node are answered. */
  private void take(Asker asker, ByteBuffer message) throws IOException {
    byte kind = message.get(message.limit() - 2);
    if (kind == 'r') {
      answers++;
      waiting -= asker.askedAt == 0 ? 0 : 1;
      asker.askedAt = 0;
    } else if (kind == 'q') {
      int transaction = find(message);
      out.clear();
      put("d1:rd2:id20:").put(asker.id).put(message.slice(transaction, 9));
      put("1:y1:re").flip();
      asker.channel.write(out);
    }
  }

  /** Where its {@code 1:t4:} with four bytes begins. */
  private static int find(ByteBuffer message) {
    int at = message.limit() - 5;
    while (message.get(at) != '1'
        || message.get(at + 1) != ':'
        || message.get(at + 2) != 't'
        || message.get(at + 3) != '4') {
      at--;
    }
    return at;
  }
}
