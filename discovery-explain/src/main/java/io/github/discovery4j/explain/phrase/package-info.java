/** From contributions to phrases that a person can read, in their language. */
@NullMarked
package io.github.discovery4j.explain.phrase;

import org.jspecify.annotations.NullMarked;
