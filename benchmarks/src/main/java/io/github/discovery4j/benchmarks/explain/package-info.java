/** What reasons cost. */
@NullMarked
package io.github.discovery4j.benchmarks.explain;

import org.jspecify.annotations.NullMarked;
