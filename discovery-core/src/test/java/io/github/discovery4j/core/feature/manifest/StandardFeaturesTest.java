package io.github.discovery4j.core.feature.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.model.Visibility;
import org.junit.jupiter.api.Test;

class StandardFeaturesTest {

    private static final FeatureRegistry PERSON = StandardFeatures.manifest().registry(StandardFeatures.PERSON);

    @Test
    void theSpecifiedFeaturesHaveTheirTypes() {
        assertThat(PERSON.definition("avg_session_dwell_sec_7d").kind()).isEqualTo(Kind.NUMBER);
        assertThat(PERSON.definition("music_genre_vect").dimension()).isEqualTo(32);
        assertThat(PERSON.definition("harassment_score").kind()).isEqualTo(Kind.NUMBER);
        assertThat(PERSON.definition("taste_vector").dimension()).isEqualTo(256);
        assertThat(PERSON.definition("traits_json").kind()).isEqualTo(Kind.JSON);
    }

    @Test
    void whatIsInferredIsToldToItsOwnerOnly() {
        for (String inferred : new String[] {
            "harassment_score", "traits_json", "taste_vector", "typical_online_hours", "avg_session_dwell_sec_7d"
        }) {
            assertThat(PERSON.definition(inferred).visibility()).as(inferred).isEqualTo(Visibility.PRIVATE_OPT_IN);
            assertThat(PERSON.definition(inferred).timeToLive()).as(inferred).isPresent();
        }
    }

    @Test
    void theHarassmentScoreIsNeverSaidAndSurvivesWritingSo() {
        assertThat(PERSON.definitions())
                .filteredOn(feature -> !feature.sayable())
                .extracting(FeatureDefinition::name)
                .containsExactly("harassment_score");
    }

    @Test
    void everyFeatureIsDescribed() {
        assertThat(PERSON.definitions())
                .extracting(FeatureDefinition::description)
                .noneMatch(String::isBlank);
    }

    @Test
    void noViewReadsTheHarassmentScore() {
        assertThat(StandardFeatures.manifest().views())
                .isNotEmpty()
                .flatExtracting(DeclaredView::columns)
                .extracting(ViewColumn::feature)
                .doesNotContain("harassment_score");
    }

    @Test
    void writtenAndReadItIsTheSame() {
        String json = StandardFeatures.manifest().toJson();
        FeatureManifest again = FeatureManifest.json(new ManifestText("again", json));
        assertThat(again.registry("person").definitions()).isEqualTo(PERSON.definitions());
        assertThat(again.toJson()).isEqualTo(json);
    }
}
