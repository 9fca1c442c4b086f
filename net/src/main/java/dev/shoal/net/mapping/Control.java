package dev.shoal.net.mapping;

import java.net.InetAddress;

/**
 * A service by which a router opens ports.
 *
 * @param router who answered the search
 * @param own this machine's address on the same link
 */
record Control(DeviceDescription.Service service, InetAddress router, InetAddress own) {}
