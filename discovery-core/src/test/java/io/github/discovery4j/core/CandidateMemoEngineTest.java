package io.github.discovery4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.Meters;
import io.github.discovery4j.core.observe.SlateMeters;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.observe.StepTrace;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Reuse;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Engines that use candidates again. */
class CandidateMemoEngineTest {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private static final SlateRequest REQUEST =
            SlateRequest.forViewer("viewer").size(3).build();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final Set<String> blocked = ConcurrentHashMap.newKeySet();
    private final IdSpace items = new IdSpace();
    private final List<DiscoveryEngine> engines = new ArrayList<>();

    /** Finds the first in the order of their names, as many as it may, whose interests may be used. */
    private static final class ByName implements CandidateSource {
        final AtomicInteger calls = new AtomicInteger();
        final List<String> ids;
        final int limit;
        final Reuse reuse;

        ByName(int people, int limit, Reuse reuse) {
            this.ids = IntStream.range(0, people)
                    .mapToObj(i -> String.format(Locale.ROOT, "p%03d", i))
                    .toList();
            this.limit = limit;
            this.reuse = reuse;
        }

        @Override
        public CandidateList retrieve(RequestContext context, int wanted) {
            calls.incrementAndGet();
            CandidateList.Builder found = CandidateList.builder(context.items(), wanted);
            if (context.consent().allows(context.viewerId(), SignalGroup.INTERESTS)) {
                for (int i = 0; i < ids.size() && found.size() < wanted; i++) {
                    if (context.admits(ids.get(i)) && context.consent().allows(ids.get(i), SignalGroup.INTERESTS)) {
                        found.add(ids.get(i), 1000 - i);
                    }
                }
            }
            return found.build();
        }

        @Override
        public int limit() {
            return limit;
        }

        @Override
        public Reuse reuse() {
            return reuse;
        }
    }

    private final ByName source = new ByName(60, 40, Reuse.UNTIL_CONCERNED_CHANGE);
    private final Guardrail blocks = new Guardrail() {
        @Override
        public void judge(ScoredCandidates candidates, Verdicts verdicts) {
            for (int row = 0; row < candidates.size(); row++) {
                if (blocked.contains(candidates.id(row))) {
                    verdicts.remove(row, "blocked");
                }
            }
            verdicts.keepUndecided();
        }

        @Override
        public Predicate<String> exclusions(RequestContext context) {
            return blocked::contains;
        }
    };

    @AfterEach
    @AfterTry
    void close() {
        engines.forEach(DiscoveryEngine::close);
        engines.clear();
    }

    @Test
    void aSecondRequestIsAnsweredWithoutAskingTheSource() {
        DiscoveryEngine engine = engine(source);
        TracedSlate first = engine.recommendTraced(REQUEST);
        TracedSlate second = engine.recommendTraced(REQUEST);
        assertThat(source.calls).hasValue(1);
        assertThat(second.slate().items()).isEqualTo(first.slate().items());
        assertThat(memo(first).outcome()).isEqualTo(new StepOutcome.Skipped("nothing kept"));
        assertThat(memo(second).outcome()).isEqualTo(new StepOutcome.Completed());
        assertThat(memo(second).in()).isEqualTo(40);
        assertThat(second.trace().notes()).containsExactly("memo: 1 of 1 lists, 0.50 so far");
        assertThat(second.trace().steps()).noneMatch(step -> step.step().equals("source"));
        assertThat(engine.memoStatistics().orElseThrow().hitRatio()).isEqualTo(0.5);
        assertThat(engine.memoStatistics().orElseThrow().lists()).isEqualTo(1);
    }

    @Test
    void hitsMissesAndTheirRatioAreMeasured() {
        List<String> measured = new ArrayList<>();
        SlateMeters listener = new SlateMeters((meter, value, tags) -> {
            if (meter.equals(Meters.CANDIDATE_MEMO_REQUESTS) || meter.equals(Meters.CANDIDATE_MEMO_HIT_RATIO)) {
                measured.add(value + " " + List.of(tags));
            }
        });
        DiscoveryEngine engine = keep(builder()
                .source("source", source)
                .memo(HALF_A_MINUTE)
                .listener(listener)
                .build());
        engine.recommend(REQUEST);
        engine.recommend(REQUEST);
        assertThat(measured).containsExactly("1.0 [miss]", "0.0 []", "1.0 [hit]", "0.5 []");
    }

    @Test
    void withoutAMemoNothingIsKept() {
        DiscoveryEngine engine = keep(builder().source("source", source).build());
        engine.recommend(REQUEST);
        engine.recommend(REQUEST);
        assertThat(source.calls).hasValue(2);
        assertThat(engine.personalData()).isEmpty();
        assertThat(engine.memoStatistics()).isEmpty();
    }

    @Test
    void aListEndsWithItsTime() {
        DiscoveryEngine engine = engine(source);
        engine.recommend(REQUEST);
        nanos.addAndGet(HALF_A_MINUTE.toNanos() - 1);
        engine.recommend(REQUEST);
        assertThat(source.calls).hasValue(1);
        nanos.addAndGet(1);
        engine.recommend(REQUEST);
        assertThat(source.calls).hasValue(2);
    }

    @Test
    void otherViewersFiltersAndLanguagesHaveListsOfTheirOwn() {
        DiscoveryEngine engine = engine(source);
        engine.recommend(REQUEST);
        engine.recommend(SlateRequest.forViewer("other").size(3).build());
        engine.recommend(REQUEST.toBuilder().locale(Locale.FRENCH).build());
        engine.recommend(
                REQUEST.toBuilder().filter(Filter.equal("colour", "red")).build());
        assertThat(source.calls).hasValue(4);
        engine.recommend(
                REQUEST.toBuilder().filter(Filter.equal("colour", "red")).build());
        assertThat(source.calls).hasValue(4);
    }

    @Test
    void anItemThatNoLongerPassesTheFilterIsLeftOut() {
        Set<String> red = ConcurrentHashMap.newKeySet();
        red.addAll(source.ids);
        DiscoveryEngine engine = keep(builder()
                .attributes(colours(red))
                .source("source", source)
                .memo(HALF_A_MINUTE)
                .build());
        SlateRequest request =
                REQUEST.toBuilder().filter(Filter.equal("colour", "red")).build();
        engine.recommend(request);
        red.remove("p000");
        assertThat(ids(engine.recommend(request))).containsExactly("p001", "p002", "p003");
        assertThat(source.calls).hasValue(1);
    }

    @Test
    void aSwappedVersionEndsAListAndAHitNamesTheVersionItWasFoundWith() {
        Handle<String> index = Handle.of("index", "1", "p");
        AtomicInteger calls = new AtomicInteger();
        CandidateSource pinning = (context, limit) -> {
            calls.incrementAndGet();
            return CandidateList.builder(context.items(), 1)
                    .add(context.pin(index), 1)
                    .build();
        };
        DiscoveryEngine engine = engine(pinning);
        assertThat(engine.recommend(REQUEST).versions()).containsEntry("index", "1");
        assertThat(engine.recommend(REQUEST).versions()).containsEntry("index", "1");
        assertThat(calls).hasValue(1);
        index.swap("1", "q"); // the same name for something else
        assertThat(ids(engine.recommend(REQUEST))).containsExactly("q");
        assertThat(calls).hasValue(2);
    }

    @Test
    void aCandidateWhoseConsentChangedIsLeftOut() {
        DiscoveryEngine engine = engine(source);
        engine.recommend(REQUEST);
        ledger.optOut("p001", SignalGroup.INTERESTS);
        TracedSlate second = engine.recommendTraced(REQUEST);
        assertThat(ids(second.slate())).containsExactly("p000", "p002", "p003");
        assertThat(memo(second).out()).isEqualTo(39);
        assertThat(source.calls).hasValue(1);
    }

    @Test
    void aChangeOfTheViewersConsentEndsTheirLists() {
        DiscoveryEngine engine = engine(source);
        engine.recommend(REQUEST);
        ledger.optOut("viewer", SignalGroup.INTERESTS);
        assertThat(ids(engine.recommend(REQUEST))).isEmpty();
        assertThat(source.calls).hasValue(2);
    }

    @Test
    void aChangeOfAThirdPersonsConsentEndsListsOfSourcesThatMayReadIt() {
        ByName unsure = new ByName(60, 40, Reuse.UNTIL_ANYBODY_CHANGES);
        DiscoveryEngine engine = keep(builder()
                .source("sure", source)
                .source("unsure", unsure)
                .memo(HALF_A_MINUTE)
                .build());
        engine.recommend(REQUEST);
        ledger.optOut("third", SignalGroup.SOCIAL_GRAPH);
        engine.recommend(REQUEST);
        assertThat(source.calls).hasValue(1);
        assertThat(unsure.calls).hasValue(2);
    }

    @Test
    void aLambdaIsTakenToReadAnybody() {
        AtomicInteger calls = new AtomicInteger();
        CandidateSource lambda = (context, limit) -> {
            calls.incrementAndGet();
            return CandidateList.builder(context.items(), 1).add("p", 1).build();
        };
        DiscoveryEngine engine = engine(lambda);
        engine.recommend(REQUEST);
        engine.recommend(REQUEST);
        assertThat(calls).hasValue(1);
        ledger.optOut("third", SignalGroup.SOCIAL_GRAPH);
        engine.recommend(REQUEST);
        assertThat(calls).hasValue(2);
    }

    @Test
    void aSourceThatForbidsReuseIsAskedEachTime() {
        ByName live = new ByName(60, 40, Reuse.NEVER);
        DiscoveryEngine engine = engine(live.limit(5));
        engine.recommend(REQUEST);
        TracedSlate second = engine.recommendTraced(REQUEST);
        assertThat(live.calls).hasValue(2);
        assertThat(second.trace().steps()).noneMatch(step -> step.step().equals("memo"));
        assertThat(second.trace().notes()).isEmpty();
    }

    @Test
    void theNextPageComesFromTheSameListWithoutRepeats() {
        DiscoveryEngine engine = engine(source);
        Slate first = engine.recommend(REQUEST);
        SlateRequest next = REQUEST.after(first);
        Slate second = engine.recommend(next);
        assertThat(ids(second)).containsExactly("p003", "p004", "p005");
        assertThat(ids(engine.recommend(next.after(second)))).containsExactly("p006", "p007", "p008");
        assertThat(source.calls).hasValue(1);
    }

    @Test
    void aListFoundForPageTwoDoesNotServePageOne() {
        DiscoveryEngine engine = engine(source);
        SlateRequest pageTwo =
                REQUEST.toBuilder().exclude(List.of("p000", "p001")).build();
        engine.recommend(pageTwo);
        assertThat(ids(engine.recommend(REQUEST))).containsExactly("p000", "p001", "p002");
        assertThat(source.calls).hasValue(2);
    }

    @Test
    void aFullListThatLostMoreThanAQuarterIsMadeAgain() {
        DiscoveryEngine engine = engine(source);
        engine.recommend(REQUEST);
        blocked.addAll(source.ids.subList(0, 10));
        assertThat(ids(engine.recommend(REQUEST))).containsExactly("p010", "p011", "p012");
        assertThat(source.calls).hasValue(1);
        blocked.add("p010");
        TracedSlate third = engine.recommendTraced(REQUEST);
        assertThat(memo(third).outcome()).isEqualTo(new StepOutcome.Skipped("too few left"));
        assertThat(ids(third.slate())).containsExactly("p011", "p012", "p013");
        assertThat(source.calls).hasValue(2);
    }

    @Test
    void aFullListWithFewerThanTheSlateHasPlacesIsMadeAgain() {
        ByName four = new ByName(60, 4, Reuse.UNTIL_CONCERNED_CHANGE);
        DiscoveryEngine engine = engine(four);
        SlateRequest fourPlaces = REQUEST.toBuilder().size(4).build();
        engine.recommend(fourPlaces);
        blocked.add("p000");
        assertThat(engine.recommend(fourPlaces).shortfall()).isZero();
        assertThat(four.calls).hasValue(2);
    }

    @Test
    void aListBelowItsLimitWasAllThatThereIs() {
        ByName few = new ByName(6, 40, Reuse.UNTIL_CONCERNED_CHANGE);
        DiscoveryEngine engine = engine(few);
        engine.recommend(REQUEST);
        blocked.addAll(List.of("p000", "p001", "p002"));
        assertThat(ids(engine.recommend(REQUEST))).containsExactly("p003", "p004", "p005");
        assertThat(few.calls).hasValue(1);
    }

    @Test
    void anEmptyAnswerIsAnAnswer() {
        ByName nobody = new ByName(0, 40, Reuse.UNTIL_CONCERNED_CHANGE);
        DiscoveryEngine engine = engine(nobody);
        engine.recommend(REQUEST);
        engine.recommend(REQUEST);
        assertThat(nobody.calls).hasValue(1);
    }

    @Test
    void aFailureIsNotKeptAndTheOthersAre() {
        AtomicInteger calls = new AtomicInteger();
        CandidateSource failsAtFirst = (context, limit) -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            return CandidateList.builder(context.items(), 1).add("late", 1).build();
        };
        DiscoveryEngine engine = keep(builder()
                .source("source", source)
                .source("shaky", failsAtFirst)
                .memo(HALF_A_MINUTE)
                .build());
        engine.recommend(REQUEST);
        TracedSlate second = engine.recommendTraced(REQUEST);
        assertThat(source.calls).hasValue(1);
        assertThat(calls).hasValue(2);
        assertThat(second.trace().notes()).containsExactly("memo: 1 of 2 lists, 0.25 so far");
        engine.recommend(REQUEST);
        assertThat(calls).hasValue(2);
    }

    @Test
    void whatASourceFoundUntilItsTimeWasOverIsNotKept() {
        AtomicInteger calls = new AtomicInteger();
        CandidateSource stopsEarly = (context, limit) -> {
            if (calls.incrementAndGet() == 1) {
                nanos.addAndGet(Duration.ofMinutes(5).toNanos());
            }
            return CandidateList.builder(context.items(), 1).add("one", 1).build();
        };
        DiscoveryEngine engine = engine(stopsEarly);
        engine.recommend(REQUEST);
        engine.recommend(REQUEST);
        assertThat(calls).hasValue(2);
    }

    @Test
    void theFallbackIsKeptTooAndARefillAsksAfresh() {
        ByName fallback = new ByName(8, 40, Reuse.UNTIL_CONCERNED_CHANGE);
        ByName one = new ByName(1, 40, Reuse.UNTIL_CONCERNED_CHANGE);
        DiscoveryEngine engine = keep(builder()
                .source("one", one)
                .fallback(fallback)
                .guard("strict", (candidates, verdicts) -> {
                    for (int row = 0; row < candidates.size(); row++) {
                        if (candidates.id(row).compareTo("p006") < 0) {
                            verdicts.remove(row, "strict");
                        }
                    }
                    verdicts.keepUndecided();
                })
                .memo(HALF_A_MINUTE)
                .build());
        engine.recommend(REQUEST);
        int callsOfFirst = fallback.calls.get();
        assertThat(callsOfFirst).isEqualTo(2);
        engine.recommend(REQUEST);
        assertThat(fallback.calls).hasValue(callsOfFirst + 1);
        assertThat(one.calls).hasValue(3);
    }

    @Test
    void erasureEmptiesTheMemoOfThePerson() {
        DiscoveryEngine engine = engine(source);
        engine.recommend(REQUEST);
        engine.recommend(SlateRequest.forViewer("other").size(3).build());
        assertThat(engine.personalData()).hasSize(1);
        assertThat(engine.personalData().getFirst().erase("viewer")).isEqualTo(1);
        assertThat(engine.memoStatistics().orElseThrow().lists()).isEqualTo(1);
        assertThat(engine.personalData().getFirst().erase("p007")).isEqualTo(1);
        assertThat(engine.memoStatistics().orElseThrow().lists()).isZero();
        assertThat(engine.memoStatistics().orElseThrow().candidates()).isZero();
    }

    @Test
    void nothingIsKeptAcrossAnErasure() {
        List<DiscoveryEngine> self = new ArrayList<>();
        CandidateSource erasing = (context, limit) -> {
            self.getFirst().personalData().getFirst().erase("viewer");
            return CandidateList.builder(context.items(), 1).add("p", 1).build();
        };
        self.add(engine(erasing));
        self.getFirst().recommend(REQUEST);
        assertThat(self.getFirst().memoStatistics().orElseThrow().lists()).isZero();
    }

    @Test
    void boundsBelowOneAreRefused() {
        assertThatThrownBy(() -> builder().memo(Duration.ZERO)).hasMessageContaining("memo time");
        assertThatThrownBy(() -> builder().memo(HALF_A_MINUTE, 0, 1)).hasMessageContaining("0 and 1");
        assertThatThrownBy(() -> builder().memo(HALF_A_MINUTE, 1, 0)).hasMessageContaining("1 and 0");
    }

    /** What a step of a random history does. */
    private void change(int what, int whom, Set<String> red, Handle<String> handle) {
        String person = source.ids.get(whom);
        switch (what) {
            case 0 -> ledger.optOut(person, SignalGroup.INTERESTS);
            case 1 -> ledger.withdraw(person);
            case 2 -> blocked.add(person);
            case 3 -> red.remove(person);
            case 4 -> handle.swap("v" + whom, person);
            case 5 -> ledger.optOut("somebody else", SignalGroup.INTERESTS);
            case 6 -> nanos.addAndGet(HALF_A_MINUTE.toNanos() / 2);
            default -> items.erase(person);
        }
    }

    @Property(tries = 200)
    void whateverHappensMeanwhileTheSlateIsAsGoodAsAFreshOne(
            @ForAll @Size(max = 25) List<@IntRange(max = 7) Integer> changes, @ForAll long seed) {
        Set<String> red = new HashSet<>(source.ids);
        Handle<String> handle = Handle.of("index", "v", "");
        CandidateSource pinning = new CandidateSource() {
            @Override
            public CandidateList retrieve(RequestContext context, int limit) {
                context.pin(handle);
                return source.retrieve(context, limit);
            }

            @Override
            public int limit() {
                return source.limit();
            }

            @Override
            public Reuse reuse() {
                return source.reuse();
            }
        };
        DiscoveryEngine kept = keep(builder()
                .attributes(colours(red))
                .source("source", pinning)
                .memo(HALF_A_MINUTE)
                .build());
        DiscoveryEngine fresh = keep(
                builder().attributes(colours(red)).source("source", pinning).build());
        Random random = new Random(seed);
        SlateRequest request =
                REQUEST.toBuilder().filter(Filter.equal("colour", "red")).build();
        for (int what : changes) {
            change(what, random.nextInt(source.ids.size()), red, handle);
            // A source that goes by score alone gives a prefix, so what is left of a list is the beginning of a fresh
            // one.
            Slate expected = fresh.recommend(request);
            Slate answer = kept.recommend(request);
            assertThat(ids(answer)).isEqualTo(ids(expected));
            assertThat(answer.versions()).isEqualTo(expected.versions());
            request = random.nextInt(4) == 0
                    ? REQUEST.toBuilder().filter(Filter.equal("colour", "red")).build()
                    : request.after(answer);
        }
    }

    @Test
    @Timeout(120)
    void onceAnOptOutReturnedNoLaterSlateShowsThePerson() throws Exception {
        DiscoveryEngine engine = engine(source);
        Set<String> out = ConcurrentHashMap.newKeySet();
        List<Boolean> clean = InParallel.run(4, thread -> {
            if (thread == 0) {
                for (String person : source.ids.subList(0, 50)) {
                    ledger.optOut(person, SignalGroup.INTERESTS);
                    out.add(person);
                    Thread.onSpinWait();
                }
                return true;
            }
            boolean ok = true;
            SlateRequest mine =
                    SlateRequest.forViewer("viewer" + thread).size(3).build();
            for (int i = 0; i < 300; i++) {
                Set<String> before = Set.copyOf(out);
                ok &= ids(engine.recommend(mine)).stream().noneMatch(before::contains);
            }
            return ok;
        });
        assertThat(clean).doesNotContain(false);
        assertThat(engine.memoStatistics().orElseThrow().hits()).isPositive();
    }

    private DiscoveryEngineBuilder builder() {
        return PatientEngine.builder()
                .items(items)
                .consent(ledger)
                .attributes(colours(Set.of()))
                .guard("blocks", blocks)
                .ticker(nanos::get);
    }

    private DiscoveryEngine engine(CandidateSource asked) {
        return keep(builder().source("source", asked).memo(HALF_A_MINUTE).build());
    }

    private DiscoveryEngine keep(DiscoveryEngine engine) {
        engines.add(engine);
        return engine;
    }

    private static ItemAttributes colours(Set<String> red) {
        return new ItemAttributes() {
            @Override
            public Set<String> names() {
                return Set.of("colour");
            }

            @Override
            public Set<String> labels(String itemId, String attribute) {
                return red.contains(itemId) ? Set.of("red") : Set.of();
            }

            @Override
            public double number(String itemId, String attribute) {
                return Double.NaN;
            }
        };
    }

    private static StepTrace memo(TracedSlate answer) {
        return answer.trace().steps().stream()
                .filter(step -> step.step().equals("memo"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(Slate slate) {
        return slate.items().stream().map(SlateItem::id).toList();
    }
}
