/** The engine and its builder: what a newcomer opens first. */
@NullMarked
package io.github.discovery4j.core;

import org.jspecify.annotations.NullMarked;
