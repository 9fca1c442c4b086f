/**
 * What a person sees: pure functions from the state of a transfer to lines of text, and the screen
 * they are drawn on. All that a stranger wrote is made safe before it gets here or in here.
 */
package dev.shoal.cli.show;
