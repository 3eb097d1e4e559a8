package io.github.discovery4j.examples.community;

import static io.github.discovery4j.rank.diversity.Constraints.atMost;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.DiscoveryEngineBuilder;
import io.github.discovery4j.core.affinity.AffinityFeatures;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.SharedInterests;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.social.GraphFeatures;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.FusionRule;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoreScale;
import io.github.discovery4j.examples.chain.ChainEffects;
import io.github.discovery4j.examples.chain.Choice;
import io.github.discovery4j.examples.chain.Comparison;
import io.github.discovery4j.examples.sample.Hobby;
import io.github.discovery4j.examples.sample.Person;
import io.github.discovery4j.examples.sample.SampleCommunity;
import io.github.discovery4j.examples.sample.SampleSafety;
import io.github.discovery4j.explain.phrase.PhraseBook;
import io.github.discovery4j.explain.phrase.PhraseExplainer;
import io.github.discovery4j.explain.phrase.PhraseFile;
import io.github.discovery4j.index.source.VectorSource;
import io.github.discovery4j.rank.blend.WeightedSum;
import io.github.discovery4j.rank.diversity.MmrDiversifier;
import io.github.discovery4j.rank.factorization.CollaborativeSource;
import io.github.discovery4j.rank.factorization.ModelFeatures;
import io.github.discovery4j.rank.factorization.PopularitySource;
import io.github.discovery4j.rank.factorization.SimilarItemsFeatures;
import io.github.discovery4j.rank.factorization.SimilarItemsSource;
import io.github.discovery4j.rank.fairness.Parity;
import io.github.discovery4j.rank.fairness.ProtectedGroups;
import io.github.discovery4j.rank.guardrail.AlreadySeenGuardrail;
import io.github.discovery4j.rank.guardrail.BlockListGuardrail;
import io.github.discovery4j.rank.guardrail.CoolDowns;
import io.github.discovery4j.rank.guardrail.ExposureCapGuardrail;
import io.github.discovery4j.rank.guardrail.HarassmentGuardrail;
import io.github.discovery4j.rank.guardrail.OutreachGuardrail;
import io.github.discovery4j.rank.guardrail.SnoozeGuardrail;
import io.github.discovery4j.rank.link.PeopleFeatures;
import io.github.discovery4j.rank.link.PeopleSource;
import io.github.discovery4j.rank.reciprocal.ReciprocalRanker;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An engine that proposes people of a sample community to each other.
 *
 * <p>The weights were set by hand so that every signal has a say; a trained ranker would take their place.
 * <b>Threads:</b> safe.
 */
public final class CommunityEngine implements AutoCloseable {

    /** How many names a reason may be filled with. */
    private static final int NAMES = 5;

    /** How often somebody may be shown in a day before others come first. */
    static final int MOST_EXPOSURES = 50;

    /** The attribute whose labels share places. */
    private static final String COMMUNITIES = "communities";

    private static final int MOST_OF_A_COMMUNITY = 4;

    /** The intent that makes complementary skills count in full. */
    private static final String SEEKS_A_TEACHER = "looking_for_a_teacher";

    private static final String SKILLS = "complementary_skills";
    private static final String ONLINE = "online_hours_overlap";
    private static final String REPLIES = "reply_ratio";

    /** Brings the weighted sums to [0, 1]: the tenth best of a viewer has about 4, the best 10. */
    private static final ScoreScale OWN_SIDE = new ScoreScale.Logistic(0.5, -2);

    /** A candidate of whose side nothing is known is at 0.5. */
    private static final ScoreScale OTHER_SIDE = new ScoreScale.Logistic(1, 0);

    /**
     * What tests change of the chain.
     *
     * @param parity whether slates are held to parity
     * @param groups the protected attribute, made of the sample's
     * @param ranker replaces the ranker, made of the engine's own
     */
    record Variant(boolean parity, UnaryOperator<ProtectedGroups> groups, UnaryOperator<Ranker> ranker) {

        static final Variant USUAL = new Variant(true, UnaryOperator.identity(), UnaryOperator.identity());
    }

    private final SampleCommunity community;
    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final CommunityData data;
    private final Map<String, Person> people;
    private final Map<String, String> titles;
    private final Map<String, Hobby> hobbies;
    private final SimilarItemsSource alike;
    private final Choice.Watched diversifier;
    private final Comparison compared;
    private final DiscoveryEngine engine;

    /**
     * Fills stores, index and models, and wires the engine.
     *
     * @param community the people
     */
    public CommunityEngine(SampleCommunity community) {
        this(community, Variant.USUAL);
    }

    CommunityEngine(SampleCommunity community, Variant variant) {
        this.community = community;
        this.data = CommunityData.of(community, consent);
        this.people = community.people().stream().collect(Collectors.toMap(Person::id, Function.identity()));
        this.titles = CommunityData.titles(community);
        this.hobbies = community.hobbies().stream().collect(Collectors.toMap(Hobby::id, Function.identity()));
        this.alike = SimilarItemsSource.over(data.alike(), data.follows());
        ProtectedGroups groups = variant.groups().apply(data.safety().groups());
        Ranker ranker = variant.ranker().apply(ranker());
        this.diversifier = new Choice.Watched(diversifier(variant.parity(), groups));
        this.compared = new Comparison(
                ranker,
                Optional.of(data.taste()),
                Optional.of(COMMUNITIES),
                Optional.of(new Comparison.Target(groups, SampleSafety.SHARES)));
        DiscoveryEngineBuilder builder = DiscoveryEngine.builder()
                .consent(consent)
                .attributes(data.store())
                .protect(CommunitySafety.GROUP)
                .protect(CommunitySafety.COUNTED)
                .clock(InstantSource.fixed(community.referenceInstant()))
                .rank(ranker)
                .diversify(diversifier)
                .explain(explainer());
        addSources(builder);
        addFeatures(builder);
        addGuardrails(builder);
        this.engine = builder.build();
    }

    private void addSources(DiscoveryEngineBuilder builder) {
        builder.source("taste", VectorSource.over(data.taste()).limit(200))
                .source(
                        "follows",
                        CollaborativeSource.over(data.whoToFollow(), data.follows())
                                .limit(200))
                .source("alike", alike.limit(100))
                .source("like-minded", VectorSource.over(data.likeMinded()).limit(100))
                .source("people", PeopleSource.over(data.finder()).limit(200))
                .source("interests", SharedInterests.over(data.store()).limit(100))
                .fallback("popular", PopularitySource.over(data.popular()));
    }

    private void addFeatures(DiscoveryEngineBuilder builder) {
        AffinityFeatures pairs = AffinityFeatures.from(data.store())
                .graph(GraphFeatures.of(data.graph()))
                .seeking(Set.of(SEEKS_A_TEACHER), AffinityFeatures.DEFAULT_IDLE_WEIGHT);
        builder.hydrate(shared())
                .hydrate(pairs.only(GraphFeatures.FRIENDS_OF_FRIENDS, SKILLS)) // what the other side reads too
                .hydrate(pairs.only(GraphFeatures.SHARED_FOLLOWS, ONLINE, REPLIES))
                .hydrate(new SimilarItemsFeatures(data.alike(), data.follows()))
                .hydrate(new ModelFeatures(data.whoToFollow(), data.popular(), data.follows()))
                .hydrate(new PeopleFeatures(data.finder()));
    }

    /** Every one judges everybody. What holds between two people comes first, so that it is what a trace names. */
    private void addGuardrails(DiscoveryEngineBuilder builder) {
        CommunitySafety safety = data.safety();
        builder.guard("blocks", new BlockListGuardrail(safety.blocks()))
                .guard("already following", AlreadySeenGuardrail.forever(data.following()))
                .guard("seen lately", AlreadySeenGuardrail.coolDowns(safety.seen(), CoolDowns.DEFAULT))
                .guard("snoozed", new SnoozeGuardrail(safety.snoozes(), COMMUNITIES))
                .guard(
                        "harassment",
                        HarassmentGuardrail.of(new ScoresOfAMoment(safety.scores()))
                                .vulnerable(safety.vulnerable()::contains)
                                .build())
                .guard("outreach", OutreachGuardrail.viewerBegins(safety.outreach()))
                .guard("exposure", ExposureCapGuardrail.demoting(safety.shown(), MOST_EXPOSURES, 1));
    }

    private Diversifier diversifier(boolean parity, ProtectedGroups groups) {
        MmrDiversifier.Builder builder =
                MmrDiversifier.builder().vectors(data.taste()).constraint(atMost(MOST_OF_A_COMMUNITY, COMMUNITIES));
        if (parity) {
            builder.constraint(Parity.on(CommunitySafety.GROUP, groups)
                    .target(SampleSafety.SHARES)
                    .atMost(MOST_OF_A_COMMUNITY, COMMUNITIES)
                    .build());
        }
        return builder.build();
    }

    /**
     * A slate and what each step did for it.
     *
     * @param slate the slate with its trace
     * @param effects of each step
     */
    public record Answer(TracedSlate slate, ChainEffects effects) {}

    /**
     * Answers a request, and measures what each step did once the slate is made.
     *
     * @param request for anybody
     * @return the slate, its trace and the effects
     */
    public Answer recommend(SlateRequest request) {
        TracedSlate slate = engine.recommendTraced(request);
        return new Answer(slate, ChainEffects.of(slate, diversifier.take(request.id()), compared));
    }

    /**
     * Counts a slate as shown: whoever was shown often enough comes after others.
     *
     * @param slate that its viewer saw
     */
    public void shown(Slate slate) {
        data.safety().shown().record(slate, community.referenceInstant());
    }

    /**
     * Returns the engine.
     *
     * @return answers for any viewer of the community, and for strangers
     */
    public DiscoveryEngine engine() {
        return engine;
    }

    /**
     * Returns the people.
     *
     * @return the community that is served
     */
    public SampleCommunity community() {
        return community;
    }

    /**
     * Returns the ledger that everything obeys.
     *
     * @return all signals of all people allowed, unless changed
     */
    public InMemoryConsentLedger consent() {
        return consent;
    }

    /** Returns what the stages read. */
    CommunityData data() {
        return data;
    }

    /**
     * Looks a person up.
     *
     * @param id any id
     * @return the person, if the community has them
     */
    public Optional<Person> person(String id) {
        return Optional.ofNullable(people.get(id));
    }

    @Override
    public void close() {
        engine.close();
    }

    private FeatureView shared() {
        return data.store()
                .view("community", "1")
                .shared("interests")
                .shared("communities")
                .shared("languages")
                .shared("favourites")
                .cosine("taste")
                .build();
    }

    /** The harmonic mean of what both sides would say. */
    private static Ranker ranker() {
        return ReciprocalRanker.of(
                ownSide(), otherSide(), new FusionRule.Mean(FusionRule.Kind.HARMONIC, OWN_SIDE, OTHER_SIDE));
    }

    private static Ranker ownSide() {
        return WeightedSum.builder()
                .weight("shared_interests", 0.30)
                .weight("shared_communities", 0.40)
                .weight("shared_languages", 0.20)
                .weight("shared_favourites", 0.25)
                .weight(GraphFeatures.SHARED_FOLLOWS, 0.05)
                .weight("cosine_taste", 1.00)
                .weight("cf_score", 0.05)
                .weight("similar_score", 0.01)
                .weight("popularity", 0.20)
                .weight(PeopleFeatures.TIES, 0.20)
                .weight(PeopleFeatures.LIKES, 0.20)
                .weight(SKILLS, 0.50)
                .weight(ONLINE, 0.30)
                .weight(REPLIES, 0.50)
                .build();
    }

    /** What a candidate would see in the viewer that the viewer does not see in them. */
    private static Ranker otherSide() {
        return WeightedSum.builder()
                .weight(GraphFeatures.FRIENDS_OF_FRIENDS, 0.10)
                .weight(SKILLS, 1.00)
                .build();
    }

    private PhraseExplainer explainer() {
        return PhraseExplainer.builder()
                .phrases(PhraseBook.standard().with(ownPhrases()))
                .names(
                        "shared_interests",
                        (context, item, language) ->
                                data.store().sharedLabels(context.viewerId(), item, "interests").stream()
                                        .flatMap(id -> Optional.ofNullable(hobbies.get(id)).stream())
                                        .map(hobby -> hobby.name(language))
                                        .toList())
                .names(
                        "shared_communities",
                        (context, item, language) -> titles(context.viewerId(), item, "communities"))
                .names(
                        "shared_languages",
                        (context, item, language) ->
                                data.store().sharedLabels(context.viewerId(), item, "languages").stream()
                                        .map(tag -> Locale.of(tag).getDisplayLanguage(language))
                                        .toList())
                .names("shared_favourites", (context, item, language) -> titles(context.viewerId(), item, "favourites"))
                .names(
                        GraphFeatures.SHARED_FOLLOWS,
                        (context, item, language) -> titles(followedByBoth(context.viewerId(), item)))
                .names("cf_score", (context, item, language) -> followedThatLeadTo(context, item))
                .names("similar_score", (context, item, language) -> titles(alike.because(context, item, NAMES)))
                .build();
    }

    private List<String> followedByBoth(String viewer, String item) {
        return data.graph().followedByBoth(viewer, item, Integer.MAX_VALUE).stream()
                .sorted()
                .toList();
    }

    private List<String> titles(String viewer, String item, String feature) {
        return titles(data.store().sharedLabels(viewer, item, feature));
    }

    /** What ids are called, but for people who have withdrawn. */
    private List<String> titles(Collection<String> ids) {
        return ids.stream()
                .filter(id -> !consent.withdrawn(id))
                .map(id -> titles.getOrDefault(id, id))
                .toList();
    }

    private List<String> followedThatLeadTo(RequestContext context, String item) {
        return titles(
                data.followedThatLeadTo(context.pin(data.whoToFollow()), context.viewerId(), item, context.instant()));
    }

    private static PhraseBook ownPhrases() {
        return PhraseBook.of(
                PhraseFile.of(CommunityEngine.class, "community-phrases.json"),
                PhraseFile.of(CommunityEngine.class, "community-messages.en.json"),
                PhraseFile.of(CommunityEngine.class, "community-messages.es.json"));
    }
}
