/**
 * Who may use a private tracker. {@link dev.shoal.tracker.users.Users} is what is asked of a
 * register of users; who keeps one is found by {@code ServiceLoader}, so that a public tracker
 * needs none of its libraries.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.tracker.users;
