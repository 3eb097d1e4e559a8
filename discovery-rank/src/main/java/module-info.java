/** Rankers, guardrails and diversifiers. */
@org.jspecify.annotations.NullMarked
module io.github.discovery4j.rank {
    requires transitive io.github.discovery4j.core;
    requires arpack.combined.all;
    requires com.fasterxml.jackson.databind;
    requires dev.ludovic.netlib.blas;
    requires dev.ludovic.netlib.lapack;
    requires org.eclipse.collections.api;
    requires org.slf4j;
    // For the training in rank.boosting only; with --add-modules where nothing else requires it.
    requires static lightgbm4j;
    // For the training in rank.harassment only; so too.
    requires static com.oracle.labs.mlrg.olcut;
    requires static org.tribuo.classification.core;
    requires static org.tribuo.classification.sgd;
    requires static org.tribuo.core;
    requires static org.tribuo.math;
    requires static org.jspecify;

    exports io.github.discovery4j.rank.blend;
    exports io.github.discovery4j.rank.boosting;
    exports io.github.discovery4j.rank.diversity;
    exports io.github.discovery4j.rank.factorization;
    exports io.github.discovery4j.rank.factorization.training;
    exports io.github.discovery4j.rank.fairness;
    exports io.github.discovery4j.rank.guardrail;
    exports io.github.discovery4j.rank.harassment;
    exports io.github.discovery4j.rank.link;
}
