/** The follow graph: how much room it takes and how fast it is loaded, changed and read; the features of pairs that rest on it. */
@NullMarked
package io.github.discovery4j.benchmarks.social;

import org.jspecify.annotations.NullMarked;
