package io.github.discovery4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.Impression;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EngineSwitchTest {

    private static final SlateRequest REQUEST =
            SlateRequest.forViewer("viewer").size(2).build();

    private final AtomicReference<String> flag = new AtomicReference<>("b");
    private final AtomicBoolean killed = new AtomicBoolean();

    @Test
    void theFlagIsReadAtEachRequestAndTheSlateNamesTheEngine() {
        try (EngineSwitch discovery = ab()) {
            assertThat(discovery.recommend(REQUEST).versions()).containsEntry("engine", "b");
            flag.set("a");
            TracedSlate answer = discovery.recommendTraced(REQUEST);
            assertThat(answer.slate().versions()).containsEntry("engine", "a");
            assertThat(answer.trace().versions()).containsEntry("engine", "a");
            assertThat(answer.trace().notes()).isEmpty();
            assertThat(ids(answer.slate())).containsExactly("a1", "a2");
        }
    }

    @Test
    void theHostsListenerHearsTheEnginesNameToo() {
        List<Impression> heard = Collections.synchronizedList(new ArrayList<>());
        DiscoveryEngine engine = PatientEngine.builder()
                .source("s", source("x"))
                .listener(new DiscoveryListener() {
                    @Override
                    public boolean wantsImpressions() {
                        return true;
                    }

                    @Override
                    public void impression(Impression impression) {
                        heard.add(impression);
                    }
                })
                .build();
        try (EngineSwitch discovery = EngineSwitch.builder("only", engine).build()) {
            discovery.recommend(REQUEST);
        }
        assertThat(heard)
                .singleElement()
                .satisfies(
                        impression -> assertThat(impression.slate().versions()).containsEntry("engine", "only"));
    }

    @Test
    void anUnknownNameNoNameAndAFailingFlagGoToTheDefaultAndTheTraceSaysSo() {
        try (EngineSwitch discovery = ab()) {
            for (String name : new String[] {"secret viewer id", null, "throw"}) {
                flag.set(name);
                TracedSlate answer = discovery.recommendTraced(REQUEST);
                assertThat(answer.slate().versions()).containsEntry("engine", "a");
                assertThat(answer.trace().notes())
                        .singleElement()
                        .satisfies(note -> assertThat(note)
                                .startsWith("the flag")
                                .doesNotContain("secret")
                                .doesNotContain("message"));
            }
        }
    }

    @Test
    void theKillSwitchWinsOverTheFlagAndCountsAsThrownWhenItFails() {
        try (EngineSwitch discovery = ab()) {
            killed.set(true);
            TracedSlate answer = discovery.recommendTraced(REQUEST);
            assertThat(answer.slate().versions()).containsEntry("engine", "safe");
            assertThat(answer.trace().notes()).containsExactly("the kill switch is thrown");
            killed.set(false);
            assertThat(discovery.recommend(REQUEST).versions()).containsEntry("engine", "b");
        }
        try (EngineSwitch discovery = EngineSwitch.builder("a", engine("a"))
                .engine("safe", engine("s"))
                .killSwitch("safe", () -> {
                    throw new IllegalStateException("flags are down");
                })
                .build()) {
            TracedSlate answer = discovery.recommendTraced(REQUEST);
            assertThat(answer.slate().versions()).containsEntry("engine", "safe");
            assertThat(answer.trace().notes())
                    .containsExactly("the kill switch could not be read: java.lang.IllegalStateException");
        }
    }

    @Test
    void anErrorOfTheMachineIsNotSwallowed() {
        try (EngineSwitch discovery = EngineSwitch.builder("a", engine("a"))
                .flag(request -> {
                    throw new OutOfMemoryError();
                })
                .build()) {
            assertThatThrownBy(() -> discovery.recommend(REQUEST)).isInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void theCallersMistakeIsTheCallersAndLeavesTheCountRight() {
        DiscoveryEngine engine = engine("a");
        EngineSwitch discovery = EngineSwitch.builder("a", engine).build();
        SlateRequest wrong =
                REQUEST.toBuilder().filter(Filter.equal("nothing", "x")).build();
        assertThatThrownBy(() -> discovery.recommend(wrong)).isInstanceOf(IllegalArgumentException.class);
        discovery.close();
        assertThatThrownBy(() -> engine.recommend(REQUEST)).hasMessageContaining("closed");
    }

    @Test
    void aReplacedEngineIsClosedWhenItsLastRequestHasEnded() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        DiscoveryEngine old = PatientEngine.builder()
                .source("slow", (context, limit) -> {
                    inside.countDown();
                    await(goOn);
                    return source("old1", "old2").retrieve(context, limit);
                })
                .build();
        try (EngineSwitch discovery = EngineSwitch.builder("a", old).build()) {
            AtomicReference<Slate> answer = new AtomicReference<>();
            Thread request = Thread.ofPlatform().start(() -> answer.set(discovery.recommend(REQUEST)));
            inside.await();
            discovery.put("a", engine("new"));
            assertThat(ids(discovery.recommend(REQUEST))).containsExactly("new1", "new2");
            goOn.countDown();
            request.join();
            assertThat(ids(answer.get())).containsExactly("old1", "old2");
            assertThatThrownBy(() -> old.recommend(REQUEST)).hasMessageContaining("closed");
        }
    }

    @Test
    void aRemovedEnginesRequestsGoToTheDefault() {
        try (EngineSwitch discovery = ab()) {
            assertThat(discovery.engines()).containsExactly("a", "b", "safe");
            assertThat(discovery.remove("b")).isTrue();
            assertThat(discovery.remove("b")).isFalse();
            assertThat(discovery.recommend(REQUEST).versions()).containsEntry("engine", "a");
            for (String name : List.of("a", "safe")) {
                assertThatThrownBy(() -> discovery.remove(name))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(name);
            }
        }
    }

    @Test
    void oneEngineUnderTwoNamesTwoUnderOneAndAKillSwitchToNowhereAreRefused() {
        try (DiscoveryEngine one = engine("a");
                DiscoveryEngine other = engine("b")) {
            EngineSwitch.Builder builder = EngineSwitch.builder("a", one);
            assertThatThrownBy(() -> builder.engine("b", one)).hasMessageContaining("under one name");
            assertThatThrownBy(() -> builder.engine("a", other)).hasMessageContaining("taken");
            assertThatThrownBy(() -> builder.killSwitch("nowhere", () -> false).build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("nowhere")
                    .hasMessageContaining("[a]");
            EngineSwitch discovery = EngineSwitch.builder("a", one).build();
            assertThatThrownBy(() -> discovery.put("again", one)).hasMessageContaining("under one name");
        }
    }

    @Test
    void afterCloseRequestsAndEnginesAreRefused() {
        EngineSwitch discovery = ab();
        discovery.close();
        discovery.close();
        assertThatThrownBy(() -> discovery.recommend(REQUEST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        try (DiscoveryEngine late = engine("late")) {
            assertThatThrownBy(() -> discovery.put("late", late)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aContinuationOnAnotherEngineRepeatsNothing() {
        try (DiscoveryEngine unused = engine("z");
                EngineSwitch discovery = EngineSwitch.builder(
                                "forth",
                                PatientEngine.builder()
                                        .source("s", source("1", "2", "3", "4"))
                                        .build())
                        .engine(
                                "back",
                                PatientEngine.builder()
                                        .source("s", source("4", "3", "2", "1"))
                                        .build())
                        .flag(request -> request.firstPosition() == 0 ? "forth" : "back")
                        .build()) {
            assertThat(unused.recommend(REQUEST).versions()).doesNotContainKey("engine");
            Slate first = discovery.recommend(REQUEST);
            assertThat(ids(first)).containsExactly("1", "2");
            assertThat(ids(discovery.recommend(REQUEST.after(first)))).containsExactly("4", "3");
        }
    }

    @Test
    void oneHolderReachesTheMemosOfAllEnginesOfLaterOnesToo() {
        try (EngineSwitch discovery =
                EngineSwitch.builder("a", remembering("a")).build()) {
            var holder = discovery.personalData().getFirst();
            discovery.put("a", remembering("b"));
            discovery.recommend(REQUEST);
            assertThat(holder.export("viewer")).hasSize(1);
            assertThat(holder.signalGroups()).isNotEmpty();
            assertThat(holder.erase("viewer")).isEqualTo(1);
            assertThat(holder.export("viewer")).isEmpty();
        }
    }

    @Test
    void flagsFlipAndEnginesComeAndGoUnderLoadWithoutAnError() throws Exception {
        Set<String> possible = Set.of("a", "b", "c", "safe");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        List<DiscoveryEngine> made = Collections.synchronizedList(new ArrayList<>());
        try (EngineSwitch discovery = ab()) {
            InParallel.run(6, thread -> {
                // Whoever fails ends the others too.
                try {
                    for (int i = 0; thread == 0 && i < 300; i++) {
                        made.add(flip(discovery, i));
                        int seen = answered.get();
                        while (answered.get() < seen + 5 && !stop.get()) {
                            Thread.onSpinWait();
                        }
                    }
                    while (thread > 0 && !stop.get()) {
                        Slate slate = discovery.recommend(REQUEST);
                        assertThat(slate.items()).hasSize(2);
                        assertThat(possible).contains(slate.versions().get("engine"));
                        answered.incrementAndGet();
                    }
                } finally {
                    stop.set(true);
                }
                return true;
            });
            assertThat(answered.get()).isGreaterThan(1_000);
        }
        assertThat(made)
                .allSatisfy(engine ->
                        assertThatThrownBy(() -> engine.recommend(REQUEST)).hasMessageContaining("closed"));
    }

    private DiscoveryEngine flip(EngineSwitch discovery, int i) {
        flag.set(List.of("a", "b", "c", "nowhere").get(i % 4));
        killed.set(i % 7 == 0);
        DiscoveryEngine fresh = engine("n" + i);
        discovery.put(List.of("a", "b", "c", "safe").get(i % 4), fresh);
        if (i % 5 == 0) {
            discovery.remove("c");
            discovery.remove("b");
        }
        return fresh;
    }

    private EngineSwitch ab() {
        return EngineSwitch.builder("a", engine("a"))
                .engine("b", engine("b"))
                .engine("safe", engine("s"))
                .flag(request -> {
                    if ("throw".equals(flag.get())) {
                        throw new IllegalStateException("message");
                    }
                    return flag.get();
                })
                .killSwitch("safe", killed::get)
                .build();
    }

    private static DiscoveryEngine engine(String prefix) {
        return PatientEngine.builder()
                .source("s", source(prefix + 1, prefix + 2))
                .build();
    }

    private static DiscoveryEngine remembering(String prefix) {
        return PatientEngine.builder()
                .source("s", source(prefix + 1, prefix + 2))
                .memo(Duration.ofMinutes(5))
                .build();
    }

    private static CandidateSource source(String... ids) {
        return (context, limit) -> {
            CandidateList.Builder found = CandidateList.builder(context.items(), ids.length);
            for (int i = 0; i < ids.length; i++) {
                if (context.admits(ids[i])) {
                    found.add(ids[i], ids.length - i);
                }
            }
            return found.build();
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> ids(Slate slate) {
        return slate.items().stream().map(SlateItem::id).toList();
    }
}
