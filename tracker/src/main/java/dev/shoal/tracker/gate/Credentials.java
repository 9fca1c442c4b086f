package dev.shoal.tracker.gate;

import dev.shoal.announce.PeerId;
import java.util.Optional;

/**
 * What a peer says of itself beyond what a swarm needs.
 *
 * @param peerId how it calls itself, its program first (BEP 20)
 * @param passkey what the path of its announce address has, if anything
 * @param uploaded bytes of payload since it started
 * @param downloaded bytes of payload since it started
 */
public record Credentials(
    PeerId peerId, Optional<String> passkey, long uploaded, long downloaded) {}
