package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.model.CandidateList;

/**
 * Finds candidates: nearest neighbours, collaborative filtering, trending, people online now.
 *
 * <p>Laws: at most {@code limit} candidates; none twice; none that the context does not
 * {@linkplain RequestContext#admits admit}; finite scores. A source that breaks one is put right by the pipeline, and the
 * trace says so. It works on one of the engine's own threads and must check the context's deadline; one that ignores it
 * is abandoned, and after repeated failures it is not asked for a while.
 *
 * <p><b>Threads:</b> safe; may run beside itself for other requests.
 */
@FunctionalInterface
public interface CandidateSource {

    /** How many candidates a source finds unless it says otherwise. */
    int DEFAULT_LIMIT = 200;

    /**
     * Finds candidates for the viewer.
     *
     * @param context the request
     * @param limit how many at most, 1 or more
     * @return the candidates, best first; empty for a viewer it knows nothing about
     */
    CandidateList retrieve(RequestContext context, int limit);

    /**
     * Returns how many candidates the source wants to find.
     *
     * @return 1 or more
     */
    default int limit() {
        return DEFAULT_LIMIT;
    }

    /**
     * Tells whether the source mostly waits (for a database, a network) rather than computes; it then runs on a virtual
     * thread instead of taking one of the bounded executor's.
     *
     * @return false unless said otherwise
     */
    default boolean blocking() {
        return false;
    }

    /**
     * Tells how long what was found may serve the viewer's next requests, where the engine has a memo. A source that reads
     * more of a request than its viewer, filter, language and exclusions must say {@link Reuse#NEVER}.
     *
     * @return {@link Reuse#UNTIL_ANYBODY_CHANGES} unless said otherwise, which is right for all that may be kept for some seconds
     */
    default Reuse reuse() {
        return Reuse.UNTIL_ANYBODY_CHANGES;
    }

    /**
     * Returns this source with another limit.
     *
     * @param limit 1 or more
     * @return the source
     */
    default CandidateSource limit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, was " + limit);
        }
        CandidateSource source = this;
        return new CandidateSource() {
            @Override
            public CandidateList retrieve(RequestContext context, int wanted) {
                return source.retrieve(context, wanted);
            }

            @Override
            public int limit() {
                return limit;
            }

            @Override
            public boolean blocking() {
                return source.blocking();
            }

            @Override
            public Reuse reuse() {
                return source.reuse();
            }
        };
    }
}
