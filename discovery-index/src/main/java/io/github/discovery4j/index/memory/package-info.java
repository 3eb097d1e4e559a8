/** Vector indexes that live in memory: exact search over unit vectors. */
@NullMarked
package io.github.discovery4j.index.memory;

import org.jspecify.annotations.NullMarked;
