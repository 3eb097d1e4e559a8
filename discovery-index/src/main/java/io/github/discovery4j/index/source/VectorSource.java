package io.github.discovery4j.index.source;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Reuse;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorQuery;
import java.util.function.Function;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Finds the items whose vectors are nearest to the viewer's.
 *
 * <p>The viewer's vector is the one that the index stores under the viewer's id, unless {@link #viewerVectors} names
 * another place, as it must where items are things. A viewer without a vector, with one of zeros, or with one that consent masks gets an empty list. The score of a candidate is
 * its similarity.
 *
 * <p>{@snippet :
 * VectorSource.over(tasteIndex).limit(200);
 * VectorSource.over(filmIndex).viewerVectors(features.vectors("taste"));
 * }
 *
 * <p><b>Cost:</b> one search of the index. <b>Threads:</b> immutable and safe.
 */
public final class VectorSource implements CandidateSource {

    private final Function<RequestContext, VectorIndex> index;
    private final @Nullable VectorReader viewerVectors;
    private final int limit;

    private VectorSource(Function<RequestContext, VectorIndex> index, @Nullable VectorReader viewerVectors, int limit) {
        this.index = index;
        this.viewerVectors = viewerVectors;
        this.limit = limit;
    }

    /**
     * Searches an index.
     *
     * @param index holds the items, and the viewers unless {@link #viewerVectors} says otherwise
     * @return the source
     */
    public static VectorSource over(VectorIndex index) {
        return new VectorSource(context -> index, null, DEFAULT_LIMIT);
    }

    /**
     * Searches an index that can be swapped; a request keeps the version that it saw first.
     *
     * @param index the handle
     * @param <I> the kind of index
     * @return the source
     */
    public static <I extends VectorIndex> VectorSource over(Handle<I> index) {
        return new VectorSource(context -> context.pin(index), null, DEFAULT_LIMIT);
    }

    /**
     * Takes the viewer's vector from elsewhere: where viewers and items are of different kinds.
     *
     * @param reader knows viewers, in the index's dimension
     * @return the source
     */
    public VectorSource viewerVectors(VectorReader reader) {
        return new VectorSource(index, reader, limit);
    }

    @Override
    public VectorSource limit(int candidates) {
        if (candidates < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, was " + candidates);
        }
        return new VectorSource(index, viewerVectors, candidates);
    }

    @Override
    public int limit() {
        return limit;
    }

    /** Reads the viewer and the candidates alone, and what all people share. */
    @Override
    public Reuse reuse() {
        return Reuse.UNTIL_CONCERNED_CHANGE;
    }

    @Override
    public CandidateList retrieve(RequestContext context, int wanted) {
        VectorQuery query = query(context, wanted);
        if (query == null) {
            return CandidateList.empty();
        }
        SearchResult found =
                index.apply(context).search(query.admitting(context::admits).until(context.deadline()));
        CandidateList.Builder candidates = CandidateList.builder(context.items(), found.size());
        for (int i = 0; i < found.size(); i++) {
            candidates.add(found.id(i), found.similarity(i));
        }
        return candidates.build();
    }

    /** Returns what to search for, null when the viewer has no vector. */
    private @Nullable VectorQuery query(RequestContext context, int wanted) {
        if (viewerVectors == null) {
            if (context.itemKind() == ItemKind.THINGS) {
                throw new IllegalStateException("an index of things holds no viewers, and an id in it that equals the"
                        + " viewer's is another's; say where viewers' vectors are with viewerVectors(reader)");
            }
            return VectorQuery.nearestTo(context.viewerId(), wanted);
        }
        float[] vector = new float[viewerVectors.dimension()];
        boolean hasDirection = viewerVectors.read(context.viewerId(), vector, 0) && !VectorUtil.isZeroVector(vector);
        return hasDirection ? VectorQuery.nearestTo(vector, wanted) : null;
    }
}
