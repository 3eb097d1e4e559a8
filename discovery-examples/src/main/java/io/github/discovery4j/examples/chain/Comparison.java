package io.github.discovery4j.examples.chain;

import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.rank.fairness.ProtectedGroups;
import java.util.Optional;

/**
 * By what the effects of an engine's steps are measured.
 *
 * @param ranker the engine's
 * @param vectors by which items are near or far; empty where nothing says so
 * @param label an attribute of the engine's whose labels share places, such as {@code communities}; empty for none
 * @param groups of a protected attribute; empty for none
 */
public record Comparison(
        Ranker ranker, Optional<VectorReader> vectors, Optional<String> label, Optional<ProtectedGroups> groups) {}
