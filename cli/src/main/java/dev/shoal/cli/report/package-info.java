/**
 * The events of a transfer, told to a person ({@link dev.shoal.cli.report.TextReporter}) or to a
 * program ({@link dev.shoal.cli.report.JsonReporter}). Begin with {@link
 * dev.shoal.cli.report.Reporter}.
 */
package dev.shoal.cli.report;
