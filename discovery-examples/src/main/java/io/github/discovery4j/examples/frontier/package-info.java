/** What diversity costs: slates that a diversifier chose of a model's best candidates, measured like models of their own. */
@NullMarked
package io.github.discovery4j.examples.frontier;

import org.jspecify.annotations.NullMarked;
