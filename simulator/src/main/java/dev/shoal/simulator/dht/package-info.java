/**
 * The mainline DHT at the size of the internet: {@link dev.shoal.mainline.dht.DhtCore} as it runs
 * on sockets, in a {@link dev.shoal.simulator.Simulation}. Read {@code DhtNetwork} first, then a
 * scenario.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.simulator.dht;
