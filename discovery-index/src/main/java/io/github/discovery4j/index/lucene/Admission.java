package io.github.discovery4j.index.lucene;

import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;

/**
 * What may be found beside the filter: not removed since, not excluded, admitted by the query, allowed by its owner.
 *
 * @param view what is searched
 * @param asOf the number of removals that the search sees
 * @param query what is asked
 * @param settings whose consent counts
 */
record Admission(View view, long asOf, VectorQuery query, VectorIndexSettings settings) {

    boolean admits(String id) {
        return !view.hides(id, asOf) && query.admits(id) && !settings.masks(id);
    }
}
