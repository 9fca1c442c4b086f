package dev.shoal.benchmarks;

import dev.shoal.base.Hash;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a run of 1 MiB costs to digest, in a buffer inside or outside the heap. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PieceDigestBenchmark {
  private static final int RUN = 1 << 20;

  @Param({"SHA-1", "SHA-256"})
  private String algorithm = "SHA-1";

  @Param({"heap", "direct"})
  private String memory = "direct";

  /** The digest of one run. */
  @Benchmark
  public int run(Buffers buffers) throws DigestException {
    MessageDigest digest = algorithm.equals("SHA-1") ? Hash.sha1() : Hash.sha256();
    digest.update((memory.equals("heap") ? buffers.heap : buffers.direct).duplicate());
    return digest.digest(buffers.result, 0, digest.getDigestLength());
  }

  /** The run, twice, and room for its digest. */
  @State(Scope.Thread)
  public static class Buffers {
    private final ByteBuffer heap = ByteBuffer.allocate(RUN);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(RUN);
    private final byte[] result = new byte[Hash.SHA256_LENGTH];
  }
}
