/** Vector indexes beside their peers, at equal recall. */
@NullMarked
package io.github.discovery4j.benchmarks.index;

import org.jspecify.annotations.NullMarked;
