package dev.shoal.cli.show;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import dev.shoal.host.Overlay.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a lookup in an overlay is shown: a line for each node that answered, with how many steps away
 * from this node it was named, how many bits it has in common with the target, and the times.
 */
public final class JourneyLines {
  private static final int ID_SHOWN = 10;
  private static final int ADDRESS_COLUMNS = 24;
  private static final long MICRO = 1000;

  private final NodeId target;
  private final Map<NodeId, Integer> hops = new HashMap<>(); // asked, never walked

  /** Lines of a lookup of this target. */
  public JourneyLines(NodeId target) {
    this.target = target;
  }

  /** The head of the columns. */
  public static String head() {
    return "hop  at ms    took ms  bits  " + Columns.pad("id", ID_SHOWN + 2) + " node";
  }

  /** The line of a node that answered. */
  public String line(Step step) {
    int hop = hop(step.node(), step.namedBy());
    String peers = step.peers().isEmpty() ? "" : Words.count(step.peers().size(), "peer");
    return (Columns.pad(String.valueOf(hop), 4)
            + " "
            + Columns.pad(millis(step.atNanos()), 8)
            + "  "
            + Columns.pad(millis(step.tookNanos()), 7)
            + "  "
            + Columns.pad(String.valueOf(commonBits(step.node().id())), 4)
            + "  "
            + Columns.pad(shortId(step.node().id()), ID_SHOWN + 2)
            + " "
            + Columns.pad(step.node().locator().toString(), ADDRESS_COLUMNS)
            + peers)
        .stripTrailing();
  }

  /** How many nodes lie between this node and that one, it included: 1 for those known before. */
  public int hop(Contact node, Optional<Contact> namedBy) {
    int hop = 1 + namedBy.map(by -> hops.getOrDefault(by.id(), 0)).orElse(0);
    hops.putIfAbsent(node.id(), hop);
    return hop;
  }

  /** The bits at the beginning that an id has in common with the target. */
  public int commonBits(NodeId id) {
    for (int i = 0; i < Math.min(id.length(), target.length()); i++) {
      int different = id.at(i) ^ target.at(i);
      if (different != 0) {
        return i * Byte.SIZE + Integer.numberOfLeadingZeros(different) - (Integer.SIZE - Byte.SIZE);
      }
    }
    return id.length() * Byte.SIZE;
  }

  /** The beginning of an id. */
  public static String shortId(NodeId id) {
    String hex = id.toString();
    return hex.length() <= ID_SHOWN ? hex : hex.substring(0, ID_SHOWN) + "…";
  }

  /** Milliseconds with one digit behind the point. */
  public static String millis(long nanos) {
    long tenths = nanos / MICRO / 100;
    return tenths / 10 + "." + tenths % 10;
  }
}
