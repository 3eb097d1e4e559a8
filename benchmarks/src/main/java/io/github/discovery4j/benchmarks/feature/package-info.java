/** Reading features: rows of a batch into a table, from memory and from a database, beside a plain map. */
@NullMarked
package io.github.discovery4j.benchmarks.feature;

import org.jspecify.annotations.NullMarked;
