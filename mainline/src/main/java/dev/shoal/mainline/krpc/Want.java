package dev.shoal.mainline.krpc;

/**
 * Of which families of addresses nodes are wanted in an answer (BEP 32).
 *
 * @param v4 {@code n4}
 * @param v6 {@code n6}
 */
public record Want(boolean v4, boolean v6) {
  /** Not said: of the family by which the question came. */
  public static final Want UNSAID = new Want(false, false);

  /** Only IPv4, or only IPv6. */
  public static Want family(boolean isV6) {
    return new Want(!isV6, isV6);
  }
}
