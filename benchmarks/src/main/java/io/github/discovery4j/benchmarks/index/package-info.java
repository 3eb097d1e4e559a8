/** Benchmarks of discovery-index: searches for the nearest vectors. */
@NullMarked
package io.github.discovery4j.benchmarks.index;

import org.jspecify.annotations.NullMarked;
