package dev.shoal.bittorrent.peer;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.extension.ExtensionHandshake;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What two sides agreed on by their handshakes.
 *
 * @param extended what to say first if both speak the extension protocol (BEP 10)
 * @param fast whether both speak the fast extension (BEP 6)
 * @param known whether this side knows the content, and tells of it next
 * @param peer the other side's address
 * @param gossip what is told and heard beside the content
 * @param fastBytes what it may be given while it is choked (BEP 6)
 */
public record Terms(
    Optional<ExtensionHandshake> extended,
    boolean fast,
    boolean known,
    Hash infoHash,
    InetAddress peer,
    Gossip gossip,
    long fastBytes) {}
