package dev.shoal.kademlia;

/**
 * The numbers in which dialects of Kademlia differ.
 *
 * @param metric how far it is from one id to another
 * @param k how many contacts a bucket holds, and how many a lookup finds
 * @param alpha how many are asked at once by a lookup
 * @param diversity how many contacts of one network are kept
 * @param freshSeconds how long after its last answer a contact counts as alive
 * @param refreshSeconds how long after its last lookup a bucket is looked into again
 */
public record Tuning(
    Metric metric, int k, int alpha, Diversity diversity, int freshSeconds, int refreshSeconds) {
  /** The mainline DHT (BEP 5), with as many questions at once as its fast nodes use. */
  public static final Tuning MAINLINE =
      new Tuning(Metric.XOR, 8, 5, Diversity.STRICT, 15 * 60, 15 * 60);

  /** A tuning that can work. */
  public Tuning {
    if (k < 1 || alpha < 1 || freshSeconds < 1 || refreshSeconds < 1) {
      throw new IllegalArgumentException("k, alpha and times are at least 1");
    }
  }

  /** The same for contacts that share addresses, as those of a test do. */
  public Tuning with(Diversity other) {
    return new Tuning(metric, k, alpha, other, freshSeconds, refreshSeconds);
  }
}
