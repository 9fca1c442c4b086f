/**
 * What a run showed, as values: figures for programs; tables, charts and drawings for people. Read
 * {@link dev.shoal.simulator.report.Report} first.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.simulator.report;
