package io.github.discovery4j.index.source;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Reuse;

/** Asks a source for the viewers who are unknown to another. */
record WhenUnknown(VectorSource known, CandidateSource other) implements CandidateSource {

    @Override
    public CandidateList retrieve(RequestContext context, int wanted) {
        return known.unknown(context) ? other.retrieve(context, wanted) : CandidateList.empty();
    }

    @Override
    public int limit() {
        return other.limit();
    }

    @Override
    public boolean blocking() {
        return other.blocking();
    }

    @Override
    public Reuse reuse() {
        return known.reuse().compareTo(other.reuse()) < 0 ? known.reuse() : other.reuse();
    }
}
