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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.lucene.util.VectorUtil;

/**
 * Finds the items whose vectors are nearest to the viewer's, to a given one, or to several.
 *
 * <p>The viewer's vector is the one that the index stores under the viewer's id, unless {@link #viewerVectors} names
 * another place, as it must where items are things. A viewer without a vector, with one of zeros, or with one that consent
 * masks is unknown here and gets an empty list; {@link #orElse} says what then. The score of a candidate is its similarity.
 *
 * <p>Several vectors, such as the {@linkplain #interests interests} of one viewer, take turns: each gets its share of the
 * places, an item that is near to several stands once, with its best similarity.
 *
 * <p>A request's filter and exclusions are handed to the index, the filter where the index declares all its attributes; items
 * that the engine's own attributes do not let pass are left out too, before they take a place.
 *
 * <p>{@snippet :
 * VectorSource.over(tasteIndex).limit(200);
 * VectorSource.over(filmIndex).viewerVectors(features.vectors("taste")).orElse(popular);
 * VectorSource.over(online).nearTo(rooms, "room-7").above(0.7f);
 * }
 *
 * <p><b>Cost:</b> one search of the index for each vector. <b>Threads:</b> immutable and safe.
 */
public final class VectorSource implements CandidateSource {

    /** Gives the several vectors of a viewer. */
    @FunctionalInterface
    public interface Interests {
        /**
         * Returns what a viewer is interested in.
         *
         * @param viewerId the viewer
         * @return one vector an interest, the most important first; none for a viewer who is unknown or whose consent does not
         *     allow their use
         */
        List<float[]> of(String viewerId);
    }

    /** Gives the vectors to be near to. */
    private interface Targets {
        List<float[]> of(RequestContext context, VectorIndex index);
    }

    private static final Targets STORED_VIEWER = (context, index) -> {
        if (context.itemKind() == ItemKind.THINGS) {
            throw new IllegalStateException("an index of things holds no viewers, and an id in it that equals the"
                    + " viewer's is another's; say where viewers' vectors are with viewerVectors(reader)");
        }
        return vectorOf(index, context.viewerId());
    };

    private final Function<RequestContext, VectorIndex> index;
    private final Supplier<VectorIndex> current;
    private final Targets targets;
    private final float above;
    private final int limit;

    private VectorSource(
            Function<RequestContext, VectorIndex> index,
            Supplier<VectorIndex> current,
            Targets targets,
            float above,
            int limit) {
        this.index = index;
        this.current = current;
        this.targets = targets;
        this.above = above;
        this.limit = limit;
    }

    /**
     * Searches an index.
     *
     * @param index holds the items, and the viewers unless {@link #viewerVectors} says otherwise
     * @return the source
     */
    public static VectorSource over(VectorIndex index) {
        return new VectorSource(context -> index, () -> index, STORED_VIEWER, Float.NEGATIVE_INFINITY, DEFAULT_LIMIT);
    }

    /**
     * Searches an index that can be swapped; a request keeps the version that it saw first.
     *
     * @param index the handle
     * @param <I> the kind of index
     * @return the source
     */
    public static <I extends VectorIndex> VectorSource over(Handle<I> index) {
        return new VectorSource(
                context -> context.pin(index),
                () -> index.current().value(),
                STORED_VIEWER,
                Float.NEGATIVE_INFINITY,
                DEFAULT_LIMIT);
    }

    private VectorSource with(Targets others) {
        return new VectorSource(index, current, others, above, limit);
    }

    /**
     * Takes the viewer's vector from elsewhere: where viewers and items are of different kinds.
     *
     * @param reader knows viewers, in the index's dimension
     * @return the source
     */
    public VectorSource viewerVectors(VectorReader reader) {
        return with((context, searched) -> vectorOf(reader, context.viewerId()));
    }

    /**
     * Takes several vectors of each viewer.
     *
     * @param interests knows viewers, in the index's dimension
     * @return the source
     */
    public VectorSource interests(Interests interests) {
        return with((context, searched) -> interests.of(context.viewerId()));
    }

    /**
     * Finds what is near to given vectors, for every viewer.
     *
     * @param vectors one or more, in the index's dimension; copied
     * @return the source
     */
    public VectorSource nearTo(float[]... vectors) {
        if (vectors.length == 0) {
            throw new IllegalArgumentException("there must be one vector or more to be near to, were none");
        }
        List<float[]> given = new ArrayList<>(vectors.length);
        for (float[] vector : vectors) {
            given.add(vector.clone());
        }
        return with((context, searched) -> given);
    }

    /**
     * Finds what is near to something else, for every viewer: who is online for a room. While that has no vector, every viewer
     * is unknown here.
     *
     * @param reader knows its vector at the moment of the request, in the index's dimension
     * @param id the room, film or book
     * @return the source
     */
    public VectorSource nearTo(VectorReader reader, String id) {
        return with((context, searched) -> vectorOf(reader, id));
    }

    /**
     * Finds only what is more similar than a threshold.
     *
     * @param similarity what candidates must exceed, in the index's metric
     * @return the source
     */
    public VectorSource above(float similarity) {
        if (Float.isNaN(similarity)) {
            throw new IllegalArgumentException("threshold must be a number, was NaN");
        }
        return new VectorSource(index, current, targets, similarity, limit);
    }

    /**
     * Asks another source for viewers who are unknown here. The trace shows both under one name; give an engine this source and
     * {@link #whenUnknown} under two names to see which of them answered.
     *
     * @param other such as what is popular, or near to the {@linkplain MeanVectors mean} of what a viewer liked first
     * @return the source, with this one's limit
     */
    public UnionSource orElse(CandidateSource other) {
        return UnionSource.of(this, whenUnknown(other)).limit(limit);
    }

    /**
     * Returns a source that asks another for viewers who are unknown here, and finds nothing for all others.
     *
     * @param other what to ask
     * @return the source, with the other's limit
     */
    public CandidateSource whenUnknown(CandidateSource other) {
        return new WhenUnknown(this, other);
    }

    /** Tells whether there is nothing to be near to for this request. */
    boolean unknown(RequestContext context) {
        return targets(context, index.apply(context)).isEmpty();
    }

    @Override
    public VectorSource limit(int candidates) {
        if (candidates < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, was " + candidates);
        }
        return new VectorSource(index, current, targets, above, candidates);
    }

    @Override
    public int limit() {
        return limit;
    }

    /** Reads the viewer and the candidates alone, and what all people share; what is live now is not kept at all. */
    @Override
    public Reuse reuse() {
        return current.get().live() ? Reuse.NEVER : Reuse.UNTIL_CONCERNED_CHANGE;
    }

    @Override
    public CandidateList retrieve(RequestContext context, int wanted) {
        VectorIndex searched = index.apply(context);
        List<VectorQuery> queries = targets(context, searched).stream()
                .map(target -> query(target, context, searched, wanted))
                .toList();
        if (queries.isEmpty()) {
            return CandidateList.empty();
        }
        List<SearchResult> results =
                queries.size() == 1 ? List.of(searched.search(queries.getFirst())) : searched.searchAll(queries);
        List<CandidateList> found =
                results.stream().map(result -> candidates(result, context)).toList();
        return Interleaved.of(found, wanted, context.items());
    }

    private List<float[]> targets(RequestContext context, VectorIndex searched) {
        return targets.of(context, searched).stream()
                .filter(vector -> !VectorUtil.isZeroVector(vector))
                .toList();
    }

    private VectorQuery query(float[] target, RequestContext context, VectorIndex searched, int wanted) {
        VectorQuery query = VectorQuery.nearestTo(target, wanted)
                .above(above)
                .excluding(context.request().exclusions())
                .admitting(context::admits)
                .until(context.deadline());
        return searched.settings().knows(context.request().filter())
                ? query.filter(context.request().filter())
                : query;
    }

    private static CandidateList candidates(SearchResult found, RequestContext context) {
        CandidateList.Builder candidates = CandidateList.builder(context.items(), found.size());
        for (int i = 0; i < found.size(); i++) {
            candidates.add(found.id(i), found.similarity(i));
        }
        return candidates.build();
    }

    private static List<float[]> vectorOf(VectorReader reader, String id) {
        float[] vector = new float[reader.dimension()];
        return reader.read(id, vector, 0) ? List.of(vector) : List.of();
    }
}
