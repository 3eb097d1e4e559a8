package io.github.discovery4j.core.guide;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.DiscoveryEngineBuilder;
import io.github.discovery4j.core.EngineSwitch;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Reuse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/serving.md}. */
class ServingGuideTest {

    /** Finds friends, and counts how often it is asked. */
    private static final class Friends implements CandidateSource {
        final AtomicInteger asked = new AtomicInteger();

        @Override
        public CandidateList retrieve(RequestContext context, int limit) {
            asked.incrementAndGet();
            CandidateList.Builder found = CandidateList.builder(context.items(), 4);
            List<String> friends = List.of("cleo", "dora", "emil", "finn");
            for (int i = 0; i < friends.size(); i++) {
                if (context.admits(friends.get(i))) {
                    found.add(friends.get(i), 4 - i);
                }
            }
            return found.build();
        }

        @Override
        public Reuse reuse() {
            return Reuse.UNTIL_CONCERNED_CHANGE;
        }
    }

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("serving.md", ServingGuideTest.class);
    }

    @Test
    void theMemoPrintsWhatThePageSays() throws IOException {
        InMemoryConsentLedger consent = new InMemoryConsentLedger();
        Friends friends = new Friends();
        DiscoveryEngine engine = DiscoveryEngine.builder()
                .source("friends", friends)
                .consent(consent)
                .memo(DiscoveryEngineBuilder.USUAL_MEMO_TIME) // 30 seconds
                .build();
        SlateRequest request = SlateRequest.forViewer("ana").size(2).build();
        Slate first = engine.recommend(request);
        consent.optOut("dora", SignalGroup.INTERESTS);
        TracedSlate next = engine.recommendTraced(request.after(first));
        engine.close();
        GuidePage.showsOutput(
                "serving.md",
                "%s\n%s\n%s\nasked %d time\n"
                        .formatted(
                                ids(first),
                                ids(next.slate()),
                                next.trace().notes().getFirst(),
                                friends.asked.get()));
    }

    @Test
    void theSwitchPrintsWhatThePageSays() throws IOException {
        DiscoveryEngine interests =
                DiscoveryEngine.builder().source("interests", new Friends()).build();
        DiscoveryEngine vectors =
                DiscoveryEngine.builder().source("vectors", new Friends()).build();
        Map<String, String> flags = Map.of("ana", "vectors", "cleo", "graphs");
        AtomicBoolean safeMode = new AtomicBoolean();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        EngineSwitch discovery = EngineSwitch.builder("interests", interests)
                .engine("vectors", vectors)
                .flag(request -> flags.getOrDefault(request.viewerId(), "interests"))
                .killSwitch("interests", safeMode::get)
                .build();
        for (String viewer : List.of("ana", "ben", "cleo")) {
            TracedSlate answer =
                    discovery.recommendTraced(SlateRequest.forViewer(viewer).build());
            out.println(viewer + ": " + answer.slate().versions().get("engine") + " "
                    + answer.trace().notes());
        }
        safeMode.set(true);
        TracedSlate safe =
                discovery.recommendTraced(SlateRequest.forViewer("ana").build());
        out.println("ana: " + safe.slate().versions().get("engine") + " "
                + safe.trace().notes());
        discovery.close();
        GuidePage.showsOutput("serving.md", printed.toString(StandardCharsets.UTF_8));
    }

    private static List<String> ids(Slate slate) {
        return slate.items().stream().map(SlateItem::id).toList();
    }
}
