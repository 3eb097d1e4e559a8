/** Benchmarks of vector indexes: speed beside recall. */
@NullMarked
package io.github.discovery4j.benchmarks.index;

import org.jspecify.annotations.NullMarked;
