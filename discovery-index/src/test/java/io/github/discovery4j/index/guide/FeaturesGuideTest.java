package io.github.discovery4j.index.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureValue;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.feature.SharedInterests;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.testkit.Batches;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/features.md}. */
class FeaturesGuideTest {

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("features.md", FeaturesGuideTest.class);
    }

    @Test
    void theCodeDoesWhatThePageSays() {
        FeatureRegistry registry = FeatureRegistry.of(
                "person",
                List.of(
                        FeatureDefinition.labels("interests", SignalGroup.INTERESTS),
                        FeatureDefinition.labels("languages", SignalGroup.PROFILE),
                        FeatureDefinition.number("activity", SignalGroup.BEHAVIOUR)
                                .expiresAfter(Duration.ofDays(30))
                                .orElse(new FeatureValue.Decimal(0)),
                        FeatureDefinition.vector("taste", 3, SignalGroup.FAVOURITES)
                                .visibleTo(Visibility.PRIVATE_OPT_IN)));
        InMemoryFeatureStore features = new InMemoryFeatureStore(registry, consent);

        features.put("ana", row -> row.number("activity", 3).labels("interests", Set.of("chess", "jazz")));
        features.put("bo", row -> row.labels("interests", Set.of("jazz", "chess", "bread")));
        features.update("bo", row -> row.number("activity", 5));
        features.sharedLabels("ana", "bo", "interests"); // [chess, jazz]

        assertThat(features.sharedLabels("ana", "bo", "interests")).hasToString("[chess, jazz]");

        Instant monday = Instant.parse("2026-03-02T00:00:00Z");
        features.update("cy", row -> row.at(monday).number("activity", 2));
        features.update("cy", row -> row.at(monday.plus(Duration.ofDays(3))).number("activity", 9));
        features.row("cy", monday.plus(Duration.ofDays(1))).number("activity"); // 2.0
        features.absence("cy", "activity", monday.minusMillis(1)); // Optional[NOT_KNOWN_THEN]

        assertThat(features.row("cy", monday.plus(Duration.ofDays(1))).number("activity"))
                .hasToString("2.0");
        assertThat(features.absence("cy", "activity", monday.minusMillis(1))).hasToString("Optional[NOT_KNOWN_THEN]");

        assertThat(columns(features))
                .containsExactly(
                        "activity",
                        "subject_activity",
                        "shared_interests",
                        "jaccard_interests",
                        "same_language",
                        "cosine_taste");
        CandidateSource fallback = SharedInterests.over(features);
        CandidateSource byLanguage =
                SharedInterests.over(features).comparing("languages").limit(50);
        assertThat(fallback.retrieve(Batches.context("ana"), 5).score(0)).isEqualTo(2);
        assertThat(byLanguage.limit()).isEqualTo(50);
    }

    private static List<String> columns(InMemoryFeatureStore features) {
        FeatureView view = features.view("connect", "1")
                .number("activity")
                .subjectNumber("activity")
                .shared("interests")
                .jaccard("interests")
                .overlap("languages")
                .as("same_language")
                .cosine("taste")
                .build();
        return view.schema().columns().stream().map(FeatureColumn::name).toList();
    }
}
