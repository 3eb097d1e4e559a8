/** Rankers, guardrails and diversifiers. */
@org.jspecify.annotations.NullMarked
module io.github.discovery4j.rank {
    requires transitive io.github.discovery4j.core;
    requires dev.ludovic.netlib.blas;
    requires dev.ludovic.netlib.lapack;
    requires org.slf4j;
}
