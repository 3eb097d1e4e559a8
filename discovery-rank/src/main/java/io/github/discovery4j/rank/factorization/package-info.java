/** Rankers learned from the interaction matrix. */
@NullMarked
package io.github.discovery4j.rank.factorization;

import org.jspecify.annotations.NullMarked;
