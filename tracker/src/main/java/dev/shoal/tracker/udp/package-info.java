/**
 * The UDP side of a tracker (BEP 15): {@code UdpTalk} answers one datagram with another, {@link
 * dev.shoal.tracker.udp.UdpTracker} carries them.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.tracker.udp;
