package dev.shoal.base;

/**
 * A node of an overlay that has ids: the triple of id, address and port.
 *
 * @param id its id in that overlay
 * @param locator where it is reached
 */
public record Contact(NodeId id, Locator.Ip locator) {}
