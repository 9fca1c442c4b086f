package dev.shoal.tracker.gate;

import dev.shoal.base.Endpoint;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.Outcome.Refused;
import dev.shoal.tracker.core.Outcome.Why;
import java.util.Optional;

/**
 * Which torrents and addresses are served.
 *
 * @param allow only what is on it, of the kinds it names; empty: all. A list of nothing is not
 *     empty, and serves no torrent
 * @param deny not what is on it
 */
record Rules(Optional<ServedList> allow, ServedList deny) {
  static final Rules NONE = new Rules(Optional.empty(), ServedList.EMPTY);

  /** Whether all is served to everybody. */
  boolean areNone() {
    return allow.isEmpty() && deny.torrents().isEmpty() && deny.addresses().isEmpty();
  }

  /** Why a torrent is not served, if it is not. */
  Optional<Refused> refuses(InfoHash torrent) {
    String reason = deny.torrents().get(torrent);
    if (reason != null) {
      return Optional.of(
          reason.isEmpty()
              ? new Refused(Why.TORRENT)
              : new Refused(Why.TORRENT, "this tracker does not serve that torrent: " + reason));
    }
    boolean served =
        allow
            .map(list -> list.namesAddressesOnly() || list.torrents().containsKey(torrent))
            .orElse(true);
    return served ? Optional.empty() : Optional.of(new Refused(Why.TORRENT));
  }

  /** Why an address is not served, if it is not. */
  Optional<Refused> refuses(Endpoint address) {
    boolean served =
        allow
                .map(list -> list.addresses().isEmpty() || list.addresses().contains(address))
                .orElse(true)
            && !deny.addresses().contains(address);
    return served ? Optional.empty() : Optional.of(new Refused(Why.ADDRESS));
  }
}
