/** JMH benchmarks that mirror the modules. */
@NullMarked
package io.github.discovery4j.benchmarks;

import org.jspecify.annotations.NullMarked;
