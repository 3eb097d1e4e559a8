package io.github.discovery4j.examples.community;

import static io.github.discovery4j.rank.diversity.Constraints.atMost;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.SharedInterests;
import io.github.discovery4j.core.social.GraphFeatures;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.examples.sample.Hobby;
import io.github.discovery4j.examples.sample.Person;
import io.github.discovery4j.examples.sample.SampleCommunity;
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
import io.github.discovery4j.rank.guardrail.AlreadySeenGuardrail;
import io.github.discovery4j.rank.guardrail.BlockListGuardrail;
import io.github.discovery4j.rank.link.PeopleFeatures;
import io.github.discovery4j.rank.link.PeopleSource;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

    private final SampleCommunity community;
    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final CommunityData data;
    private final Map<String, Person> people;
    private final Map<String, String> titles;
    private final Map<String, Hobby> hobbies;
    private final SimilarItemsSource alike;
    private final DiscoveryEngine engine;

    /**
     * Fills stores, index and models, and wires the engine.
     *
     * @param community the people
     */
    public CommunityEngine(SampleCommunity community) {
        this.community = community;
        this.data = CommunityData.of(community, consent);
        this.people = community.people().stream().collect(Collectors.toMap(Person::id, Function.identity()));
        this.titles = CommunityData.titles(community);
        this.hobbies = community.hobbies().stream().collect(Collectors.toMap(Hobby::id, Function.identity()));
        this.alike = SimilarItemsSource.over(data.alike(), data.follows());
        this.engine = DiscoveryEngine.builder()
                .consent(consent)
                .attributes(data.store())
                .clock(InstantSource.fixed(community.referenceInstant()))
                .source("taste", VectorSource.over(data.taste()).limit(200))
                .source(
                        "follows",
                        CollaborativeSource.over(data.whoToFollow(), data.follows())
                                .limit(200))
                .source("alike", alike.limit(100))
                .source("like-minded", VectorSource.over(data.likeMinded()).limit(100))
                .source("people", PeopleSource.over(data.finder()).limit(200))
                .source("interests", SharedInterests.over(data.store()).limit(100))
                .fallback("popular", PopularitySource.over(data.popular()))
                .hydrate(shared())
                .hydrate(GraphFeatures.of(data.graph()).only(List.of(GraphFeatures.SHARED_FOLLOWS)))
                .hydrate(new SimilarItemsFeatures(data.alike(), data.follows()))
                .hydrate(new ModelFeatures(data.whoToFollow(), data.popular(), data.follows()))
                .hydrate(new PeopleFeatures(data.finder()))
                .rank(ranker())
                .guard("blocks", new BlockListGuardrail(data.blocks()))
                .guard("already following", AlreadySeenGuardrail.forever(data.following()))
                .diversify(MmrDiversifier.builder()
                        .vectors(data.taste())
                        .constraint(atMost(4, "communities"))
                        .build())
                .explain(explainer())
                .build();
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

    private static Ranker ranker() {
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
