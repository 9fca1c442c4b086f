package dev.shoal.bittorrent.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import dev.shoal.net.Duplex;
import dev.shoal.testkit.Property;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class EncryptedDuplexTest {
  /** Gives back what was written to it, in reads of any length. */
  private static final class Loop implements Duplex {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int read;

    @Override
    public long read(ByteBuffer[] into) {
      int before = read;
      byte[] all = written.toByteArray();
      for (ByteBuffer buffer : into) {
        int count = Math.min(buffer.remaining(), all.length - read);
        buffer.put(all, read, count);
        read += count;
      }
      return read > before ? read - before : -1;
    }

    @Override
    public void write(ByteBuffer[] from) {
      for (ByteBuffer buffer : from) {
        while (buffer.hasRemaining()) {
          written.write(buffer.get());
        }
      }
    }

    @Override
    public Locator.Ip local() {
      return new Locator.Ip(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public Locator.Ip remote() {
      return local();
    }

    @Override
    public void close() {}
  }

  private static Duplex around(Loop loop) {
    byte[] key = {1, 2, 3, 4, 5};
    return new EncryptedDuplex(loop, new EncryptionCore.Ciphers(new Rc4(key), new Rc4(key)));
  }

  @Test
  void whatIsWrittenIsReadAndTheCallersBytesStay() {
    Property.forAll(draw -> {
      Loop loop = new Loop();
      Duplex duplex = around(loop);
      byte[] plain = draw.bytes(500 * draw.size());
      ByteBuffer first = ByteBuffer.wrap(plain, 0, draw.between(0, plain.length)).slice();
      ByteBuffer second =
          ByteBuffer.wrap(plain, first.limit(), plain.length - first.limit()).slice();
      byte[] before = plain.clone();
      duplex.write(new ByteBuffer[] {first, second});
      assertThat(plain).isEqualTo(before);
      assertThat(first.hasRemaining() || second.hasRemaining()).isFalse();
      if (plain.length > 0) {
        assertThat(loop.written.toByteArray()).hasSize(plain.length).isNotEqualTo(plain);
      }
      assertThat(readAll(duplex, plain.length, draw.between(1, 4000))).isEqualTo(plain);
    });
  }

  /** Into two buffers at once, of which the first has something in it already. */
  private static byte[] readAll(Duplex duplex, int length, int most) {
    ByteBuffer all = ByteBuffer.allocate(length);
    while (all.hasRemaining()) {
      ByteBuffer one = ByteBuffer.allocate(most + 3).put(new byte[3]);
      ByteBuffer two = ByteBuffer.allocateDirect(10);
      long count = duplex.read(new ByteBuffer[] {one, two});
      one.flip().position(3);
      two.flip();
      assertThat(count).isEqualTo(one.remaining() + two.remaining());
      all.put(one).put(two);
    }
    assertThat(duplex.read(new ByteBuffer[] {ByteBuffer.allocate(1)})).isEqualTo(-1);
    return all.array();
  }
}
