/** The contracts of a recommendation, the pipeline that runs them, data, features and evaluation. */
@org.jspecify.annotations.NullMarked
// The modules that the kernels are exported to are built after this one.
@SuppressWarnings("module")
module io.github.discovery4j.core {
    requires com.fasterxml.jackson.databind;
    requires org.eclipse.collections.api;
    requires org.eclipse.collections.impl;
    requires org.slf4j;
    requires static com.fasterxml.jackson.dataformat.yaml;
    requires static com.github.benmanes.caffeine;
    requires static flyway.core;
    requires static org.xerial.sqlitejdbc;
    requires static transitive java.sql;
    requires static transitive org.jspecify;
    // For core.adapter.micrometer only; with --add-modules where nothing else requires them.
    requires static micrometer.commons;
    requires static micrometer.core;
    requires static micrometer.observation;
    requires static micrometer.tracing;

    exports io.github.discovery4j.core;
    exports io.github.discovery4j.core.adapter.micrometer;
    exports io.github.discovery4j.core.adapter.caffeine;
    exports io.github.discovery4j.core.adapter.jdbc;
    exports io.github.discovery4j.core.adapter.yaml;
    exports io.github.discovery4j.core.affinity;
    exports io.github.discovery4j.core.artefact;
    exports io.github.discovery4j.core.consent;
    exports io.github.discovery4j.core.data;
    exports io.github.discovery4j.core.evaluation;
    exports io.github.discovery4j.core.feature;
    exports io.github.discovery4j.core.feature.manifest;
    exports io.github.discovery4j.core.job;
    exports io.github.discovery4j.core.kernel to
            io.github.discovery4j.index,
            io.github.discovery4j.rank;
    exports io.github.discovery4j.core.model;
    exports io.github.discovery4j.core.observe;
    exports io.github.discovery4j.core.report;
    exports io.github.discovery4j.core.privacy;
    exports io.github.discovery4j.core.safety;
    exports io.github.discovery4j.core.signal;
    exports io.github.discovery4j.core.social;
    exports io.github.discovery4j.core.stage;
    exports io.github.discovery4j.core.watch;
}
