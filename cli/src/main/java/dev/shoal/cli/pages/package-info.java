/**
 * What draws pages about something that runs on the command line; the room that does brings {@link
 * dev.shoal.cli.pages.TrackerPages}. Open to any module and to the class path, where a package of
 * Shoal has it.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.cli.pages;
