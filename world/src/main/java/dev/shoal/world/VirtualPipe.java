package dev.shoal.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shoal.base.Locator;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a stream: what is sent arrives at the other end, whole and in order, later. Loss shows
 * as time (a packet is sent again) and as less throughput, never as missing bytes. No callback
 * comes from inside a call: each is an event of its own.
 */
public final class VirtualPipe {
  /** Bytes that wait at this end until the window lets them go; more are not taken. */
  public static final int SEND_BUFFER = 256 << 10;

  /** Why a stream ended. */
  public enum End {
    /** The other side closed it, and all it had sent was delivered before. */
    CLOSED,
    /** The other side broke it off. */
    RESET,
    /** What was sent could not be delivered for about half a minute. */
    TIMEOUT
  }

  /** What happens on a stream. */
  public interface Handler {
    /** Bytes came: read-only, valid during the call. */
    void onBytes(ByteBuffer bytes);

    /** There is room again, after {@link VirtualPipe#send} did not take all. */
    default void onWritable() {}

    /** It ended; nothing follows. */
    void onEnd(End why);
  }

  private final VirtualNetwork network;
  private final VirtualHost host;
  private final Locator.Ip local;
  private final Locator.Ip remote;
  private final StreamOutput output;
  private final StreamInput input;
  private @Nullable VirtualPipe other;
  private @Nullable Handler handler;
  private @Nullable End untold;
  private boolean paused;
  private boolean closing;
  private boolean ended;

  private VirtualPipe(
      VirtualNetwork network, VirtualHost host, Locator.Ip local, Locator.Ip remote) {
    this.network = network;
    this.host = host;
    this.local = local;
    this.remote = remote;
    this.output = new StreamOutput(this, network);
    this.input = new StreamInput(this, network);
  }

  /** Joins two hosts and gives the end of the first; {@link #other} is that of the second. */
  static VirtualPipe between(VirtualHost a, Locator.Ip local, VirtualHost b, Locator.Ip remote) {
    VirtualPipe here = new VirtualPipe(a.network(), a, local, remote);
    VirtualPipe there = new VirtualPipe(b.network(), b, remote, local);
    here.other = there;
    there.other = here;
    a.pipes().add(here);
    b.pipes().add(there);
    return here;
  }

  /** The address of this end. */
  public Locator.Ip local() {
    return local;
  }

  /** The address of the other end. */
  public Locator.Ip remote() {
    return remote;
  }

  /** Whether bytes can still be sent. */
  public boolean isOpen() {
    return !ended && !closing;
  }

  /** Sets who is told; what came before waits for it. */
  public void handler(Handler told) {
    handler = told;
    input.drainSoon();
    if (untold != null) {
      End why = untold;
      untold = null;
      network.time().schedule(0, () -> told.onEnd(why));
    }
  }

  /** Stops or resumes reading; while it is stopped, the other side's window fills up. */
  public void pause(boolean stop) {
    paused = stop;
    input.drainSoon();
  }

  /**
   * Sends a copy of what remains in the buffer, as far as there is room; if some remains, {@link
   * Handler#onWritable} follows. A stream that ended takes nothing.
   *
   * @return how many bytes were taken
   */
  public int send(ByteBuffer from) {
    return isOpen() ? output.send(from) : 0;
  }

  /** How many bytes {@link #send} would take now. */
  public int room() {
    return isOpen() ? output.room() : 0;
  }

  /** Ends the stream once all that was sent has arrived; this end hears nothing more. */
  public void close() {
    if (isOpen()) {
      closing = true;
      input.drainSoon();
      output.offer();
    }
  }

  /** Breaks the stream off at once; what is on its way is lost; this end hears nothing more. */
  public void reset() {
    if (!ended) {
      finish();
      sendReset();
    }
  }

  /** Ends this end without a word to anybody. */
  void finish() {
    ended = true;
    output.clear();
    input.clear();
    host.pipes().remove(this);
  }

  /** Ends this end and tells who uses it. */
  void end(End why) {
    if (ended) {
      return;
    }
    finish();
    network.trace().note(Trace.Kind.END, remote, local, why.name().getBytes(UTF_8));
    if (closing) {
      return;
    }
    if (handler == null) {
      untold = why;
    } else {
      handler.onEnd(why);
    }
  }

  void sendReset() {
    VirtualPipe to = other();
    if (!network.isCut(host, to.host)) {
      network.time().schedule(network.delay(host, to.host), () -> to.end(End.RESET));
    }
  }

  void tellBytes(byte[] bytes) {
    if (!closing && handler != null) {
      handler.onBytes(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    }
  }

  void tellWritable() {
    if (isOpen() && handler != null) {
      handler.onWritable();
    }
  }

  /** Whether bytes may be handed over now; an end that is closing reads on, and drops them. */
  boolean isReading() {
    return closing || (!paused && handler != null);
  }

  boolean isClosing() {
    return closing;
  }

  boolean hasEnded() {
    return ended;
  }

  VirtualHost host() {
    return host;
  }

  StreamOutput output() {
    return output;
  }

  StreamInput input() {
    return input;
  }

  VirtualPipe other() {
    if (other == null) {
      throw new IllegalStateException("not joined");
    }
    return other;
  }
}
