/** Searches of vector indexes, beside their peers. */
@NullMarked
package io.github.discovery4j.benchmarks.index;

import org.jspecify.annotations.NullMarked;
