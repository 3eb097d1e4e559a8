package io.github.discovery4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.Candidate;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.Drop;
import io.github.discovery4j.core.observe.SourceShare;
import io.github.discovery4j.core.stage.RequestContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MergeTest {

    private static final List<String> SOURCES = List.of("far", "near", "popular");

    private final IdSpace items = new IdSpace();
    private final RequestContext context = RequestContext.builder(
                    SlateRequest.forViewer("viewer")
                            .exclude(List.of("excluded"))
                            .build(),
                    items)
            .build();
    private final TraceRecorder trace = new Ticking().trace();

    /** One thing that one source said. */
    private record Said(String source, String id, float score) {}

    @Provide
    Arbitrary<List<Said>> sayings() {
        return Combinators.combine(
                        Arbitraries.of(SOURCES),
                        Arbitraries.of("a", "b", "c", "d", "viewer", "excluded"),
                        Arbitraries.of(-1f, 0f, 0.5f, 2f, Float.NaN, Float.POSITIVE_INFINITY))
                .as(Said::new)
                .list()
                .ofMaxSize(25);
    }

    @Property(tries = 300)
    void keepsEachAdmittedItemOnceWithTheBestFiniteScoreOfEverySourceInAnyOrder(
            @ForAll("sayings") List<Said> sayings, @ForAll long seed) {
        Map<String, Map<String, Float>> expected = new HashMap<>();
        for (Said said : sayings) {
            if (Float.isFinite(said.score()) && !Set.of("viewer", "excluded").contains(said.id())) {
                expected.computeIfAbsent(said.id(), id -> new TreeMap<>())
                        .merge(said.source(), said.score(), Math::max);
            }
        }
        List<Retrieval.Found> found = found(sayings);
        assertThat(scores(Merge.of(SOURCES, found, context, trace))).isEqualTo(expected);

        List<Retrieval.Found> otherwise = new ArrayList<>(found);
        Collections.shuffle(otherwise, new Random(seed));
        List<String> names = new ArrayList<>(SOURCES);
        Collections.shuffle(names, new Random(seed + 1));
        Candidates merged = Merge.of(names, otherwise, context, trace);
        assertThat(scores(merged)).isEqualTo(expected);
        assertThat(IntStream.range(0, merged.size()).map(merged::ordinal)).isSorted();
    }

    @Example
    void joinsASourceThatWasAskedTwice() {
        List<Retrieval.Found> found = new ArrayList<>(found(List.of(new Said("near", "a", 1))));
        found.addAll(found(List.of(new Said("near", "b", 3), new Said("near", "a", 2))));
        assertThat(scores(Merge.of(SOURCES, found, context, trace)))
                .isEqualTo(Map.of("a", Map.of("near", 2f), "b", Map.of("near", 3f)));
    }

    @Example
    void saysWhatEachSourceThatWasAskedHadPartInAndWhatItAloneFound() {
        List<Retrieval.Found> found = new ArrayList<>(found(List.of(
                new Said("near", "a", 1),
                new Said("near", "b", 3),
                new Said("far", "b", 2),
                new Said("far", "viewer", 2))));
        found.add(Retrieval.Found.nothing("popular"));
        Merge.of(SOURCES, found, context, trace);
        assertThat(shares())
                .containsExactlyInAnyOrder(
                        new SourceShare("near", 2, 1), new SourceShare("far", 1, 0), new SourceShare("popular", 0, 0));
        Merge.of(SOURCES, List.of(Retrieval.Found.nothing("near")), context, trace);
        assertThat(shares()).as("the last merge counts").containsExactly(new SourceShare("near", 0, 0));
    }

    private List<SourceShare> shares() {
        Slate slate = new Slate("s", Instant.EPOCH, 1, List.of(), Map.of());
        return trace.finish(slate, List.of(), List.of()).sources();
    }

    @Example
    void nothingFoundIsNothingMerged() {
        Candidates merged = Merge.of(SOURCES, List.of(), context, trace);
        assertThat(merged.size()).isZero();
        assertThat(merged.sources()).isEqualTo(SOURCES);
    }

    @Example
    void saysOnceWhatItLeftOutAndWhyHoweverOftenItRuns() {
        int gone = items.intern("gone");
        List<Retrieval.Found> found = List.of(new Retrieval.Found(
                "near",
                CandidateList.builder(items, 4)
                        .add("excluded", 1)
                        .add("garbage", Float.NaN)
                        .add(gone, 1)
                        .add("a", 1)
                        .build(),
                true));
        items.erase("gone");
        Merge.of(SOURCES, found, context, trace);
        assertThat(drops())
                .containsExactly(
                        new Drop("garbage", "near", "score is not finite"),
                        new Drop("", "merge", "erased"),
                        new Drop("excluded", "merge", "excluded"));
        Merge.of(SOURCES, found, context, trace);
        assertThat(drops()).filteredOn(drop -> !drop.itemId().isEmpty()).hasSize(2);
    }

    @Example
    void anItemWhoseAttributesCannotBeReadHasNotPassedTheFilter() {
        for (Throwable failure : List.of(new IllegalStateException("away"), new AssertionError("bug"))) {
            RequestContext filtered = RequestContext.builder(
                            SlateRequest.forViewer("viewer")
                                    .filter(Filter.equal("language", "es"))
                                    .build(),
                            items)
                    .attributes(failing(failure))
                    .build();
            Candidates merged = Merge.of(SOURCES, found(List.of(new Said("near", "a", 1))), filtered, trace);
            assertThat(merged.size()).isZero();
        }
        assertThat(drops()).containsOnly(new Drop("a", "merge", "filtered out"));
    }

    private static ItemAttributes failing(Throwable failure) {
        return new ItemAttributes() {
            @Override
            public Set<String> names() {
                return Set.of("language");
            }

            @Override
            public Set<String> labels(String itemId, String attribute) {
                throw sneaky(failure);
            }

            @Override
            public double number(String itemId, String attribute) {
                throw sneaky(failure);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private List<Drop> drops() {
        return trace.finish(
                        new io.github.discovery4j.core.model.Slate(
                                "s", java.time.Instant.EPOCH, 1, List.of(), Map.of()),
                        List.of(),
                        List.of())
                .drops();
    }

    /** One list a source, in the order of the sources, with what each said in its order. */
    private List<Retrieval.Found> found(List<Said> sayings) {
        List<Retrieval.Found> found = new ArrayList<>();
        for (String source : SOURCES) {
            CandidateList.Builder list = CandidateList.builder(items, 4);
            for (Said said : sayings) {
                if (said.source().equals(source)) {
                    list.add(said.id(), said.score());
                }
            }
            found.add(new Retrieval.Found(source, list.build(), true));
        }
        return found;
    }

    private static Map<String, Map<String, Float>> scores(Candidates merged) {
        Map<String, Map<String, Float>> scores = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (int row = 0; row < merged.size(); row++) {
            assertThat(seen.add(merged.id(row))).isTrue();
            Map<String, Float> origins = new TreeMap<>();
            for (Candidate.Origin origin : merged.get(row).origins()) {
                origins.put(origin.source(), origin.score());
            }
            scores.put(merged.id(row), origins);
        }
        return scores;
    }
}
