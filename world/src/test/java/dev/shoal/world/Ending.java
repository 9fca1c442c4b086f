package dev.shoal.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;

/** One who sends a known sequence of bytes, checks that sequence in what comes, and keeps times. */
final class Ending implements VirtualHost.Dialled, VirtualPipe.Handler {
  private final VirtualTime time;
  private final int toSend;
  private int sent;
  private VirtualPipe pipe;

  int received;
  long connectedAt = -1;
  long lastByteAt = -1;
  long endedAt = -1;
  Optional<VirtualPipe.End> end = Optional.empty();
  Optional<VirtualHost.Failure> failure = Optional.empty();

  Ending(VirtualTime time, int toSend) {
    this.time = time;
    this.toSend = toSend;
  }

  VirtualPipe pipe() {
    return pipe;
  }

  @Override
  public void onConnected(VirtualPipe made) {
    pipe = made;
    connectedAt = time.elapsed();
    made.handler(this);
    if (toSend > 0) {
      onWritable();
    }
  }

  @Override
  public void onFailed(VirtualHost.Failure why) {
    failure = Optional.of(why);
    endedAt = time.elapsed();
  }

  @Override
  public void onWritable() {
    while (sent < toSend && pipe.room() > 0) {
      ByteBuffer next = ByteBuffer.allocate(Math.min(10_007, toSend - sent));
      for (int i = 0; i < next.capacity(); i++) {
        next.put(i, at(sent + i));
      }
      sent += pipe.send(next);
      if (next.hasRemaining()) {
        return;
      }
    }
    if (sent == toSend) {
      pipe.close();
    }
  }

  @Override
  public void onBytes(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (bytes.get() != at(received++)) {
        throw new AssertionError("wrong byte at " + (received - 1));
      }
    }
    lastByteAt = time.elapsed();
  }

  @Override
  public void onEnd(VirtualPipe.End why) {
    assertThat(end).isEmpty();
    end = Optional.of(why);
    endedAt = time.elapsed();
  }

  private static byte at(int position) {
    return (byte) (position * 31 + (position >> 8));
  }
}
