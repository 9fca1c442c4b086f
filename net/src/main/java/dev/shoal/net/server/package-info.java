/**
 * Servers that answer datagrams, hundreds of thousands a second: {@link
 * dev.shoal.net.server.DatagramServers} opens them. Read {@link
 * dev.shoal.net.server.DatagramServer} first; of what carries it there is one for any system and
 * one for Linux.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.net.server;
