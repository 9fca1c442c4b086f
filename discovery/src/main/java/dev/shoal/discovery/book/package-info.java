/**
 * What a node remembers of other nodes: {@link dev.shoal.discovery.book.PeerBook}, modelled on
 * Bitcoin's address manager, whose defences against an attacker that fills the memory and waits for
 * a restart come from Heilman et al., USENIX Security 2015.
 *
 * <p>{@code Places} says where an address has to stand, {@code Table} holds what stands there,
 * {@code Shelf} moves it between the two tables of one network, {@code Challenges} is the test
 * before an eviction, {@code Intake} limits what one source may name, {@code BookCodec} is the
 * file. All of it is pure: the date comes in as milliseconds since 1970, as it outlives the run.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.discovery.book;
