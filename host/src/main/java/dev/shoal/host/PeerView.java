package dev.shoal.host;

import dev.shoal.base.Locator;

/**
 * One connected peer, as a person may see it.
 *
 * @param locator where it is
 * @param port where it says that it listens; 0: it has not said
 * @param client the name and version of its program, made safe for a terminal
 * @param have how much of the content it has, 0 to 1
 * @param downRate bytes a second from it
 * @param upRate bytes a second to it
 * @param uploaded payload bytes it was given over this connection
 * @param incoming it dialled us
 * @param encrypted whoever is on the way cannot read along
 */
public record PeerView(
    Locator.Ip locator,
    int port,
    String client,
    double have,
    long downRate,
    long upRate,
    long uploaded,
    boolean incoming,
    boolean encrypted) {}
