/**
 * What an operator may see of a slate: every contribution, what each signal changed, who was removed and why.
 *
 * <p>Nothing of this is for a viewer: it speaks of signals that their owners keep to themselves.
 */
@org.jspecify.annotations.NullMarked
package io.github.discovery4j.explain.audit;
