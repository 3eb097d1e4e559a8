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
import io.github.discovery4j.core.signal.Intent;
import io.github.discovery4j.core.social.SocialGraph;
import io.github.discovery4j.core.social.SocialGraphSettings;
import io.github.discovery4j.examples.sample.CatalogueItem;
import io.github.discovery4j.examples.sample.Community;
import io.github.discovery4j.examples.sample.Favourite;
import io.github.discovery4j.examples.sample.Genre;
import io.github.discovery4j.examples.sample.Hobby;
import io.github.discovery4j.examples.sample.Person;
import io.github.discovery4j.examples.sample.Profile;
import io.github.discovery4j.examples.sample.Rhythm;
import io.github.discovery4j.examples.sample.SampleActivity;
import io.github.discovery4j.examples.sample.SampleCommunity;
import io.github.discovery4j.examples.sample.SampleSafety;
import io.github.discovery4j.examples.sample.Skill;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.rank.factorization.BlendModel;
import io.github.discovery4j.rank.factorization.EaseModel;
import io.github.discovery4j.rank.factorization.EaseTrainer;
import io.github.discovery4j.rank.factorization.IalsModel;
import io.github.discovery4j.rank.factorization.IalsTrainer;
import io.github.discovery4j.rank.factorization.InteractionHistory;
import io.github.discovery4j.rank.factorization.ItemNeighbours;
import io.github.discovery4j.rank.factorization.PersonVectors;
import io.github.discovery4j.rank.factorization.PopularityModel;
import io.github.discovery4j.rank.guardrail.Blocks;
import io.github.discovery4j.rank.guardrail.SeenItems;
import io.github.discovery4j.rank.link.JointPeopleModel;
import io.github.discovery4j.rank.link.JointPeopleTrainer;
import io.github.discovery4j.rank.link.PeopleFinder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the stages read about the people of a sample community.
 *
 * @param store interests, languages, communities, favourites and taste of each person
 * @param graph who follows and who has blocked whom, as it is measured
 * @param taste a vector of genres a person, from their favourites
 * @param favourites who likes which works, as a history
 * @param likeMinded a vector a person, learned from everybody's favourites: near are those who would like the same
 * @param follows who follows whom, as a history
 * @param whoToFollow a blend of models of the follow graph: people followed by those who follow whom you follow
 * @param alike for each person those who are followed by the same people
 * @param finder a model of follows and favourites together, under consent
 * @param popular how many follow a person
 * @param following people whom the viewer follows already
 * @param safety what guardrails and parity read
 */
record CommunityData(
        InMemoryFeatureStore store,
        SocialGraph graph,
        ExactIndex taste,
        InteractionHistory favourites,
        ExactIndex likeMinded,
        InteractionHistory follows,
        Handle<BlendModel> whoToFollow,
        Handle<ItemNeighbours> alike,
        PeopleFinder finder,
        Handle<PopularityModel> popular,
        SeenItems following,
        CommunitySafety safety) {

    /** Regularisation of the follow model: people have a few tens of follows, films hundreds of ratings. */
    private static final double FOLLOW_REGULARIZATION = 50;

    /** Values of a learned vector: enough for some thousand people. */
    private static final int DIMENSION = 32;

    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    /** Two dozen communities and three dozen genres need no more directions than these. */
    static final int PLACE_DIMENSION = 48;

    private static final int HOURS = 24;

    /** How many names a reason may be filled with. */
    private static final int NAMES = 5;

    static CommunityData of(SampleCommunity community, ConsentView consent) {
        List<String> genres = genreIds(community);
        InMemoryFeatureStore store = new InMemoryFeatureStore(registry(genres.size()), consent);
        ExactIndex taste = ExactIndex.of(
                VectorIndexSettings.of("taste", genres.size()).derivedFrom(consent, Set.of(SignalGroup.FAVOURITES)));
        InteractionHistory history = new InteractionHistory(consent, SignalGroup.SOCIAL_GRAPH, ItemKind.PEOPLE);
        SampleSafety drawn = community.safety();
        SeenItems following = new SeenItems(consent, SignalGroup.SOCIAL_GRAPH, ItemKind.PEOPLE);
        InteractionHistory favourites = new InteractionHistory(consent, SignalGroup.FAVOURITES);
        Interactions.Builder edges = Interactions.builder();
        Interactions.Builder likes = Interactions.builder();
        Ties.Builder ties = Ties.builder(true);
        SocialGraph.Builder graph = SocialGraph.builder(SocialGraphSettings.of(consent));
        List<Person> people = community.people();
        for (int ordinal = 0; ordinal < people.size(); ordinal++) {
            Person person = people.get(ordinal);
            Set<String> followed =
                    ids(community, community.follows().targets(ordinal).toArray());
            followed.forEach(id -> {
                edges.add(person.id(), id);
                ties.add(person.id(), id);
                graph.follow(person.id(), id);
            });
            person.favourites()
                    .forEach(
                            favourite -> likes.add(person.id(), favourite.item().id(), favourite.strength()));
            following.add(person.id(), followed, community.referenceInstant());
            put(person, genres, store, taste);
        }
        for (SampleSafety.Block block : drawn.blocks()) {
            graph.block(people.get(block.by()).id(), people.get(block.blocked()).id());
        }
        putHabits(community, drawn, store);
        Interactions follows = edges.build();
        history.addAll(follows);
        Interactions liked = likes.build();
        favourites.addAll(liked);
        String version = "seed " + community.seed();
        BlendModel blend = whoToFollow(follows, community.seed());
        Handle<JointPeopleModel> joint = Handle.of(
                "people",
                version,
                JointPeopleTrainer.builder()
                        .dimension(PLACE_DIMENSION)
                        .tasteDimension(DIMENSION)
                        .build()
                        .train(ties.build(), liked));
        PeopleFinder finder = PeopleFinder.over(joint, consent)
                .ties(SignalGroup.SOCIAL_GRAPH, history::liked)
                .likes(SignalGroup.FAVOURITES, favourites::liked)
                .build();
        return new CommunityData(
                store,
                graph.build(),
                taste,
                favourites,
                likeMinded(community, liked, favourites, consent),
                history,
                Handle.of("who-to-follow", version, blend),
                Handle.of("alike", version, ItemNeighbours.of(blend, ItemNeighbours.DEFAULT_COUNT, THREADS)),
                finder,
                Handle.of("popular", version, PopularityModel.countingPeople(follows)),
                following,
                CommunitySafety.of(community, drawn, consent));
    }

    Blocks blocks() {
        return safety.blocks();
    }

    private static BlendModel whoToFollow(Interactions follows, long seed) {
        return BlendModel.of(List.of(
                new BlendModel.Part(
                        EaseTrainer.builder()
                                .regularization(FOLLOW_REGULARIZATION)
                                .build()
                                .train(follows),
                        1),
                new BlendModel.Part(ials(seed).train(follows), 1)));
    }

    private static IalsTrainer ials(long seed) {
        return IalsTrainer.builder().dimension(DIMENSION).seed(seed).build();
    }

    /** Learns from favourites, and keeps each person's vector in an index that obeys the same consent as they. */
    private static ExactIndex likeMinded(
            SampleCommunity community, Interactions liked, InteractionHistory favourites, ConsentView consent) {
        IalsModel model = ials(community.seed()).train(liked);
        PersonVectors vectors = new PersonVectors(
                Handle.of("favourites", "1", model), favourites, InstantSource.fixed(community.referenceInstant()));
        ExactIndex index = ExactIndex.of(
                VectorIndexSettings.of("like-minded", DIMENSION).derivedFrom(consent, Set.of(SignalGroup.FAVOURITES)));
        float[] vector = new float[DIMENSION];
        for (Person person : community.people()) {
            if (vectors.read(person.id(), vector, 0)) {
                index.accept(person.id(), vector);
            }
        }
        return index;
    }

    private static FeatureRegistry registry(int genres) {
        return FeatureRegistry.of(
                "person",
                List.of(
                        FeatureDefinition.labels("interests", SignalGroup.INTERESTS),
                        FeatureDefinition.labels("communities", SignalGroup.INTERESTS),
                        FeatureDefinition.labels("languages", SignalGroup.PROFILE),
                        FeatureDefinition.labels("favourites", SignalGroup.FAVOURITES),
                        FeatureDefinition.vector("taste", genres, SignalGroup.FAVOURITES),
                        FeatureDefinition.number("latitude", SignalGroup.PROFILE),
                        FeatureDefinition.number("longitude", SignalGroup.PROFILE),
                        FeatureDefinition.labels("skills_offered", SignalGroup.PROFILE),
                        FeatureDefinition.labels("skills_wanted", SignalGroup.PROFILE),
                        FeatureDefinition.labels("intents", SignalGroup.CONVERSATION),
                        FeatureDefinition.vector("online_hours", HOURS, SignalGroup.BEHAVIOUR),
                        FeatureDefinition.number("utc_offset_hours", SignalGroup.PROFILE),
                        FeatureDefinition.number("reply_ratio_30d", SignalGroup.BEHAVIOUR),
                        FeatureDefinition.number("messages_received_30d", SignalGroup.BEHAVIOUR)));
    }

    /** Adds what people can, look for and are used to, and whether they answer, by the names of the specification. */
    private static void putHabits(SampleCommunity community, SampleSafety drawn, InMemoryFeatureStore store) {
        Instant now = community.referenceInstant();
        SampleActivity activity = community.activity(now, 1);
        int[] received = new int[community.people().size()];
        int[] answered = new int[received.length];
        for (SampleSafety.Message message : drawn.messages()) {
            received[message.to()]++;
            answered[message.to()] += message.answered() ? 1 : 0;
        }
        for (int ordinal = 0; ordinal < received.length; ordinal++) {
            Profile profile = activity.profile(ordinal);
            int messages = received[ordinal];
            float ratio = messages == 0 ? 0 : (float) answered[ordinal] / messages;
            store.update(
                    community.people().get(ordinal).id(),
                    row -> row.labels("skills_offered", skillIds(profile.offered()))
                            .labels("skills_wanted", skillIds(profile.wanted()))
                            .labels(
                                    "intents",
                                    profile.intentsAt(now).stream()
                                            .map(Intent::name)
                                            .collect(Collectors.toSet()))
                            .vector("online_hours", hours(profile.rhythm()))
                            .number("utc_offset_hours", offsetHours(profile.rhythm(), now))
                            .number("reply_ratio_30d", ratio)
                            .number("messages_received_30d", messages));
        }
    }

    private static Set<String> skillIds(List<Skill> skills) {
        return skills.stream().map(Skill::id).collect(Collectors.toSet());
    }

    private static float[] hours(Rhythm rhythm) {
        float[] shares = new float[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            shares[hour] = rhythm.hours().get(hour).floatValue();
        }
        return shares;
    }

    private static float offsetHours(Rhythm rhythm, Instant now) {
        return rhythm.zone().getRules().getOffset(now).getTotalSeconds() / 3_600f;
    }

    private static void put(Person person, List<String> genres, InMemoryFeatureStore store, ExactIndex taste) {
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
    List<String> followedThatLeadTo(BlendModel blend, String viewer, String item, Instant asOf) {
        EaseModel model = blend.partsOf(EaseModel.class).getFirst();
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
