package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.index.vector.Metric;
import io.github.discovery4j.index.vector.SearchCost;
import io.github.discovery4j.index.vector.SearchCost.Method;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries of one version of a {@link GraphStore}, by graph or by scan, whichever is expected to be quicker.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class GraphSearcher {

    /*
     * 1. The graph is walked on int8 codes; the best of what was found are scored again on the originals.
     * 2. A walk without a filter asks nobody whether a vector may be found: nearly all may. The best are asked afterwards,
     *    and when many of them may not, the walk is repeated, asking each. With a filter each is asked at once.
     *    Before a long walk a few slots are asked, evenly spread: when some of them may not be found, the walk keeps that many
     *    more from the start, which takes less than asking each, and much less than a second walk.
     * 3. Codes tell vectors apart down to a margin. Results are scored again as far as the margin reaches below the k-th, and
     *    a walk that found nothing but vectors within the margin of one another is repeated with more effort.
     * 4. A walk that was to find k and found fewer has seen all that it can reach; then everything is scanned.
     */

    private static final int SCANNED_TOGETHER = 256;
    private static final int RESCORED_AT_LEAST = 4;
    private static final int STANDARD_DEVIATIONS = 4;
    private static final int MORE_EFFORT = 4;
    private static final int PROBES = 64;

    /** A walk that keeps fewer for each probe is repeated in less time than asking them takes. */
    private static final int EFFORT_A_PROBE = 4;

    /** How many standard deviations more of them are taken to have been refused. */
    private static final double DOUBT = 1.5;

    /**
     * What a walk under a filter is taken to cost, in vectors of a scan, for each one of its effort, times r (1 + r), where the
     * passing go r times into all. Where a filter leaves few in each neighbourhood the
     * nearest lie in several, and a walk has to see that much more to find as much.
     */
    private static final int WALK_COST = 5;

    private static final long SCAN_PER_EFFORT = 8;

    private final VectorIndexSettings settings;
    private final GraphSettings graphSettings;
    private final GraphStore store;
    private final GraphWalk walk;
    private final Pins.Pin pin;
    private final int[] batch = new int[SCANNED_TOGETHER];
    private final int[] dots = new int[SCANNED_TOGETHER + 4];
    private final float[] bounds = new float[SCANNED_TOGETHER];

    GraphSearcher(VectorIndexSettings settings, GraphSettings graphSettings, GraphStore store) {
        this.settings = settings;
        this.graphSettings = graphSettings;
        this.store = store;
        this.walk = new GraphWalk(settings.dimension());
        this.pin = store.pins().open();
    }

    Pins.Pin pin() {
        return pin;
    }

    /** Searches the newest version. */
    SearchResult search(VectorQuery query) {
        try {
            return search(query, pin.take(store::version));
        } finally {
            pin.letGo();
        }
    }

    /** Searches a version that somebody holds. */
    SearchResult search(VectorQuery query, long version) {
        settings.require(query.filter());
        float[] target = target(query, version);
        if (target == null) {
            return SearchResult.empty();
        }
        return new Search(query, version, target, store.layout()).run();
    }

    private float @Nullable [] target(VectorQuery query, long version) {
        float[] vector = query.vector();
        if (vector != null) {
            return settings.prepare("query", vector);
        }
        String id = query.id();
        GraphEntry entry = id == null || settings.masks(id) ? null : store.at(id, version);
        return entry == null ? null : store.read(entry);
    }

    /** One search. */
    private final class Search {
        private final VectorQuery query;
        private final long version;
        private final float[] target;
        private final GraphLayout layout;
        private final int used;
        private final int size;
        private final boolean distance = settings.metric() == Metric.EUCLIDEAN;
        private final @Nullable BitSet passing;
        private final int passingCount;
        private double margin;
        private boolean narrow;

        Search(VectorQuery query, long version, float[] target, GraphLayout layout) {
            this.query = query;
            this.version = version;
            this.target = target;
            this.layout = layout;
            this.used = layout.capacity();
            this.size = store.size();
            if (query.filter().equals(Filter.any())) {
                this.passing = null;
                this.passingCount = size;
            } else {
                RowFilter compiled = layout.columns().compile(query.filter());
                this.passing = compiled.select(used);
                this.passingCount = count(passing, compiled.test(used));
            }
        }

        /** Counts what passes; empty slots have no attributes and pass all together, as the one behind the last, or not at all. */
        private int count(BitSet slots, boolean emptyPass) {
            int count = slots.cardinality();
            return emptyPass ? Math.max(1, count - Math.max(0, used - size - store.deadCount())) : count;
        }

        SearchResult run() {
            if (passing != null && passingCount == 0) {
                return SearchResult.empty();
            }
            int effort = Math.max(query.effort().orElse(usualEffort()), ranged() ? 1 : query.k());
            if (exactIsQuicker(effort)) {
                return scan();
            }
            return walk(effort);
        }

        /** A little more than is asked for: the viewer is in most indexes and stands first in no slate of theirs. */
        private int usualEffort() {
            int k = ranged() ? 1 : Math.min(query.k(), size);
            return Math.max(graphSettings.searchEffort(), k + k / 16 + 8);
        }

        private boolean ranged() {
            return query.above() > Float.NEGATIVE_INFINITY && query.k() > graphSettings.searchEffort();
        }

        private boolean exactIsQuicker(int effort) {
            if (query.mustBeExact() || !store.linked() || size < graphSettings.exactBelow()) {
                return true;
            }
            // Links by inner product lead to long vectors; short ones above a threshold may have none that lead to
            // them.
            if (SCAN_PER_EFFORT * effort >= size || (ranged() && settings.metric() == Metric.DOT_PRODUCT)) {
                return true;
            }
            double rarity = (double) size / passingCount;
            return passing != null && passingCount <= WALK_COST * effort * rarity * (1 + rarity);
        }

        private SearchResult walk(int effort) {
            Links links = layout.links();
            int entryPoint = links.entryPoint();
            if (entryPoint == Links.END) {
                return scan();
            }
            walk.aim(target);
            // Query and vector lose about as much each, in random directions.
            margin = STANDARD_DEVIATIONS
                    * walk.query().lost()
                    * layout.codes().longest()
                    * Math.sqrt(2.0 / settings.dimension());
            walk.begin(layout.capacity());
            int from = entryPoint;
            for (int level = links.level(entryPoint); level > 0; level--) {
                from = walk.descend(layout, from, level);
            }
            int refused = refusedProbes(effort);
            boolean strict = passing != null || store.deadCount() > size / 32 || 2 * refused > PROBES;
            SearchResult result = walk(from, strict ? effort : widened(effort, refused), effort, strict);
            int more = effort;
            while (result == null) {
                more = narrow ? MORE_EFFORT * more : more;
                if (SCAN_PER_EFFORT * more >= size) {
                    return scan();
                }
                result = walk(from, more, more, true);
            }
            return result;
        }

        /** Returns how many of some slots may not be found; none where asking is not worth it. */
        private int refusedProbes(int effort) {
            int refused = 0;
            if (passing == null && query.hasConditions() && effort >= PROBES * EFFORT_A_PROBE) {
                for (int i = 0; i < PROBES; i++) {
                    refused += admitted((int) ((long) i * used / PROBES)) ? 0 : 1;
                }
            }
            return refused;
        }

        private int widened(int effort, int refused) {
            double left = PROBES - refused - DOUBT * Math.sqrt(refused);
            return (int) Math.max(effort, Math.min(effort * PROBES / left, (double) size / SCAN_PER_EFFORT));
        }

        /**
         * Walks level 0 and scores again what was found; null when another walk is needed.
         *
         * @param effort how many to keep
         * @param wanted how many of them should be such as may be found
         */
        private @Nullable SearchResult walk(int from, int effort, int wanted, boolean strict) {
            walk.begin(layout.capacity());
            int count = walk.walk(
                    layout, from, 0, effort, followedAbove(), strict ? this::admitted : slot -> true, query.deadline());
            narrow = walk.complete() && count >= effort && score(0) - score(count - 1) < margin;
            if (narrow) {
                return null;
            }
            NearestHeap nearest = new NearestHeap(Math.min(query.k(), count));
            int scored = 0;
            int refused = 0;
            for (int i = 0; i < count && (scored - RESCORED_AT_LEAST < query.k() || inReach(score(i), nearest)); i++) {
                int slot = LongHeap.slot(walk.found()[i]);
                GraphEntry entry = layout.entry(slot);
                if (entry == null || !mayBeFound(entry) || !passes(entry)) {
                    refused++;
                } else {
                    offer(nearest, slot, entry);
                    scored++;
                }
            }
            if (!walk.complete() || ranged() || query.above() > Float.NEGATIVE_INFINITY) {
                return nearest.drain(cost(refused));
            }
            // Of all that were kept, as many in a hundred as of those that were asked.
            boolean full = count >= effort;
            if (!strict && full && refused > 2 && 5L * scored * count < 4L * wanted * (scored + refused)) {
                return null;
            }
            if (scored >= Math.min(query.k(), passingCount)) {
                return nearest.drain(cost(refused));
            }
            // A walk that kept as many as it may has not seen all that it can reach.
            return !strict && full ? null : scan();
        }

        private SearchCost cost(int refused) {
            return new SearchCost(Method.GRAPH, walk.visited(), walk.leftOut() + refused, walk.complete());
        }

        /** Returns the i-th best score of the walk: an inner product, or half of minus a squared distance. */
        private double score(int i) {
            return layout.codes().absolute(walk.query(), LongHeap.score(walk.found()[i]));
        }

        private boolean inReach(double score, NearestHeap nearest) {
            return score + margin >= Math.max(absolute(nearest.least()), absolute(query.above()));
        }

        private double absolute(float similarity) {
            return distance ? -(double) similarity * similarity / 2 : similarity;
        }

        private float followedAbove() {
            if (!ranged()) {
                return Float.POSITIVE_INFINITY;
            }
            return layout.codes().relative(walk.query(), (float) (absolute(query.above()) - margin));
        }

        private boolean admitted(int slot) {
            if (passing != null && !passing.get(slot)) {
                return false;
            }
            GraphEntry entry = layout.entry(slot);
            return entry != null && mayBeFound(entry);
        }

        private boolean mayBeFound(GraphEntry entry) {
            return entry.alive(version) && query.admits(entry.id()) && !settings.masks(entry.id());
        }

        /** Asks the filter itself: a slot may have been used again since its row passed. */
        private boolean passes(GraphEntry entry) {
            return passing == null || query.filter().test(entry.id(), new OfEntry(entry));
        }

        private void offer(NearestHeap nearest, int slot, GraphEntry entry) {
            float similarity = similarity(slot);
            if (similarity > query.above() && nearest.wants(entry.id(), similarity) && layout.unchanged(slot, entry)) {
                nearest.add(entry.id(), similarity);
            }
        }

        private float similarity(int slot) {
            float compared = layout.originals().compare(target, slot, distance, walk.scratch());
            return distance ? -(float) Math.sqrt(compared) : compared;
        }

        /** Vectors whose codes show that they cannot be among the nearest are not looked at; the result is exact. */
        private SearchResult scan() {
            walk.aim(target);
            CodeBounds.Aim aim = layout.codes().aim(Target.of(target, settings.metric()), walk.query());
            NearestHeap nearest = new NearestHeap(Math.min(query.k(), used));
            // Entries lie all over memory, and to look at each takes as long as to compare its code.
            boolean noneDead = store.deadCount() == 0;
            long visited = 0;
            long leftOut = 0;
            int slot = first(0);
            while (slot >= 0 && slot < used) {
                if (query.deadline().expired()) {
                    return nearest.drain(new SearchCost(Method.EXACT, visited, leftOut, false));
                }
                int count = 0;
                for (; count < SCANNED_TOGETHER && slot >= 0 && slot < used; slot = first(slot + 1)) {
                    GraphEntry entry = layout.entry(slot);
                    batch[count] = slot;
                    count += entry != null && (noneDead || entry.alive(version)) ? 1 : 0;
                }
                visited += count;
                layout.codes().bounds(walk.query(), aim, batch, count, dots, bounds);
                for (int i = 0; i < count; i++) {
                    // Not the other way round: what is not a number is no bound.
                    if (!(bounds[i] < Math.max(nearest.least(), query.above()))) {
                        leftOut += offerScanned(nearest, batch[i]) ? 0 : 1;
                    }
                }
            }
            return nearest.drain(new SearchCost(Method.EXACT, visited, leftOut, true));
        }

        /** Keeps a vector if it is near enough; false if it is and may not be found. */
        private boolean offerScanned(NearestHeap nearest, int slot) {
            GraphEntry entry = layout.entry(slot);
            float similarity = similarity(slot);
            if (entry == null
                    || !entry.alive(version)
                    || !(similarity > query.above())
                    || !nearest.wants(entry.id(), similarity)) {
                return true;
            }
            if (mayBeFound(entry) && passes(entry) && layout.unchanged(slot, entry)) {
                nearest.add(entry.id(), similarity);
                return true;
            }
            return false;
        }

        private int first(int from) {
            return passing == null ? from : passing.nextSetBit(from);
        }
    }

    /** One entry's attributes, as filters read them. */
    private record OfEntry(GraphEntry entry) implements ItemAttributes {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return entry.attributes().labels().getOrDefault(attribute, Set.of());
        }

        @Override
        public double number(String itemId, String attribute) {
            return entry.attributes().numbers().getOrDefault(attribute, Double.NaN);
        }
    }
}
