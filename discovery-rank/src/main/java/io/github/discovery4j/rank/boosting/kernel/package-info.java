/** Comparisons of many rows at once on {@code jdk.incubator.vector}, where it is there. Not exported. */
@NullMarked
package io.github.discovery4j.rank.boosting.kernel;

import org.jspecify.annotations.NullMarked;
