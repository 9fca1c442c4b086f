/**
 * A report as one page that needs nothing else: {@link dev.shoal.lab.report.ReportPage} puts it
 * together of what lies beside it as resources, the page itself draws from the values within it.
 */
@org.jspecify.annotations.NullMarked
package dev.shoal.lab.report;
