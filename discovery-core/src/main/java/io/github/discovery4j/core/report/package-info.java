/**
 * Pages to look at: one HTML file that needs nothing else, with tables and charts, for reports of every kind.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.report.Page}, which is made of
 * {@link io.github.discovery4j.core.report.Block}s; {@link io.github.discovery4j.core.report.Text},
 * {@link io.github.discovery4j.core.report.Facts} and {@link io.github.discovery4j.core.report.Table};
 * {@link io.github.discovery4j.core.report.BarChart}, {@link io.github.discovery4j.core.report.ScatterChart},
 * {@link io.github.discovery4j.core.report.LineChart} and {@link io.github.discovery4j.core.report.WaterfallChart}, which
 * show {@link io.github.discovery4j.core.report.Estimate}s; {@link io.github.discovery4j.core.report.Markup}, for a block
 * of one's own.
 *
 * <p>Laws: every text is escaped; a page runs no script and asks no network; numbers are written the same in every locale;
 * the same input gives the same bytes; a value that is not finite is refused when it is given.
 *
 * <p><b>Dependencies:</b> none of ours. <b>Threads:</b> builders and {@code Markup} belong to one thread; all else is
 * immutable.
 */
@NullMarked
package io.github.discovery4j.core.report;

import org.jspecify.annotations.NullMarked;
