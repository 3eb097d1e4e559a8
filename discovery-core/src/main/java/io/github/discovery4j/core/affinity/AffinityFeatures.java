package io.github.discovery4j.core.affinity;

import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureViewBuilder;
import io.github.discovery4j.core.feature.PairMeasure;
import io.github.discovery4j.core.feature.manifest.FeatureManifest;
import io.github.discovery4j.core.feature.manifest.ManifestText;
import io.github.discovery4j.core.feature.manifest.NearestName;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.social.GraphFeatures;
import io.github.discovery4j.core.stage.FeatureHydrator;
import io.github.discovery4j.core.stage.FeatureView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The features of a pair of people that the manifest {@code specification} declares, hydrated by name.
 *
 * <p>Each feature comes from what the host gave for it by name ({@link #computed}, {@link #vectors}), else from the graph if it is
 * one of {@link GraphFeatures}, else from the feature store, whose features are those of {@link #inputs}.
 *
 * {@snippet :
 * FeatureView all = AffinityFeatures.from(store).graph(GraphFeatures.of(graph)).all();
 * FeatureView few = AffinityFeatures.from(store).only("distance_km", "locale_match");
 * }
 *
 * <p>A view hydrates as one: where a part of it throws, all its columns are missing. <b>Threads:</b> belongs to one thread; the
 * views are safe.
 */
public final class AffinityFeatures {

    /** After what time somebody's last action counts half. */
    public static final Duration DEFAULT_ACTIVITY_HALF_LIFE = Duration.ofDays(3);

    /** After what time an action like the subject's counts half. */
    public static final Duration DEFAULT_SIMILAR_HALF_LIFE = Duration.ofDays(7);

    /** The intent of those who seek collaborators, unless the host names others. */
    public static final String DEFAULT_SEEKING = "looking_for_collaborators";

    /** By what complementary skills count while nobody is sought. */
    public static final double DEFAULT_IDLE_WEIGHT = 0.5;

    /** Which share of messages is usually answered. */
    public static final double DEFAULT_REPLY_MEAN = 0.5;

    /** How many messages the usual share counts for. */
    public static final double DEFAULT_REPLY_STRENGTH = 5;

    private static final String NAME = "specification";
    private static final String VERSION = "1";
    private static final String RESOURCE = "/META-INF/discovery/features/specification.json";
    private static final FeatureManifest MANIFEST = read();
    private static final FeatureRegistry PAIR = MANIFEST.registry("pair");
    private static final List<String> NAMES =
            PAIR.definitions().stream().map(FeatureDefinition::name).toList();
    private static final Set<String> OF_OBJECT =
            Set.of("activity_recency", "harassment_score", "reply_ratio", "account_age_days", "exposure_count");
    private static final Map<String, FeatureColumn> GRAPH = new HashMap<>();
    private static final Map<String, BiConsumer<FeatureViewBuilder, AffinityFeatures>> STORED = stored();

    static {
        for (FeatureColumn column : GraphFeatures.columns()) {
            GRAPH.put(column.name(), column);
        }
    }

    private final FeatureStore store;
    private final Map<String, FeatureHydrator> given = new HashMap<>();
    private @Nullable GraphFeatures graph;
    private Duration activityHalfLife = DEFAULT_ACTIVITY_HALF_LIFE;
    private Duration similarHalfLife = DEFAULT_SIMILAR_HALF_LIFE;
    private Set<String> seeking = Set.of(DEFAULT_SEEKING);
    private double idleWeight = DEFAULT_IDLE_WEIGHT;
    private double replyMean = DEFAULT_REPLY_MEAN;
    private double replyStrength = DEFAULT_REPLY_STRENGTH;
    private String version = VERSION;

    private AffinityFeatures(FeatureStore store) {
        this.store = store;
    }

    private static FeatureManifest read() {
        try (InputStream in = Objects.requireNonNull(AffinityFeatures.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return FeatureManifest.json(new ManifestText("specification.json", text));
        } catch (IOException e) {
            throw new UncheckedIOException("the jar cannot be read: " + RESOURCE, e);
        }
    }

    /**
     * Returns the manifest that declares the features of pairs, and those of people that they are worked out from.
     *
     * @return the entities {@code person} and {@code pair}
     */
    public static FeatureManifest manifest() {
        return MANIFEST;
    }

    /**
     * Returns the features of people that the store has to have for all columns. A host adds its own, and may declare vectors of
     * other dimensions, other times to live and narrower visibility.
     *
     * @return the definitions
     */
    public static List<FeatureDefinition> inputs() {
        return MANIFEST.registry("person").definitions();
    }

    /**
     * Returns the names of all features of pairs.
     *
     * @return in the order of the manifest
     */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Starts from a store.
     *
     * @param store has the features that the wanted columns need
     * @return without a graph
     */
    public static AffinityFeatures from(FeatureStore store) {
        return new AffinityFeatures(store);
    }

    /**
     * Says what the columns of the graph are read from.
     *
     * @param features of a graph, with past graphs if rows of the past are to have values
     * @return this
     */
    public AffinityFeatures graph(GraphFeatures features) {
        graph = features;
        return this;
    }

    /**
     * Reads a cosine from vectors of the present that are not in the store; rows of the past are NaN.
     *
     * @param feature {@code cosine_taste} or {@code cosine_profile}
     * @param reader masks what consent does not allow
     * @return this
     * @throws IllegalArgumentException if the feature is not one of these
     */
    public AffinityFeatures vectors(String feature, VectorReader reader) {
        return vectors(feature, new VectorCosine(reader, Optional.empty()));
    }

    /**
     * Reads a cosine from vectors that know nothing after a moment; earlier rows of the past are NaN.
     *
     * @param feature {@code cosine_taste} or {@code cosine_profile}
     * @param reader masks what consent does not allow
     * @param until of what time the newest thing is that the vectors were made from
     * @return this
     * @throws IllegalArgumentException if the feature is not one of these
     */
    public AffinityFeatures vectors(String feature, VectorReader reader, Instant until) {
        return vectors(feature, new VectorCosine(reader, Optional.of(until)));
    }

    private AffinityFeatures vectors(String feature, VectorCosine cosine) {
        if (!feature.startsWith("cosine_")) {
            throw new IllegalArgumentException(
                    "vectors give cosine_taste and cosine_profile, not \"%s\"; use computed".formatted(feature));
        }
        return computed(feature, cosine);
    }

    /**
     * Has the host fill a column, instead of the store or the graph.
     *
     * @param feature any of {@link #names}
     * @param hydrator fills one column, and obeys the laws of hydrators: consent and the moment of each row are its own affair
     * @return this
     * @throws IllegalArgumentException if there is no feature of that name; the message names the nearest
     */
    public AffinityFeatures computed(String feature, FeatureHydrator hydrator) {
        given.put(known(feature), hydrator);
        return this;
    }

    /**
     * Sets after what time actions count half.
     *
     * @param activity of the object's last action
     * @param similar of actions like the subject's
     * @return this
     */
    public AffinityFeatures halfLives(Duration activity, Duration similar) {
        activityHalfLife = activity;
        similarHalfLife = similar;
        return this;
    }

    /**
     * Sets which intents make complementary skills count in full.
     *
     * @param intents names of intents
     * @param otherwise by what skills count without one of them, in [0, 1]
     * @return this
     */
    public AffinityFeatures seeking(Set<String> intents, double otherwise) {
        seeking = Set.copyOf(intents);
        idleWeight = otherwise;
        return this;
    }

    /**
     * Sets what a reply ratio of few messages is drawn to.
     *
     * @param mean which share is usually answered
     * @param strength how many messages that counts for
     * @return this
     */
    public AffinityFeatures replyPrior(double mean, double strength) {
        replyMean = mean;
        replyStrength = strength;
        return this;
    }

    /**
     * Names the version of the views, which a model is trained on; to be changed with any setting.
     *
     * @param name {@code 1} unless set
     * @return this
     */
    public AffinityFeatures version(String name) {
        version = name;
        return this;
    }

    /**
     * Makes a view of all features.
     *
     * @return columns in the order of {@link #names}
     * @throws IllegalArgumentException if the store lacks an input
     * @throws IllegalStateException if there is no graph
     */
    public FeatureView all() {
        return only(NAMES);
    }

    /**
     * Makes a view of some features; the others need no source and cost nothing.
     *
     * @param features any of {@link #names}
     * @return columns in this order
     * @throws IllegalArgumentException if there is no feature of a name, the message naming the nearest, if one stands twice, or if
     *     the store lacks an input
     * @throws IllegalStateException if one needs a graph and there is none
     */
    public FeatureView only(String... features) {
        return only(List.of(features));
    }

    /**
     * Makes a view of some features; the others need no source and cost nothing.
     *
     * @param features any of {@link #names}
     * @return columns in this order
     * @throws IllegalArgumentException if there is no feature of a name, the message naming the nearest, if one stands twice, or if
     *     the store lacks an input
     * @throws IllegalStateException if one needs a graph and there is none
     */
    public FeatureView only(List<String> features) {
        Set<String> distinct = new HashSet<>();
        List<String> ofStore = new ArrayList<>();
        List<String> ofGraph = new ArrayList<>();
        List<FeatureView> parts = new ArrayList<>();
        for (String feature : features) {
            if (!distinct.add(known(feature))) {
                throw new IllegalArgumentException(
                        "features of a view must be different, \"%s\" stands twice; leave one out".formatted(feature));
            }
            FeatureHydrator own = given.get(feature);
            if (own != null) {
                parts.add(FeatureView.of(feature, version, List.of(declared(feature)), own));
            } else {
                (GRAPH.containsKey(feature) ? ofGraph : ofStore).add(feature);
            }
        }
        if (!ofStore.isEmpty()) {
            parts.add(ofStore(ofStore));
        }
        if (!ofGraph.isEmpty()) {
            parts.add(ofGraph(ofGraph));
        }
        return new JoinedView(NAME, version, features, parts);
    }

    private FeatureView ofStore(List<String> features) {
        FeatureViewBuilder view = store.view(NAME, version);
        for (String feature : features) {
            Objects.requireNonNull(STORED.get(feature), feature).accept(view, this);
            view.as(feature);
        }
        return view.build();
    }

    private FeatureView ofGraph(List<String> features) {
        if (graph == null) {
            throw new IllegalStateException(
                    "features %s are measured on a graph, and none was given; call graph(...), or leave them out"
                            .formatted(features));
        }
        return graph.only(features);
    }

    private static String known(String feature) {
        if (!NAMES.contains(feature)) {
            throw new IllegalArgumentException("feature \"%s\" is not one of the specification; %s"
                    .formatted(feature, NearestName.hint(feature, NAMES)));
        }
        return feature;
    }

    /** Returns the column of a feature that the host fills, as the manifest declares it. */
    private static FeatureColumn declared(String feature) {
        FeatureDefinition definition = PAIR.definition(feature);
        return new FeatureColumn(
                feature,
                definition.group(),
                ofObjectAlone(feature) ? Owner.OBJECT : Owner.BOTH,
                definition.visibility(),
                definition.sayable(),
                List.of());
    }

    private static boolean ofObjectAlone(String feature) {
        FeatureColumn ofGraph = GRAPH.get(feature);
        return ofGraph != null ? ofGraph.owner() == Owner.OBJECT : OF_OBJECT.contains(feature);
    }

    /** Returns how each feature is read from the store. */
    private static Map<String, BiConsumer<FeatureViewBuilder, AffinityFeatures>> stored() {
        Map<String, BiConsumer<FeatureViewBuilder, AffinityFeatures>> all = new LinkedHashMap<>();
        all.put("cosine_taste", (view, own) -> view.cosine("taste_vector"));
        all.put("cosine_profile", (view, own) -> view.cosine("profile_vector"));
        all.put("trait_overlap", (view, own) -> view.jaccard("traits"));
        all.put("trait_overlap_weighted", (view, own) -> view.measure(PairMeasure.weightedJaccard("trait_strengths")));
        all.put(
                "activity_recency",
                (view, own) -> view.measure(PairMeasure.recency("last_active_sec", own.activityHalfLife)));
        all.put(
                "similar_action_recency",
                (view, own) ->
                        view.measure(PairMeasure.similarRecency("action_counts", "action_hours", own.similarHalfLife)));
        all.put(
                "online_hours_overlap",
                (view, own) -> view.measure(PairMeasure.onlineTogether("online_hours", "utc_offset_hours")));
        all.put("intent_match", (view, own) -> view.measure(PairMeasure.covered("intents")));
        all.put(
                "complementary_skills",
                (view, own) -> view.measure(PairMeasure.complement(
                        "skills_wanted", "skills_offered", "intents", own.seeking, own.idleWeight)));
        all.put("locale_match", (view, own) -> view.measure(PairMeasure.localeMatch("locale")));
        all.put("distance_km", (view, own) -> view.measure(PairMeasure.distance("location")));
        all.put("harassment_score", (view, own) -> view.number("harassment_score"));
        all.put(
                "reply_ratio",
                (view, own) -> view.measure(PairMeasure.smoothedRatio(
                        "reply_ratio_30d", "messages_received_30d", own.replyMean, own.replyStrength)));
        all.put("account_age_days", (view, own) -> view.measure(PairMeasure.notBelowZero("account_age_days")));
        all.put("exposure_count", (view, own) -> view.number("exposures_7d"));
        return all;
    }
}
