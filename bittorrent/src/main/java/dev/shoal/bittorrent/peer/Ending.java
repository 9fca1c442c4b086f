package dev.shoal.bittorrent.peer;

/**
 * How a connection ended.
 *
 * @param why in a few words
 * @param abusive whether the peer did harm on purpose
 * @param fastLeft what is left of the bytes it may be given while it is choked (BEP 6)
 */
public record Ending(String why, boolean abusive, long fastLeft) {}
