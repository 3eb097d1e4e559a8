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
    requires static org.jspecify;
    // For rank.onnx only.
    requires static com.microsoft.onnxruntime;
    // For rank.linear and the training in rank.harassment only.
    requires static com.google.protobuf;
    requires static com.oracle.labs.mlrg.olcut;
    requires static org.tribuo.classification.core;
    requires static org.tribuo.classification.sgd;
    requires static org.tribuo.common.sgd;
    requires static org.tribuo.core;
    requires static org.tribuo.math;
    requires static org.tribuo.regression.core;
    requires static org.tribuo.regression.sgd;

    exports io.github.discovery4j.rank.blend;
    exports io.github.discovery4j.rank.boosting;
    exports io.github.discovery4j.rank.diversity;
    exports io.github.discovery4j.rank.factorization;
    exports io.github.discovery4j.rank.factorization.training;
    exports io.github.discovery4j.rank.fairness;
    exports io.github.discovery4j.rank.guardrail;
    exports io.github.discovery4j.rank.harassment;
    exports io.github.discovery4j.rank.linear;
    exports io.github.discovery4j.rank.link;
    exports io.github.discovery4j.rank.onnx;
    exports io.github.discovery4j.rank.reciprocal;
}
