/**
 * Message Stream Encryption (also Protocol Encryption), by which a connection looks like chance to
 * whoever is on the way: the handshake as a pure core for either side, and the stream after it.
 *
 * <p>It hides what is spoken; it proves nothing. Who knows the info-hash can be in the middle, and
 * RC4 is weak. What reaches the disk is checked by its hashes, encrypted or not.
 *
 * <p>Read {@link dev.shoal.bittorrent.encryption.EncryptionCore} first, then its two sides, which
 * follow the five steps of the specification, {@code wiki.vuze.com/w/Message_Stream_Encryption}:
 *
 * <pre>
 * 1 A→B: Ya, PadA
 * 2 B→A: Yb, PadB
 * 3 A→B: HASH('req1', S), HASH('req2', SKEY) xor HASH('req3', S),
 *        ENCRYPT(VC, crypto_provide, len(PadC), PadC, len(IA)), ENCRYPT(IA)
 * 4 B→A: ENCRYPT(VC, crypto_select, len(PadD), PadD), ENCRYPT2(payload)
 * 5 A→B: ENCRYPT2(payload)
 * </pre>
 *
 * <p>SKEY is the info-hash. Neither pad tells its length beforehand: each side scans for what must
 * come behind it, and gives up where the longest pad would end.
 */
package dev.shoal.bittorrent.encryption;
