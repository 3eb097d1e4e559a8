/** The {@code discovery} command line and runnable host applications. */
@NullMarked
package io.github.discovery4j.examples;

import org.jspecify.annotations.NullMarked;
