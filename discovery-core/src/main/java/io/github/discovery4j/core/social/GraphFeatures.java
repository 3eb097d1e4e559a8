package io.github.discovery4j.core.social;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a follow graph says of a pair of people.
 *
 * <table>
 * <caption>Columns, for a subject s and an object o; d(z) counts z's follows and followers</caption>
 * <tr><th>column</th><th>value</th></tr>
 * <tr><td>{@value #MUTUAL_FOLLOW}</td><td>1 where s and o follow each other, else 0</td></tr>
 * <tr><td>{@value #SHARED_FOLLOWS}</td><td>how many people both follow</td></tr>
 * <tr><td>{@value #FRIENDS_OF_FRIENDS}</td><td>how many people s follows who follow o</td></tr>
 * <tr><td>{@value #ADAMIC_ADAR}</td><td>the same people, each counting 1 / ln d(z)</td></tr>
 * <tr><td>{@value #RESOURCE_ALLOCATION}</td><td>the same people, each counting 1 / d(z)</td></tr>
 * <tr><td>{@value #EGO_DENSITY}</td><td>{@link EgoNetwork#density} of o</td></tr>
 * <tr><td>{@value #BROKERAGE}</td><td>{@link EgoNetwork#brokerage} of o</td></tr>
 * </table>
 *
 * <p>NaN where one of the two has no tie that may be seen, or does not let their ties be seen; people in between who do not are
 * passed over. Rows of the past read the newest of the {@linkplain #past past graphs} that is not later than they are, and are
 * NaN where there is none.
 *
 * <p><b>Hubs:</b> exact for a subject who follows up to {@value #MOST_FOLLOWED} people. Of more, so many evenly spaced ones are
 * looked at, and counts and sums are scaled up. Ego networks are exact up to {@value EgoNetwork#MOST_ALTERS} alters; more are
 * measured by as many evenly spaced ones. <b>Cost:</b> three intersections a row, O(s log(l / s)) for rows of s and l ties; ego networks as
 * {@link SocialGraph#ego} the first time, one look-up after that. <b>Threads:</b> safe.
 *
 * <p>Source: Adamic and Adar, Social Networks 25, 2003; Zhou, Lü and Zhang, European Physical Journal B 71, 2009. Differs: ties
 * have directions, and a person in between is on a path from s to o.
 */
public final class GraphFeatures implements FeatureView {

    /** The column of a tie in both directions. */
    public static final String MUTUAL_FOLLOW = "mutual_follow";

    /** The column of how many people both follow. */
    public static final String SHARED_FOLLOWS = "shared_follows";

    /** The column of how many people are between the two. */
    public static final String FRIENDS_OF_FRIENDS = "friends_of_friends";

    /** The column of people in between, by Adamic and Adar. */
    public static final String ADAMIC_ADAR = "adamic_adar";

    /** The column of people in between, by resource allocation. */
    public static final String RESOURCE_ALLOCATION = "resource_allocation";

    /** The column of the density of the object's ego network. */
    public static final String EGO_DENSITY = "ego_density";

    /** The column of the object's brokerage. */
    public static final String BROKERAGE = "brokerage";

    /** Of more people whom a subject follows, so many evenly spaced ones stand for all. */
    public static final int MOST_FOLLOWED = 5_000;

    private static final List<FeatureColumn> ALL = List.of(
            FeatureColumn.number(MUTUAL_FOLLOW, SocialGraph.FOLLOWS, Owner.BOTH),
            FeatureColumn.number(SHARED_FOLLOWS, SocialGraph.FOLLOWS, Owner.BOTH),
            FeatureColumn.number(FRIENDS_OF_FRIENDS, SocialGraph.FOLLOWS, Owner.BOTH),
            FeatureColumn.number(ADAMIC_ADAR, SocialGraph.FOLLOWS, Owner.BOTH).neverSaid(),
            FeatureColumn.number(RESOURCE_ALLOCATION, SocialGraph.FOLLOWS, Owner.BOTH)
                    .neverSaid(),
            FeatureColumn.number(EGO_DENSITY, SocialGraph.FOLLOWS, Owner.OBJECT).neverSaid(),
            FeatureColumn.number(BROKERAGE, SocialGraph.FOLLOWS, Owner.OBJECT).neverSaid());

    private static final FeatureSchema DECLARED = FeatureSchema.of("graph", "1", ALL);

    private final SocialGraph graph;
    private final NavigableMap<Instant, SocialGraph> past;
    private final FeatureSchema schema;
    private final int[] places;
    private final boolean between;
    private final boolean shared;
    private final boolean ego;

    private GraphFeatures(SocialGraph graph, NavigableMap<Instant, SocialGraph> past, FeatureSchema schema) {
        this.graph = graph;
        this.past = past;
        this.schema = schema;
        this.places = schema.columns().stream()
                .mapToInt(column -> DECLARED.indexOf(column.name()))
                .toArray();
        this.between = schema.contains(FRIENDS_OF_FRIENDS)
                || schema.contains(ADAMIC_ADAR)
                || schema.contains(RESOURCE_ALLOCATION);
        this.shared = schema.contains(SHARED_FOLLOWS);
        this.ego = schema.contains(EGO_DENSITY) || schema.contains(BROKERAGE);
    }

    /**
     * Creates a view of all columns.
     *
     * @param graph read by requests
     * @return the view
     */
    public static GraphFeatures of(SocialGraph graph) {
        return new GraphFeatures(graph, new TreeMap<>(), DECLARED);
    }

    /**
     * Returns all columns that there are.
     *
     * @return in the order of {@link #of}
     */
    public static List<FeatureColumn> columns() {
        return ALL;
    }

    /**
     * Returns this view with some columns only; the others cost nothing.
     *
     * @param columns names, in the order that they shall have
     * @return the view
     * @throws IllegalArgumentException if there is no column of a name; the message lists what exists
     */
    public GraphFeatures only(List<String> columns) {
        List<FeatureColumn> chosen = columns.stream()
                .map(column -> DECLARED.columns().get(DECLARED.indexOf(column)))
                .toList();
        return new GraphFeatures(graph, past, FeatureSchema.of(DECLARED.name(), DECLARED.version(), chosen));
    }

    /**
     * Returns this view with graphs for rows of the past.
     *
     * @param graphs by the moment that each was {@linkplain SocialGraph.Builder#until cut off} at
     * @return the view
     */
    public GraphFeatures past(Map<Instant, SocialGraph> graphs) {
        return new GraphFeatures(graph, new TreeMap<>(graphs), schema);
    }

    @Override
    public FeatureSchema schema() {
        return schema;
    }

    @Override
    public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        if (pairs.present()) {
            new Rows(graph, pairs, columns).hydrate(0, pairs.size());
            return;
        }
        for (int row = 0; row < pairs.size(); ) {
            SocialGraph then = graphOf(pairs.asOf(row));
            int end = row + 1;
            while (end < pairs.size() && graphOf(pairs.asOf(end)) == then) {
                end++;
            }
            if (then != null) {
                new Rows(then, pairs, columns).hydrate(row, end);
            }
            row = end;
        }
    }

    private @Nullable SocialGraph graphOf(Instant asOf) {
        Map.Entry<Instant, SocialGraph> entry = past.floorEntry(asOf);
        return entry == null ? null : entry.getValue();
    }

    /** Rows of a batch that read one graph. */
    /*
     * Rounds: all ordinals, all rows of ties, whom consent shows, then all intersections. The loads of one round do not wait for one
     * another, so the processor has many misses of its cache under way at once.
     */
    private final class Rows {
        private final SocialGraph read;
        private final PairBatch pairs;
        private final FeatureTable.Writer columns;
        private final TieRows following;
        private final TieRows followers;
        private final long epoch;
        private final float[] values = new float[ALL.size()];
        private final float[] chosen = new float[places.length];
        private final Between path = new Between();

        @SuppressWarnings("UnusedVariable") // written, so that the compiler does not leave the loads out
        private int touched;

        Rows(SocialGraph read, PairBatch pairs, FeatureTable.Writer columns) {
            this.read = read;
            this.pairs = pairs;
            this.columns = columns;
            this.following = read.followingRows();
            this.followers = read.followerRows();
            this.epoch = read.notes().epoch();
        }

        void hydrate(int first, int end) {
            int[] subjects = new int[end - first];
            int[] objects = new int[end - first];
            find(first, subjects, objects);
            touch(objects);
            boolean[] subjectsSeen = seen(subjects);
            boolean[] objectsSeen = seen(objects);
            int before = People.ABSENT;
            int[] followed = SortedRows.EMPTY;
            for (int i = 0; i < subjects.length; i++) {
                if (subjects[i] != before) {
                    before = subjects[i];
                    followed = before == People.ABSENT
                            ? SortedRows.EMPTY
                            : SortedRows.sample(following.row(before), MOST_FOLLOWED);
                }
                if (objectsSeen[i]) {
                    Arrays.fill(values, Float.NaN);
                    if (subjectsSeen[i]) {
                        pair(subjects[i], objects[i], followed);
                    }
                    hydrateRow(first + i, objects[i]);
                }
            }
        }

        private void hydrateRow(int row, int object) {
            if (ego) {
                EgoNetwork network = read.egos().of(object, epoch);
                values[5] = (float) network.density();
                values[6] = (float) network.brokerage();
            }
            for (int i = 0; i < places.length; i++) {
                chosen[i] = values[places[i]];
            }
            columns.setRow(row, chosen);
        }

        private void pair(int subject, int object, int[] followed) {
            values[0] = following.has(subject, object) && following.has(object, subject) ? 1 : 0;
            float scale = scale(following.row(subject).length, followed.length);
            if (shared) {
                path.count = 0;
                SortedRows.common(followed, following.row(object), path::countSeen);
                values[1] = path.count * scale;
            }
            if (between) {
                path.count = 0;
                path.byLogarithm = 0;
                path.byTies = 0;
                SortedRows.common(followed, followers.row(object), path::addSeen);
                values[2] = path.count * scale;
                values[3] = (float) path.byLogarithm * scale;
                values[4] = (float) path.byTies * scale;
            }
        }

        private static float scale(int all, int sampled) {
            return all <= sampled ? 1 : (float) all / sampled;
        }

        /** Adds up people in between who may be seen. */
        private final class Between {
            private int count;
            private double byLogarithm;
            private double byTies;

            void countSeen(int person, int i, int j) {
                count += read.notes().shows(person, epoch) ? 1 : 0;
            }

            void addSeen(int person, int i, int j) {
                if (read.notes().shows(person, epoch)) {
                    // A tie that has just ended may be out of one row and not yet out of the other: two there were.
                    int ties = Math.max(2, following.row(person).length + followers.row(person).length);
                    count++;
                    byLogarithm += 1 / Math.log(ties);
                    byTies += 1.0 / ties;
                }
            }
        }

        private boolean[] seen(int[] ordinals) {
            boolean[] seen = new boolean[ordinals.length];
            for (int i = 0; i < seen.length; i++) {
                boolean same = i > 0 && ordinals[i] == ordinals[i - 1];
                seen[i] = same ? seen[i - 1] : seen(ordinals[i]);
            }
            return seen;
        }

        /** Returns whether somebody has a tie that may be seen. */
        private boolean seen(int person) {
            return person != People.ABSENT
                    && read.notes().shows(person, epoch)
                    && (anySeen(following.row(person)) || anySeen(followers.row(person)));
        }

        private boolean anySeen(int[] row) {
            for (int person : row) {
                if (read.notes().shows(person, epoch)) {
                    return true;
                }
            }
            return false;
        }

        private void touch(int[] people) {
            int[][] ties = new int[2 * people.length][];
            for (int i = 0; i < people.length; i++) {
                boolean known = people[i] != People.ABSENT;
                ties[2 * i] = known ? following.row(people[i]) : SortedRows.EMPTY;
                ties[2 * i + 1] = known ? followers.row(people[i]) : SortedRows.EMPTY;
            }
            int sum = 0;
            for (int[] row : ties) {
                sum += row.length;
            }
            touched = sum;
        }

        private void find(int first, int[] subjects, int[] objects) {
            IdSpace items = pairs.items().orElse(null);
            EngineOrdinals cache = items == null ? null : read.engineOrdinals(items);
            Finder ofSubjects = new Finder(cache, pairs::subjectId);
            Finder ofObjects = new Finder(cache, pairs::objectId);
            for (int i = 0; i < objects.length; i++) {
                subjects[i] = ofSubjects.find(first + i, pairs.subjectOrdinal(first + i));
                objects[i] = ofObjects.find(first + i, pairs.objectOrdinal(first + i));
            }
        }

        /** Finds people of one side; looks at an id only where the engine's ordinal says nothing. */
        private final class Finder {
            private final @Nullable EngineOrdinals cache;
            private final IntFunction<String> idOfRow;
            private @Nullable String lastId;
            private int last = People.ABSENT;

            Finder(@Nullable EngineOrdinals cache, IntFunction<String> idOfRow) {
                this.cache = cache;
                this.idOfRow = idOfRow;
            }

            int find(int row, int engineOrdinal) {
                EngineOrdinals usable = engineOrdinal == IdSpace.ABSENT ? null : cache;
                int known = usable == null ? People.ABSENT : usable.get(engineOrdinal);
                if (known != People.ABSENT) {
                    return known;
                }
                String id = idOfRow.apply(row);
                if (!id.equals(lastId)) {
                    lastId = id;
                    last = read.ids().ordinalOf(id);
                }
                if (usable != null && last != People.ABSENT) {
                    usable.put(engineOrdinal, last);
                }
                return last;
            }
        }
    }
}
