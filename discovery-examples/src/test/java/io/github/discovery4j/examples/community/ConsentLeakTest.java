package io.github.discovery4j.examples.community;

import static io.github.discovery4j.testkit.ConsentStress.TAKING_PART;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.privacy.PersonalAudit;
import io.github.discovery4j.core.privacy.Privacy;
import io.github.discovery4j.core.social.GraphFeatures;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.examples.sample.CatalogueItem;
import io.github.discovery4j.examples.sample.Person;
import io.github.discovery4j.examples.sample.SampleCommunity;
import io.github.discovery4j.index.live.LiveIndex;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.memory.Precision;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.rank.factorization.IalsTrainer;
import io.github.discovery4j.rank.factorization.PeopleVectors;
import io.github.discovery4j.rank.link.PeopleFeatures;
import io.github.discovery4j.rank.link.PeopleFinder;
import io.github.discovery4j.rank.link.PeopleSource;
import io.github.discovery4j.testkit.ConsentStress;
import io.github.discovery4j.testkit.ConsentStress.Report;
import io.github.discovery4j.testkit.ConsentStress.Sighting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * No read that begins after an opt-out returned sees the signal, by any way through the engine. Runs some seconds, or as long
 * as {@code -Ddiscovery.stress.seconds} says.
 */
class ConsentLeakTest {

    private static final int THREADS = 8;
    private static final int PEOPLE = 40;
    private static final List<SignalGroup> GROUPS = List.of(
            SignalGroup.INTERESTS,
            SignalGroup.FAVOURITES,
            SignalGroup.SOCIAL_GRAPH,
            SignalGroup.PROFILE,
            SignalGroup.CONVERSATION);
    private static final String ROOM_OF = "room of ";

    private final CommunityEngine community = new CommunityEngine(SampleCommunity.generate(7, 300));
    private final InMemoryConsentLedger ledger = community.consent();
    private final CommunityData data = community.data();
    private final InMemoryFeatureStore store = data.store();
    private final List<String> people = community.community().people().stream()
            .filter(person -> !person.hobbies().isEmpty()
                    && !person.favourites().isEmpty()
                    && !data.graph().following(person.id()).isEmpty())
            .limit(PEOPLE)
            .map(Person::id)
            .toList();

    private final IdMap works = IdMap.of(
            community.community().catalogue().stream().map(CatalogueItem::id).toList());
    /** Not told to forget: their people come back with an opt-in, so that reads keep being able to leak. */
    private final PeopleVectors vectors = new PeopleVectors(
            Handle.of(
                    "factors",
                    "1",
                    IalsTrainer.builder()
                            .dimension(4)
                            .epochs(2)
                            .threads(1)
                            .build()
                            .train(follows())),
            ledger,
            SignalGroup.SOCIAL_GRAPH,
            id -> false);

    private final PeopleFinder finder = data.finder();
    private final PeopleSource found = PeopleSource.over(finder);
    private final PeopleFeatures features = new PeopleFeatures(finder);

    /** Read by rows of any moment, as the present graph is by a request's. */
    private final GraphFeatures graphFeatures =
            GraphFeatures.of(data.graph()).past(Map.of(Instant.EPOCH, data.graph()));

    private Interactions follows() {
        Interactions.Builder follows = Interactions.builder();
        List<Person> everybody = community.community().people();
        for (int person = 0; person < everybody.size(); person++) {
            String id = everybody.get(person).id();
            community
                    .community()
                    .follows()
                    .targets(person)
                    .forEach(target -> follows.add(id, everybody.get(target).id()));
        }
        return follows.build();
    }

    private final LiveIndex online = LiveIndex.over(ExactIndex.of(
                    VectorIndexSettings.of("online", data.taste().dimension())
                            .derivedFrom(ledger, Set.of(SignalGroup.FAVOURITES)),
                    Precision.INT8))
            .timeToLive(Duration.ofHours(1))
            .build();
    private final LiveIndex rooms = LiveIndex.over(ExactIndex.of(VectorIndexSettings.of("rooms", 2)))
            .timeToLive(Duration.ofHours(1))
            .rolling(Duration.ofSeconds(60), ledger)
            .build();

    @AfterEach
    void close() {
        rooms.close();
        online.close();
        community.close();
    }

    private static Duration time() {
        return Duration.ofSeconds(Integer.getInteger("discovery.stress.seconds", 6));
    }

    @Test
    void noReadThatBeginsAfterAnOptOutReturnedSeesTheSignal() throws Exception {
        Map<String, float[]> tastes = vectors(data.taste());
        Map<String, float[]> likeMinded = vectors(data.likeMinded());
        tastes.forEach(online::accept);
        Privacy privacy = Privacy.builder(ledger)
                .holder(store)
                .holder(data.graph())
                .holder(data.follows())
                .holder(data.following())
                .holder(data.blocks())
                .holder(data.taste())
                .holder(data.favourites())
                .holder(data.likeMinded())
                .holder(online)
                .holder(rooms)
                .recompute((person, group) -> {
                    if (group.equals(SignalGroup.FAVOURITES)) {
                        data.taste().accept(person, tastes.get(person));
                        data.likeMinded().accept(person, likeMinded.get(person));
                        online.accept(person, tastes.get(person));
                    }
                })
                .build();
        Report report = stress(privacy).run(THREADS, time(), 42);
        System.out.printf("%,d reads while consent changed %,d times: %s%n", report.reads(), report.flips(), report);
        report.verify();
    }

    private Map<String, float[]> vectors(ExactIndex index) {
        Map<String, float[]> vectors = new HashMap<>();
        people.forEach(person -> {
            float[] vector = new float[index.dimension()];
            index.read(person, vector, 0);
            vectors.put(person, vector);
        });
        return vectors;
    }

    private ConsentStress stress(Privacy privacy) {
        FeatureView view = store.view("stress", "1")
                .shared("interests")
                .shared("favourites")
                .shared("languages")
                .cosine("taste")
                .build();
        Map<String, Integer> raw = new HashMap<>();
        people.forEach(person -> raw.put(person, rawRecords(privacy, person)));
        return new ConsentStress(ledger, people, GROUPS)
                .probe(
                        "row",
                        (viewer, person) -> labels(person, store.row(person).labels("interests")))
                .probe(
                        "row of the past",
                        (viewer, person) ->
                                labels(person, store.row(person, Instant.now()).labels("interests")))
                .probe("rows", (viewer, person) -> {
                    var rows = store.rows(List.of(viewer, person));
                    List<Sighting> seen = new ArrayList<>();
                    seen.addAll(labels(viewer, rows.get(0).labels("interests")));
                    seen.addAll(labels(person, rows.get(1).labels("interests")));
                    return seen;
                })
                .probe("attribute", (viewer, person) -> labels(person, store.labels(person, "interests")))
                .probe(
                        "shared labels",
                        (viewer, person) ->
                                store.sharedLabels(viewer, person, "languages").isEmpty()
                                        ? List.of()
                                        : List.of(
                                                new Sighting(viewer, SignalGroup.PROFILE),
                                                new Sighting(person, SignalGroup.PROFILE)))
                .probe("view", (viewer, person) -> view(view, viewer, person))
                .probe(
                        "vector of the store",
                        (viewer, person) -> store.vectors("taste")
                                        .read(person, new float[data.taste().dimension()], 0)
                                ? List.of(new Sighting(person, SignalGroup.FAVOURITES))
                                : List.of())
                .probe(
                        "index read",
                        (viewer, person) ->
                                data.taste().read(person, new float[data.taste().dimension()], 0)
                                        ? List.of(new Sighting(person, SignalGroup.FAVOURITES))
                                        : List.of())
                .probe("index search", (viewer, person) -> search(data.taste(), viewer))
                .probe("search of learned vectors", (viewer, person) -> search(data.likeMinded(), viewer))
                .probe(
                        "history of favourites",
                        (viewer, person) -> data.favourites().likedLast(person, Instant.now(), works, 1).length > 0
                                ? List.of(new Sighting(person, SignalGroup.FAVOURITES))
                                : List.of())
                .probe(
                        "live index read",
                        (viewer, person) -> online.read(person, new float[online.dimension()], 0)
                                ? List.of(new Sighting(person, SignalGroup.FAVOURITES))
                                : List.of())
                .probe("live index search", (viewer, person) -> search(online, viewer))
                .probe("topic of a room", (viewer, person) -> topics(person))
                .probe(
                        "history",
                        (viewer, person) -> data.follows()
                                                .liked(
                                                        person,
                                                        Instant.now(),
                                                        data.whoToFollow()
                                                                .current()
                                                                .value()
                                                                .items())
                                                .length
                                        > 0
                                ? List.of(new Sighting(person, SignalGroup.SOCIAL_GRAPH))
                                : List.of())
                .probe(
                        "vectors of people",
                        (viewer, person) -> vectors.read(person, new float[vectors.dimension()], 0)
                                ? List.of(new Sighting(person, SignalGroup.SOCIAL_GRAPH))
                                : List.of())
                .probe("parts of people", (viewer, person) -> parts(person))
                .probe("people found", (viewer, person) -> people(viewer))
                .probe("people columns", (viewer, person) -> columns(viewer, person))
                .probe("graph columns", (viewer, person) -> graphColumns(viewer, person))
                .probe("whom a person follows", (viewer, person) -> tiesOf(person))
                .probe("recommend and explain", (viewer, person) -> recommend(viewer))
                .probe("recommend by a filter", (viewer, person) -> recommendLike(viewer, person))
                .probe("export of one's own", (viewer, person) -> export(privacy, viewer, raw));
    }

    private static List<Sighting> labels(String person, Set<String> labels) {
        return labels.isEmpty() ? List.of() : List.of(new Sighting(person, SignalGroup.INTERESTS));
    }

    private static List<Sighting> view(FeatureView view, String viewer, String person) {
        FeatureTable table = FeatureTable.allocate(view.schema(), 1);
        view.hydrate(
                PairBatch.of(List.of(new PairBatch.Pair(viewer, person, Instant.now()))),
                table.writer(0, view.schema().size()));
        float[] row = new float[view.schema().size()];
        table.copyRow(0, row);
        List<Sighting> seen = new ArrayList<>();
        SignalGroup[] groups = {
            SignalGroup.INTERESTS, SignalGroup.FAVOURITES, SignalGroup.PROFILE, SignalGroup.FAVOURITES
        };
        for (int column = 0; column < row.length; column++) {
            if (!Float.isNaN(row[column])) {
                seen.add(new Sighting(viewer, groups[column]));
                seen.add(new Sighting(person, groups[column]));
            }
        }
        return seen;
    }

    private static List<Sighting> search(VectorIndex index, String viewer) {
        var found = index.search(VectorQuery.nearestTo(viewer, 50));
        List<Sighting> seen = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            seen.add(new Sighting(found.id(i), SignalGroup.FAVOURITES));
            seen.add(new Sighting(viewer, SignalGroup.FAVOURITES));
        }
        return seen;
    }

    /** What comes from ties stands before what comes from likes. */
    private List<Sighting> parts(String person) {
        float[] vector = new float[finder.dimension()];
        List<Sighting> seen = new ArrayList<>();
        if (finder.read(person, vector, 0)) {
            int ties = CommunityData.PLACE_DIMENSION + 1;
            if (IntStream.range(0, ties).anyMatch(i -> vector[i] != 0)) {
                seen.add(new Sighting(person, SignalGroup.SOCIAL_GRAPH));
            }
            if (IntStream.range(ties, vector.length).anyMatch(i -> vector[i] != 0)) {
                seen.add(new Sighting(person, SignalGroup.FAVOURITES));
            }
        }
        return seen;
    }

    private List<Sighting> people(String viewer) {
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer(viewer).build(), new IdSpace())
                .consent(ledger)
                .build();
        CandidateList list = found.retrieve(context, 20);
        List<Sighting> seen = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            seen.add(new Sighting(context.items().idOf(list.ordinal(i)), TAKING_PART));
            seen.add(new Sighting(viewer, TAKING_PART));
        }
        return seen;
    }

    private List<Sighting> graphColumns(String viewer, String person) {
        FeatureTable table = FeatureTable.allocate(graphFeatures.schema(), 1);
        graphFeatures.hydrate(
                PairBatch.of(List.of(new PairBatch.Pair(viewer, person, Instant.now()))),
                table.writer(0, graphFeatures.schema().size()));
        List<Sighting> seen = new ArrayList<>();
        if (!Float.isNaN(table.get(0, graphFeatures.schema().indexOf(GraphFeatures.BROKERAGE)))) {
            seen.add(new Sighting(person, SignalGroup.SOCIAL_GRAPH));
        }
        if (!Float.isNaN(table.get(0, graphFeatures.schema().indexOf(GraphFeatures.SHARED_FOLLOWS)))) {
            seen.add(new Sighting(viewer, SignalGroup.SOCIAL_GRAPH));
            seen.add(new Sighting(person, SignalGroup.SOCIAL_GRAPH));
        }
        return seen;
    }

    /** Whoever is named in somebody's list is seen, too. */
    private List<Sighting> tiesOf(String person) {
        List<Sighting> seen = new ArrayList<>();
        for (String followed : data.graph().following(person)) {
            seen.add(new Sighting(person, SignalGroup.SOCIAL_GRAPH));
            seen.add(new Sighting(followed, SignalGroup.SOCIAL_GRAPH));
        }
        return seen;
    }

    private List<Sighting> columns(String viewer, String person) {
        FeatureTable table = FeatureTable.allocate(features.schema(), 1);
        features.hydrate(PairBatch.of(List.of(new PairBatch.Pair(viewer, person, Instant.now()))), table.writer(0, 2));
        List<Sighting> seen = new ArrayList<>();
        if (!Float.isNaN(table.get(0, 0))) {
            seen.add(new Sighting(person, SignalGroup.SOCIAL_GRAPH));
        }
        if (!Float.isNaN(table.get(0, 1))) {
            seen.add(new Sighting(person, SignalGroup.FAVOURITES));
        }
        return seen;
    }

    /** Lets somebody speak in a room of their own, whose topic is theirs alone, and looks which rooms have one. */
    private List<Sighting> topics(String person) {
        float[] said = {1, people.indexOf(person)};
        rooms.say(ROOM_OF + person, person, said, Instant.now());
        var found = rooms.search(VectorQuery.nearestTo(said, PEOPLE));
        List<Sighting> seen = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            seen.add(new Sighting(found.id(i).substring(ROOM_OF.length()), SignalGroup.CONVERSATION));
        }
        return seen;
    }

    private List<Sighting> recommend(String viewer) {
        Slate slate =
                community.engine().recommend(SlateRequest.forViewer(viewer).build());
        List<Sighting> seen = new ArrayList<>();
        for (SlateItem item : slate.items()) {
            seen.add(new Sighting(item.id(), TAKING_PART));
            seen.add(new Sighting(viewer, TAKING_PART));
            for (Reason reason : item.reasons()) {
                // What nobody owns, such as how popular somebody is, is a statistic.
                if (reason.code().startsWith("shared") || reason.code().contains("taste")) {
                    seen.add(new Sighting(item.id(), reason.group()));
                    seen.add(new Sighting(viewer, reason.group()));
                } else if (Set.of("who_to_follow", "alike").contains(reason.code())) {
                    seen.add(new Sighting(viewer, reason.group()));
                }
            }
        }
        return seen;
    }

    /** Asks for people with an interest of somebody's; whoever is found has shown it. */
    private List<Sighting> recommendLike(String viewer, String person) {
        String interest =
                community.person(person).orElseThrow().hobbies().get(0).id();
        Slate slate = community
                .engine()
                .recommend(SlateRequest.forViewer(viewer)
                        .size(20)
                        .filter(Filter.equal("interests", interest))
                        .build());
        return slate.items().stream()
                .map(item -> new Sighting(item.id(), SignalGroup.INTERESTS))
                .toList();
    }

    /** An owner's archive is whole whatever they, or others, switch off meanwhile; it says so of nobody else. */
    private List<Sighting> export(Privacy privacy, String viewer, Map<String, Integer> raw) {
        try {
            privacy.export(viewer, new ByteArrayOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (rawRecords(privacy, viewer) != raw.get(viewer)) {
            throw new AssertionError("an archive lacked raw records of its owner");
        }
        return privacy.audit(viewer).entries().stream()
                .filter(PersonalAudit.Entry::used)
                .map(entry -> new Sighting(viewer, entry.record().group()))
                .toList();
    }

    private int rawRecords(Privacy privacy, String person) {
        Set<String> derived = Set.of(
                data.taste().holderName(), data.likeMinded().holderName(), online.holderName(), rooms.holderName());
        return (int) privacy.audit(person).entries().stream()
                .filter(entry -> !derived.contains(entry.record().holder()))
                .count();
    }

    /** Remembers what people allowed for a moment too long, as a careless cache does. */
    @Test
    void aLeakyHolderIsFound() throws Exception {
        Map<String, Set<String>> remembered = new ConcurrentHashMap<>();
        Report report = new ConsentStress(ledger, people, GROUPS)
                .probe("leaky cache", (viewer, person) -> {
                    if (Thread.currentThread().threadId() % 3 == 0) {
                        remembered.remove(person);
                    }
                    return labels(
                            person,
                            remembered.computeIfAbsent(
                                    person, id -> store.row(id).labels("interests")));
                })
                .probe(
                        "sound",
                        (viewer, person) -> labels(person, store.row(person).labels("interests")))
                .run(THREADS, Duration.ofSeconds(1), 1);
        assertThat(report.probes().get("leaky cache").leaks()).isPositive();
        assertThat(report.probes().get("sound").leaks()).isZero();
    }
}
