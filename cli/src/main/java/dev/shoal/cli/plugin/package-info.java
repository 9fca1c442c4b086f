/**
 * What a verb is made of, for those here and for those that other rooms bring: {@link
 * dev.shoal.cli.plugin.Plugin} names one, {@link dev.shoal.cli.plugin.Verb} runs it, {@link
 * dev.shoal.cli.plugin.Console} is what it has around it.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.cli.plugin;
