/** Benchmarks of discovery-rank: training of models, choice of slates. */
@NullMarked
package io.github.discovery4j.benchmarks.rank;

import org.jspecify.annotations.NullMarked;
