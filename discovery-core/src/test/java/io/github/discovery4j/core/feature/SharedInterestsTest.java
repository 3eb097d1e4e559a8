package io.github.discovery4j.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.testkit.CandidateSourceContract;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SharedInterestsTest extends CandidateSourceContract {

    private final InMemoryConsentLedger ledger = Community.ledger();
    private final InMemoryFeatureStore store = new InMemoryFeatureStore(Community.REGISTRY, ledger);

    @Override
    protected CandidateSource source() {
        return SharedInterests.over(Community.store(ConsentView.ALLOW_ALL, crowd(), new Random(3)));
    }

    @Override
    protected List<String> viewers() {
        return List.of("p0", "p17", "silent");
    }

    private static List<String> crowd() {
        List<String> crowd = new ArrayList<>(Community.PEOPLE);
        IntStream.range(0, 80).forEach(i -> crowd.add("p" + i));
        return crowd;
    }

    @Test
    void whoSharesMostComesFirstAndTiesGoToTheSmallerId() {
        people("viewer: a b c", "u2: a b", "u10: a b", "u1: c", "all: a b c d", "none: d");
        assertThat(find("viewer", 10))
                .containsExactly(
                        Map.entry("all", 3f),
                        Map.entry("u10", 2f),
                        Map.entry("u2", 2f),
                        Map.entry("u1", 1f),
                        Map.entry("none", 1f / 11));
        assertThat(find("viewer", 2)).containsExactly(Map.entry("all", 3f), Map.entry("u10", 2f));
    }

    @Test
    void anUnknownViewerGetsTheBestConnected() {
        people("a1: x y", "a2: x", "a3: x z", "a4: y", "loner: q", "silent:");
        // x is held by 3, y by 2: but all five labels are among the ten most frequent, so each counts.
        assertThat(find("stranger", 3).keySet()).containsExactly("a1", "a3", "a2");
        assertThat(find("silent", 9).keySet()).containsExactly("a1", "a3", "a2", "a4", "loner");
        assertThat(find("stranger", 9)).containsEntry("silent", 0f);
    }

    @Test
    void onlyTheMostFrequentLabelsMakeSomeoneWellConnected() {
        for (int label = 0; label < 10; label++) {
            people("popular-%d-a: l%d".formatted(label, label), "popular-%d-b: l%d".formatted(label, label));
        }
        people("niche: r1 r2 r3 r4");
        assertThat(find("stranger", 20)).hasSize(20).doesNotContainKey("niche");
        assertThat(find("stranger", 21)).containsEntry("niche", 0f);
    }

    @Test
    void whoIsMaskedIsNotFoundAndLendsNothing() {
        people("viewer: a b", "u1: a b", "u2: a");
        ledger.optOut("u1", SignalGroup.INTERESTS);
        assertThat(find("viewer", 5)).containsExactly(Map.entry("u2", 1f));
        ledger.optIn("u1", SignalGroup.INTERESTS);
        assertThat(find("viewer", 5).keySet()).containsExactly("u1", "u2");
        ledger.optOut("viewer", SignalGroup.INTERESTS);
        assertThat(find("viewer", 5))
                .allSatisfy((id, score) -> assertThat(score).isLessThan(1));
    }

    @Test
    void whoIsErasedIsNotFoundAndTheirPlaceIsUsedAgain() {
        people("viewer: a b", "u1: a b", "u2: a");
        store.erase("u1");
        assertThat(find("viewer", 5).keySet()).containsExactly("u2");
        people("u3: b");
        assertThat(find("viewer", 5)).containsExactly(Map.entry("u2", 1f), Map.entry("u3", 1f));
        assertThat(store.entities().ordinals()).isEqualTo(3);
    }

    @Test
    void followsEveryChangeOfARow() {
        people("viewer: a b", "u1: a b", "u2: a");
        people("u1: c", "u2: a b");
        assertThat(find("viewer", 5)).containsEntry("u2", 2f).containsEntry("u1", 1f / 11);
    }

    @Test
    void theFilterIsHonouredBeforeTheLimit() {
        people("viewer: a", "u1: a", "u2: a", "u3: a");
        store.update("u3", row -> row.labels("languages", Set.of("es")));
        SlateRequest request = SlateRequest.forViewer("viewer")
                .filter(Filter.equal("languages", "es"))
                .build();
        RequestContext context =
                RequestContext.builder(request, new IdSpace()).attributes(store).build();
        assertThat(read(SharedInterests.over(store).retrieve(context, 1), context)
                        .keySet())
                .containsExactly("u3");
    }

    @Test
    void amongThingsAnIdThatEqualsTheViewersIsNotTheViewer() {
        people("7: drama", "8: drama", "9: comedy comedy2");
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer("7").build(), new IdSpace())
                .itemKind(ItemKind.THINGS)
                .build();
        assertThat(read(SharedInterests.over(store).retrieve(context, 5), context)
                        .keySet())
                .containsExactly("9", "7", "8");
    }

    @Test
    void otherLabelsCanBeCompared() {
        store.put("viewer", row -> row.labels("languages", Set.of("es", "en")));
        store.put("u1", row -> row.labels("languages", Set.of("es")));
        RequestContext context = context("viewer");
        assertThat(read(SharedInterests.over(store).comparing("languages").retrieve(context, 5), context))
                .containsExactly(Map.entry("u1", 1f));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedInterests.over(store).comparing("activity"))
                .withMessageContaining("[interests, languages]");
    }

    @Test
    void anEmptyStoreAndALonelyViewerFindNobody() {
        assertThat(find("stranger", 5)).isEmpty();
        people("viewer: a");
        assertThat(find("viewer", 5)).isEmpty();
    }

    @Property(tries = 40)
    void agreesWithAComparisonOfEveryPair(@ForAll Random random, @ForAll @IntRange(min = 1, max = 60) int limit) {
        List<String> people = crowd();
        Map<String, Set<String>> interests = new HashMap<>();
        for (int change = 0; change < 300; change++) {
            String person = people.get(random.nextInt(people.size()));
            switch (random.nextInt(5)) {
                case 0 -> {
                    store.erase(person);
                    interests.remove(person);
                }
                case 1 -> ledger.optOut(person, SignalGroup.INTERESTS);
                case 2 -> ledger.optIn(person, SignalGroup.INTERESTS);
                default -> {
                    Set<String> labels = random.nextInt(9) == 0 ? Set.of() : Community.interests(random);
                    store.put(person, row -> row.labels("interests", labels));
                    interests.put(person, labels);
                }
            }
        }
        for (String viewer : List.of("p1", "p2", "silent", "stranger")) {
            assertThat(find(viewer, limit).entrySet())
                    .containsExactlyElementsOf(comparingEveryone(interests, viewer, limit));
        }
        people.forEach(store::erase);
        people.forEach(person -> ledger.optIn(person, SignalGroup.INTERESTS));
    }

    private List<Map.Entry<String, Float>> comparingEveryone(
            Map<String, Set<String>> interests, String viewer, int limit) {
        Map<String, Integer> holders = new HashMap<>();
        interests.values().forEach(labels -> labels.forEach(label -> holders.merge(label, 1, Integer::sum)));
        List<String> common = holders.keySet().stream()
                .sorted(Comparator.comparing((String label) -> -holders.get(label))
                        .thenComparing(IdOrder.CODE_POINTS))
                .limit(10)
                .toList();
        Set<String> own =
                ledger.allows(viewer, SignalGroup.INTERESTS) ? interests.getOrDefault(viewer, Set.of()) : Set.of();
        Map<String, Float> scores = new HashMap<>();
        interests.forEach((person, labels) -> {
            if (!person.equals(viewer) && ledger.allows(person, SignalGroup.INTERESTS)) {
                long shared = labels.stream().filter(own::contains).count();
                long held = labels.stream().filter(common::contains).count();
                scores.put(person, shared > 0 ? shared : held / 11f);
            }
        });
        return scores.entrySet().stream()
                .sorted(Map.Entry.<String, Float>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(IdOrder.CODE_POINTS)))
                .limit(limit)
                .toList();
    }

    /** Puts people written as {@code "id: label label"}. */
    private void people(String... lines) {
        for (String line : lines) {
            String[] parts = line.split(":", -1);
            Collection<String> labels =
                    parts[1].isBlank() ? List.of() : List.of(parts[1].strip().split(" "));
            store.put(parts[0], row -> row.labels("interests", labels));
        }
    }

    private Map<String, Float> find(String viewer, int limit) {
        RequestContext context = context(viewer);
        return read(SharedInterests.over(store).retrieve(context, limit), context);
    }

    private static RequestContext context(String viewer) {
        return RequestContext.builder(SlateRequest.forViewer(viewer).build(), new IdSpace())
                .build();
    }

    private static Map<String, Float> read(CandidateList found, RequestContext context) {
        Map<String, Float> scores = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i++) {
            scores.put(context.items().idOf(found.ordinal(i)), found.score(i));
        }
        return scores;
    }
}
