package dev.shoal.tracker.gate;

import dev.shoal.base.Endpoint;
import dev.shoal.base.Problem;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.Outcome.Refused;
import dev.shoal.tracker.core.Outcome.Why;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether an announce is served. Any thread may ask; one, which may wait for the disk, keeps house.
 * Who serves asks first whether {@link #wantsCredentials} at all, as a public tracker does not.
 */
public final class Gate {
  private final Optional<ListFile> allow;
  private final Optional<ListFile> deny;
  private final List<byte[]> clients;
  private final Optional<Register> register;
  private final Optional<Limiter> limiter;
  private volatile Rules rules = Rules.NONE;
  private Optional<ServedList> allowed = Optional.empty(); // by the housekeeper
  private ServedList denied = ServedList.EMPTY; // likewise

  /**
   * A gate.
   *
   * @param lists files of what is served and what is not
   * @param clients codes of the programs that are served, as they begin a peer id, with a dash
   *     before it or without (BEP 20); empty: any
   * @param register whose passkeys are good; empty: none is asked for
   * @param announces at most from one address in ten seconds; 0: any number
   * @param seed of chance
   * @throws Problem if a list cannot be read
   */
  public Gate(
      Lists lists, List<String> clients, Optional<Register> register, int announces, long seed) {
    this.allow = lists.allow().map(ListFile::new);
    this.deny = lists.deny().map(ListFile::new);
    this.clients =
        clients.stream()
            .map(code -> code.replaceFirst("^-", ""))
            .flatMap(code -> Stream.of("-" + code, code))
            .map(beginning -> beginning.getBytes(StandardCharsets.ISO_8859_1))
            .toList();
    this.register = register;
    this.limiter = announces == 0 ? Optional.empty() : Optional.of(new Limiter(announces, seed));
    readLists();
  }

  /** Everything is served to everybody. */
  public static Gate open() {
    Lists none = new Lists(Optional.empty(), Optional.empty());
    return new Gate(none, List.of(), Optional.empty(), 0, 0);
  }

  /**
   * The lists of an operator.
   *
   * @param allow a file of what is served; empty: all
   * @param deny a file of what is not served
   */
  public record Lists(Optional<Path> allow, Optional<Path> deny) {}

  /** Whether more is to be known of a peer than a swarm needs. */
  public boolean wantsCredentials() {
    return register.isPresent() || !clients.isEmpty();
  }

  /** Whether one more announce may come from an address now. */
  public boolean admits(Endpoint from, long nanos) {
    return limiter.isEmpty() || limiter.get().admits(from, nanos);
  }

  /** Why an announce is not served, if it is not. */
  public Optional<Refused> refuses(Announce announce) {
    Rules now = rules;
    if (now.areNone()) {
      return Optional.empty();
    }
    Optional<Refused> refused = now.refuses(announce.infoHash());
    return refused.isPresent() ? refused : now.refuses(announce.peer());
  }

  /** Why a peer is not served that says this of itself, if it is not. */
  public Optional<Refused> refuses(Credentials credentials) {
    if (!clients.isEmpty() && clients.stream().noneMatch(credentials.peerId()::startsWith)) {
      return Optional.of(new Refused(Why.CLIENT));
    }
    return refuses(credentials.passkey());
  }

  /** Why nothing is told to somebody with this passkey, if it is not. */
  public Optional<Refused> refuses(Optional<String> passkey) {
    boolean good = register.isEmpty() || passkey.filter(register.get()::knows).isPresent();
    return good ? Optional.empty() : Optional.of(new Refused(Why.PASSKEY));
  }

  /** Whether a torrent is told about. */
  public boolean serves(InfoHash torrent) {
    return rules.refuses(torrent).isEmpty();
  }

  /** An announce was served to a peer that said this of itself. */
  public void served(Announce announce, Credentials credentials) {
    register.ifPresent(known -> known.count(announce, credentials));
  }

  /**
   * Reads lists that have changed; once a second or so.
   *
   * @return whether one had
   * @throws Problem if one cannot be read; what it had before goes on to count
   */
  public boolean readLists() {
    Optional<ServedList> newAllowed = allow.flatMap(ListFile::ifChanged);
    Optional<ServedList> newDenied = deny.flatMap(ListFile::ifChanged);
    if (newAllowed.isEmpty() && newDenied.isEmpty()) {
      return false;
    }
    allowed = newAllowed.or(() -> allowed);
    denied = newDenied.orElse(denied);
    rules = new Rules(allowed, denied);
    return true;
  }
}
