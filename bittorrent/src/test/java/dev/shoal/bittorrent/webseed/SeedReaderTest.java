package dev.shoal.bittorrent.webseed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Locator;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.HttpRanges;
import dev.shoal.net.RateLimit;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeedReaderTest {
  private static final int SMALL = 1000;
  private static final int PAD = 24;
  private static final int LARGE = 2_000_000;

  private static final Layout LAYOUT =
      new Layout(
          "f",
          true,
          List.of(
              new FileEntry(List.of("small"), 0, SMALL),
              new FileEntry(List.of(".pad"), SMALL, PAD, true),
              new FileEntry(List.of("large"), SMALL + PAD, LARGE)),
          SMALL + PAD + LARGE,
          1024);

  private final List<String> asked = new ArrayList<>();
  private boolean knowsRanges = true;
  private boolean cutsOff;
  private int spent;

  /** Serves bytes that tell their place in the file. */
  private final HttpRanges server =
      new HttpRanges() {
        private long next;

        @Override
        public Head ask(URI uri, long first, long last) {
          asked.add(uri.getPath() + " " + first + "-" + last);
          next = knowsRanges ? first : 0;
          long length = uri.getPath().endsWith("small") ? SMALL : LARGE;
          Map<String, String> headers =
              knowsRanges
                  ? Map.of("content-range", "bytes " + first + "-" + last + "/" + length)
                  : Map.of();
          return new Head(
              knowsRanges ? 206 : 200,
              headers,
              new Locator.Ip(InetAddress.ofLiteral("192.0.2.1"), 80));
        }

        @Override
        public int read(ByteBuffer into) {
          if (cutsOff) {
            cutsOff = false;
            throw new ConnectionException("cut");
          }
          int count = into.remaining();
          while (into.hasRemaining()) {
            into.put((byte) (next++ % 251));
          }
          return count;
        }

        @Override
        public void close() {}
      };

  private final RateLimit limit =
      new RateLimit() {
        @Override
        public void spend(int bytes) {
          spent += bytes;
        }

        @Override
        public long rate() {
          return 1;
        }
      };

  private final SeedReader reader =
      new SeedReader(new SeedUrls(URI.create("http://w/"), LAYOUT), server, limit);

  private void read(long from, int length, long until) throws InterruptedException {
    ByteBuffer into = ByteBuffer.allocate(length);
    reader.read(from, into, until);
    for (int i = 0; i < length; i++) {
      long at = from + i;
      long expected = at < SMALL ? at : at < SMALL + PAD ? 0 : at - SMALL - PAD;
      assertThat(into.get(i)).isEqualTo((byte) (expected % 251));
    }
  }

  @Test
  void paddingIsNotAskedFor() throws InterruptedException {
    read(900, 200, 5000);
    assertThat(asked).containsExactly("/f/small 900-999", "/f/large 0-3975");
    assertThat(spent).isEqualTo(200 - PAD);
  }

  @Test
  void oneRequestReachesAsFarAsReadingWillGo() throws InterruptedException {
    read(2000, 500, 3000);
    read(2500, 500, 3000);
    read(3000, 100, 3100);
    assertThat(asked).containsExactly("/f/large 976-1975", "/f/large 1976-2075");
  }

  @Test
  void aSmallGapIsReadOverALargeOneAskedAnew() throws InterruptedException {
    read(2000, 100, 1_000_000);
    read(2200, 100, 1_000_000);
    assertThat(asked).hasSize(1);
    assertThat(spent).isEqualTo(300);
    read(900_000, 100, 1_000_000);
    read(2000, 100, 3000);
    assertThat(asked).hasSize(3);
  }

  @Test
  void aWholeFileServesWhoReadsInOrder() throws InterruptedException {
    knowsRanges = false;
    for (long at = 1024; at < 2_000_000; at += 100_000) {
      read(at, 100_000, at + 100_000);
    }
    assertThat(asked).hasSize(1);
  }

  @Test
  void nothingMoreIsReadOfWhatBroke() throws InterruptedException {
    read(2000, 100, 3000);
    cutsOff = true;
    assertThatThrownBy(() -> read(2100, 100, 3000)).hasMessage("cut");
    read(2100, 100, 3000);
    assertThat(asked).containsExactly("/f/large 976-1975", "/f/large 1076-1975");
  }
}
