package dev.shoal.net.mapping;

import java.net.InetAddress;
import java.util.Optional;

/**
 * The port that is to be opened, TCP and UDP.
 *
 * @param port of this machine
 * @param own this machine's address on the gateway's link
 * @param gateway who is asked by PCP and NAT-PMP, if it is known
 * @param seconds how long it is to stay open without being asked for again
 */
record Wish(int port, InetAddress own, Optional<InetAddress> gateway, long seconds) {}
