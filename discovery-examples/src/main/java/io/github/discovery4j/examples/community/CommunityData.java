package io.github.discovery4j.examples.community;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.Ties;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.examples.sample.CatalogueItem;
import io.github.discovery4j.examples.sample.Community;
import io.github.discovery4j.examples.sample.Favourite;
import io.github.discovery4j.examples.sample.Genre;
import io.github.discovery4j.examples.sample.Hobby;
import io.github.discovery4j.examples.sample.Person;
import io.github.discovery4j.examples.sample.SampleCommunity;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.rank.factorization.EaseModel;
import io.github.discovery4j.rank.factorization.EaseTrainer;
import io.github.discovery4j.rank.factorization.InteractionHistory;
import io.github.discovery4j.rank.factorization.PopularityModel;
import io.github.discovery4j.rank.guardrail.Blocks;
import io.github.discovery4j.rank.guardrail.SeenItems;
import io.github.discovery4j.rank.link.JointPeopleModel;
import io.github.discovery4j.rank.link.JointPeopleTrainer;
import io.github.discovery4j.rank.link.PeopleFinder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the stages read about the people of a sample community.
 *
 * @param store interests, languages, communities, favourites, follows and taste of each person
 * @param taste a vector of genres a person, from their favourites
 * @param follows who follows whom, as a history
 * @param whoToFollow a model of the follow graph: people followed by those who follow whom you follow
 * @param finder a model of follows and favourites together, under consent
 * @param favourites who keeps which works as favourites, as a history
 * @param popular how many follow a person
 * @param blocks who has blocked whom
 * @param following people whom the viewer follows already
 */
record CommunityData(
        InMemoryFeatureStore store,
        ExactIndex taste,
        InteractionHistory follows,
        Handle<EaseModel> whoToFollow,
        PeopleFinder finder,
        InteractionHistory favourites,
        Handle<PopularityModel> popular,
        Blocks blocks,
        SeenItems following) {

    /** Regularisation of the follow model: people have a few tens of follows, films hundreds of ratings. */
    private static final double FOLLOW_REGULARIZATION = 50;

    /** Two dozen communities and three dozen genres need no more directions than these. */
    static final int PLACE_DIMENSION = 48;

    private static final int TASTE_DIMENSION = 32;

    /** How many names a reason may be filled with. */
    private static final int NAMES = 5;

    static CommunityData of(SampleCommunity community, ConsentView consent) {
        List<String> genres = genreIds(community);
        InMemoryFeatureStore store = new InMemoryFeatureStore(registry(genres.size()), consent);
        ExactIndex taste = ExactIndex.of(
                VectorIndexSettings.of("taste", genres.size()).derivedFrom(consent, Set.of(SignalGroup.FAVOURITES)));
        InteractionHistory history = new InteractionHistory(consent, SignalGroup.SOCIAL_GRAPH, ItemKind.PEOPLE);
        Blocks blocks = new Blocks();
        SeenItems following = new SeenItems(consent, SignalGroup.SOCIAL_GRAPH, ItemKind.PEOPLE);
        InteractionHistory favourites = new InteractionHistory(consent, SignalGroup.FAVOURITES);
        Interactions.Builder edges = Interactions.builder();
        Interactions.Builder likes = Interactions.builder();
        Ties.Builder ties = Ties.builder(true);
        List<Person> people = community.people();
        for (int ordinal = 0; ordinal < people.size(); ordinal++) {
            Person person = people.get(ordinal);
            Set<String> followed =
                    ids(community, community.follows().targets(ordinal).toArray());
            followed.forEach(id -> {
                edges.add(person.id(), id);
                ties.add(person.id(), id);
            });
            person.favourites()
                    .forEach(
                            favourite -> likes.add(person.id(), favourite.item().id(), favourite.strength()));
            for (String blocked :
                    ids(community, community.blocks().targets(ordinal).toArray())) {
                blocks.block(person.id(), blocked);
            }
            following.add(person.id(), followed, community.referenceInstant());
            put(person, followed, genres, store, taste);
        }
        Interactions follows = edges.build();
        history.addAll(follows);
        Interactions liked = likes.build();
        favourites.addAll(liked);
        EaseTrainer trainer =
                EaseTrainer.builder().regularization(FOLLOW_REGULARIZATION).build();
        String version = "seed " + community.seed();
        Handle<JointPeopleModel> joint = Handle.of(
                "people",
                version,
                JointPeopleTrainer.builder()
                        .dimension(PLACE_DIMENSION)
                        .tasteDimension(TASTE_DIMENSION)
                        .build()
                        .train(ties.build(), liked));
        PeopleFinder finder = PeopleFinder.over(joint, consent)
                .ties(SignalGroup.SOCIAL_GRAPH, history::liked)
                .likes(SignalGroup.FAVOURITES, favourites::liked)
                .build();
        return new CommunityData(
                store,
                taste,
                history,
                Handle.of("who-to-follow", version, trainer.train(follows)),
                finder,
                favourites,
                Handle.of("popular", version, PopularityModel.countingPeople(follows)),
                blocks,
                following);
    }

    private static FeatureRegistry registry(int genres) {
        return FeatureRegistry.of(
                "person",
                List.of(
                        FeatureDefinition.labels("interests", SignalGroup.INTERESTS),
                        FeatureDefinition.labels("communities", SignalGroup.INTERESTS),
                        FeatureDefinition.labels("languages", SignalGroup.PROFILE),
                        FeatureDefinition.labels("favourites", SignalGroup.FAVOURITES),
                        FeatureDefinition.labels("follows", SignalGroup.SOCIAL_GRAPH),
                        FeatureDefinition.vector("taste", genres, SignalGroup.FAVOURITES),
                        FeatureDefinition.number("latitude", SignalGroup.PROFILE),
                        FeatureDefinition.number("longitude", SignalGroup.PROFILE)));
    }

    private static void put(
            Person person, Set<String> followed, List<String> genres, InMemoryFeatureStore store, ExactIndex taste) {
        float[] liked = taste(person, genres);
        store.put(person.id(), row -> {
            row.labels("interests", person.hobbies().stream().map(Hobby::id).collect(Collectors.toSet()))
                    .labels(
                            "communities",
                            person.communities().stream().map(Community::id).collect(Collectors.toSet()))
                    .labels("languages", Set.copyOf(person.languages()))
                    .labels(
                            "favourites",
                            person.favourites().stream()
                                    .map(favourite -> favourite.item().id())
                                    .collect(Collectors.toSet()))
                    .labels("follows", followed)
                    .number("latitude", (float) person.city().latitude())
                    .number("longitude", (float) person.city().longitude());
            if (!person.favourites().isEmpty()) {
                row.vector("taste", liked);
            }
        });
        if (!person.favourites().isEmpty()) {
            taste.accept(person.id(), liked);
        }
    }

    /** Counts the genres of a person's favourites, each weighted by how strongly it is liked. */
    private static float[] taste(Person person, List<String> genres) {
        float[] vector = new float[genres.size()];
        for (Favourite favourite : person.favourites()) {
            for (Genre genre : favourite.item().genres()) {
                vector[genres.indexOf(genre.id())] += (float) favourite.strength();
            }
        }
        return vector;
    }

    private static List<String> genreIds(SampleCommunity community) {
        Set<String> ids = new TreeSet<>();
        for (CatalogueItem item : community.catalogue()) {
            item.genres().forEach(genre -> ids.add(genre.id()));
        }
        return List.copyOf(ids);
    }

    private static Set<String> ids(SampleCommunity community, int[] ordinals) {
        Set<String> ids = new TreeSet<>();
        for (int ordinal : ordinals) {
            ids.add(community.people().get(ordinal).id());
        }
        return ids;
    }

    /**
     * The people whom a viewer follows that add most to an item's score, by id. Whoever takes away from it is no reason.
     */
    List<String> followedThatLeadTo(EaseModel model, String viewer, String item, Instant asOf) {
        int scored = model.items().ordinalOf(item);
        if (scored == IdMap.ABSENT) {
            return List.of();
        }
        int[] followed = follows.liked(viewer, asOf, model.items());
        return model.topContributors(followed, scored, NAMES).stream()
                .filter(contribution -> contribution.weight() > 0)
                .map(EaseModel.Contribution::itemId)
                .toList();
    }

    /** Names to show for the ids that stand in reasons: hobbies, communities, works and people. */
    static Map<String, String> titles(SampleCommunity community) {
        Map<String, String> titles = new TreeMap<>();
        community.catalogue().forEach(item -> titles.put(item.id(), item.title()));
        community.communities().forEach(group -> titles.put(group.id(), group.name()));
        community.people().forEach(person -> titles.put(person.id(), person.displayName()));
        return titles;
    }
}
