package io.github.discovery4j.index.source;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Reuse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Joins what several sources find, such as one a shard, or one a kind of vector: each item once, with its best score.
 *
 * <p>Sources take turns, so that each gets its share whatever its scores. They are asked one after another: give an engine the
 * sources themselves where they should run side by side and show in the trace by name.
 *
 * <p>{@snippet :
 * CandidateSource people = UnionSource.of(VectorSource.over(north), VectorSource.over(south)).limit(200);
 * }
 *
 * <p><b>Cost:</b> that of all sources. <b>Threads:</b> immutable and safe.
 */
public final class UnionSource implements CandidateSource {

    private final List<CandidateSource> sources;
    private final int limit;

    private UnionSource(List<CandidateSource> sources, int limit) {
        this.sources = sources;
        this.limit = limit;
    }

    /**
     * Joins sources.
     *
     * @param sources one or more
     * @return the source, with the largest of their limits
     */
    public static UnionSource of(CandidateSource... sources) {
        if (sources.length == 0) {
            throw new IllegalArgumentException("union must have one source or more, had none");
        }
        return new UnionSource(
                List.of(sources),
                Arrays.stream(sources).mapToInt(CandidateSource::limit).max().getAsInt());
    }

    @Override
    public CandidateList retrieve(RequestContext context, int wanted) {
        List<CandidateList> found = new ArrayList<>(sources.size());
        for (CandidateSource source : sources) {
            if (!context.deadline().expired()) {
                found.add(source.retrieve(context, wanted));
            }
        }
        return found.isEmpty() ? CandidateList.empty() : Interleaved.of(found, wanted, context.items());
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public UnionSource limit(int candidates) {
        if (candidates < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, was " + candidates);
        }
        return new UnionSource(sources, candidates);
    }

    @Override
    public boolean blocking() {
        return sources.stream().anyMatch(CandidateSource::blocking);
    }

    /** As long as every one of them allows. */
    @Override
    public Reuse reuse() {
        return sources.stream()
                .map(CandidateSource::reuse)
                .min(Reuse::compareTo)
                .orElse(Reuse.NEVER);
    }
}
