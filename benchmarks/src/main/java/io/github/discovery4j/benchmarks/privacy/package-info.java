/** How late other processes see a choice, and what choices cost in memory. */
@NullMarked
package io.github.discovery4j.benchmarks.privacy;

import org.jspecify.annotations.NullMarked;
