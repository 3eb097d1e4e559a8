package io.github.discovery4j.core.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.affinity.AffinityFeatures;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.social.GraphFeatures;
import io.github.discovery4j.core.social.SocialGraph;
import io.github.discovery4j.core.social.SocialGraphSettings;
import io.github.discovery4j.core.stage.FeatureHydrator;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/specification-features.md}, and what it prints. */
class SpecificationFeaturesGuideTest {

    private final StringBuilder output = new StringBuilder();

    private void show(FeatureView view, String subject, String object, Instant now) {
        FeatureTable table = FeatureTable.allocate(view.schema(), 1);
        view.hydrate(
                PairBatch.of(List.of(new PairBatch.Pair(subject, object, now))),
                table.writer(0, view.schema().size()));
        List<String> values = new ArrayList<>();
        for (int column = 0; column < view.schema().size(); column++) {
            values.add(String.format(
                    Locale.ROOT, "%s %.2f", view.schema().columns().get(column).name(), table.get(0, column)));
        }
        output.append(subject)
                .append(" → ")
                .append(object)
                .append(": ")
                .append(values)
                .append('\n');
    }

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("specification-features.md", SpecificationFeaturesGuideTest.class);
    }

    @Test
    void thePageListsEveryFeature() throws IOException {
        String page = Files.readString(Path.of("../docs/specification-features.md"));
        assertThat(AffinityFeatures.names()).allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
        assertThat(AffinityFeatures.inputs())
                .extracting(FeatureDefinition::name)
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void theCodePrintsWhatThePageShows() throws IOException {
        InMemoryConsentLedger consent = new InMemoryConsentLedger();
        Instant now = Instant.parse("2026-03-01T18:30:00Z");
        SocialGraph graph = new SocialGraph(SocialGraphSettings.of(consent));
        graph.follow("ana", "bo");

        FeatureRegistry registry = FeatureRegistry.of("person", AffinityFeatures.inputs());
        InMemoryFeatureStore store = new InMemoryFeatureStore(
                FeatureStoreSettings.of(registry, consent).clock(InstantSource.fixed(now)));
        store.put(
                "ana",
                row -> row.labels("skills_wanted", Set.of("bass", "drums"))
                        .labels("intents", Set.of("looking_for_collaborators"))
                        .text("locale", "en-GB")
                        .vector("location", new float[] {51.51f, -0.13f}));
        store.put(
                "bo",
                row -> row.labels("skills_offered", Set.of("bass", "mixing"))
                        .text("locale", "en-US")
                        .vector("location", new float[] {48.86f, 2.35f})
                        .whole("last_active_sec", now.getEpochSecond() - 3 * 86_400)
                        .number("reply_ratio_30d", 1)
                        .number("messages_received_30d", 5));

        FeatureView all =
                AffinityFeatures.from(store).graph(GraphFeatures.of(graph)).all();
        FeatureView few = AffinityFeatures.from(store)
                .only("complementary_skills", "locale_match", "distance_km", "activity_recency", "reply_ratio");
        show(few, "ana", "bo", now);
        show(few, "bo", "ana", now);

        consent.optOut("bo", SignalGroup.PROFILE);
        show(few, "ana", "bo", now);

        VectorReader tasteIndex = store.vectors("taste_vector");
        FeatureHydrator exposures = (pairs, columns) -> {};
        // tasteIndex is any VectorReader, exposures any FeatureHydrator of one column
        FeatureView own = AffinityFeatures.from(store)
                .graph(GraphFeatures.of(graph))
                .vectors("cosine_taste", tasteIndex)
                .computed("exposure_count", exposures)
                .halfLives(Duration.ofDays(1), Duration.ofDays(14))
                .seeking(Set.of("looking_for_a_band"), 0.2)
                .replyPrior(0.4, 10)
                .version("2")
                .all();

        assertThat(all.schema().size()).isEqualTo(22);
        assertThat(own.schema().columns()).extracting(FeatureColumn::name).isEqualTo(AffinityFeatures.names());
        GuidePage.showsOutput("specification-features.md", output.toString());
    }
}
