package dev.shoal.mainline.krpc;

import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import java.util.Optional;

/** A message of the mainline DHT (BEP 5, "KRPC Protocol"). */
public sealed interface Krpc {
  /** The bytes by which who asked knows the answer to a question: 1 to {@link #MAX_TRANSACTION}. */
  byte[] transaction();

  /** Longer ones are not echoed: programs in use have 2 to 8 bytes. */
  int MAX_TRANSACTION = 32;

  /** The length of ids, info-hashes and targets in bytes. */
  int ID_LENGTH = 20;

  /** The most bytes of a message, but for those with an item (BEP 32). */
  int MAX_LENGTH = 1024;

  /** The most bytes of a message with an item of BEP 44, which are beyond BEP 32's bound. */
  int MAX_ITEM_LENGTH = 1400;

  /**
   * A question.
   *
   * @param id of who asks, as it says
   * @param readOnly whether who asks answers no questions itself (BEP 43)
   * @param relays whether who asks would like a permit for recursive lookups; said with the
   *     questions of BEP 5 that find nodes or peers, and with pings
   */
  record Query(byte[] transaction, NodeId id, boolean readOnly, boolean relays, Question question)
      implements Krpc {}

  /**
   * An answer.
   *
   * @param seenAs where the question came from, as who answers sees it (BEP 42)
   */
  record Reply(byte[] transaction, Answer answer, Optional<Locator.Ip> seenAs) implements Krpc {}

  /** No answer, and why. */
  record Failure(byte[] transaction, int code, String text) implements Krpc {
    /** Something went wrong at the other side. */
    public static final int GENERIC = 201;

    /** The other side has no room, or other troubles of its own. */
    public static final int SERVER = 202;

    /** The message was malformed, or its token wrong. */
    public static final int PROTOCOL = 203;

    /** No such method. */
    public static final int METHOD_UNKNOWN = 204;

    /** The value of an item is too long (BEP 44). */
    public static final int TOO_LONG = 205;

    /** The signature of an item is wrong (BEP 44). */
    public static final int BAD_SIGNATURE = 206;

    /** The salt of an item is too long (BEP 44). */
    public static final int SALT_TOO_LONG = 207;

    /** The item is not what the sender thought it was (BEP 44). */
    public static final int CAS_MISMATCH = 301;

    /** There is a newer item (BEP 44). */
    public static final int OLD_SEQUENCE = 302;
  }
}
