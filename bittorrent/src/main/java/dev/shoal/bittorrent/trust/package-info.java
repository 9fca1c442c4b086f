/** Who is to be believed: which peer gave the bytes that made a piece wrong. Pure. */
package dev.shoal.bittorrent.trust;
