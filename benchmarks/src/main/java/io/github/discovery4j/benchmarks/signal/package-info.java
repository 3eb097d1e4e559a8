/** Benchmarks of core's signals: durable ingestion. */
@NullMarked
package io.github.discovery4j.benchmarks.signal;

import org.jspecify.annotations.NullMarked;
