package io.github.discovery4j.core.guide;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.social.GraphFeatures;
import io.github.discovery4j.core.social.SocialGraph;
import io.github.discovery4j.core.social.SocialGraphSettings;
import io.github.discovery4j.core.stage.FeatureView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/social-graph.md}, and what it prints. */
class SocialGraphGuideTest {

    private final StringBuilder output = new StringBuilder();

    @TempDir
    Path folder;

    private void show(Object line) {
        output.append(line).append('\n');
    }

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("social-graph.md", SocialGraphGuideTest.class);
    }

    @Test
    void theCodePrintsWhatThePageShows() throws IOException {
        InMemoryConsentLedger consent = new InMemoryConsentLedger();
        SocialGraph graph = new SocialGraph(SocialGraphSettings.of(consent));
        graph.follow("ana", "bo");
        graph.follow("bo", "ana");
        graph.follow("bo", "cy");
        graph.follow("cy", "bo");
        graph.follow("di", "cy");
        show(graph);
        show(graph.between("ana", "cy", 3));
        show(graph.ego("bo").orElseThrow());

        consent.optOut("bo", SocialGraph.FOLLOWS);
        show(graph.between("ana", "cy", 3));
        consent.optIn("bo", SocialGraph.FOLLOWS);

        graph.block("cy", "bo");
        show(graph.follow("bo", "cy") + " " + graph.isBlockedEitherWay("bo", "cy") + " " + graph.following("bo"));

        Path file = folder.resolve("graph");
        graph.save(file);
        show(SocialGraph.load(SocialGraphSettings.of(consent), file));

        Instant march = Instant.parse("2026-03-01T00:00:00Z");
        Instant april = Instant.parse("2026-04-01T00:00:00Z");
        SocialGraph inMarch = SocialGraph.builder(SocialGraphSettings.of(consent))
                .until(march)
                .follow("ana", "bo", march)
                .follow("bo", "ana", april)
                .build();
        show(inMarch);

        FeatureView view = GraphFeatures.of(graph).past(Map.of(march, inMarch));
        show(view.schema());
        GuidePage.showsOutput("social-graph.md", output.toString());
    }
}
