package io.github.discovery4j.core.observe;

import io.github.discovery4j.core.model.Slate;

/**
 * A slate for the viewer and its trace for the operator.
 *
 * @param slate safe to hand on
 * @param trace not for the viewer
 */
public record TracedSlate(Slate slate, Trace trace) {}
