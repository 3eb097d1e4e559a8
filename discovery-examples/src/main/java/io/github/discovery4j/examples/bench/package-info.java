/**
 * Measures vector indexes: how many queries a second at which recall.
 *
 * <p>Reading order: {@link io.github.discovery4j.examples.bench.BenchData} is what is searched,
 * {@link io.github.discovery4j.examples.bench.Contender} an index by name, {@link io.github.discovery4j.examples.bench.Sweep}
 * the measurement, {@link io.github.discovery4j.examples.bench.BenchPage} the page about it.
 *
 * <p><b>Dependencies:</b> core's data and report; index. <b>Threads:</b> one run at a time.
 */
@NullMarked
package io.github.discovery4j.examples.bench;

import org.jspecify.annotations.NullMarked;
