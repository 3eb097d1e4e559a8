package io.github.discovery4j.core.affinity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.social.GraphFeatures;
import io.github.discovery4j.core.social.SocialGraph;
import io.github.discovery4j.core.social.SocialGraphSettings;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.testkit.FeatureHydratorContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;

class AffinityFeaturesTest extends FeatureHydratorContract {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> PEOPLE = List.of("ana", "Bo", "чай");

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final InMemoryFeatureStore store = new InMemoryFeatureStore(
            FeatureStoreSettings.of(FeatureRegistry.of("person", AffinityFeatures.inputs()), ledger)
                    .clock(InstantSource.fixed(NOW)));
    private final SocialGraph graph = new SocialGraph(SocialGraphSettings.of(ledger));

    AffinityFeaturesTest() {
        for (int i = 0; i < PEOPLE.size(); i++) {
            int person = i;
            float[] hours = new float[24];
            hours[12 + i] = 1;
            hours[13 + i] = 1;
            float[] taste = new float[256];
            Arrays.fill(taste, 1);
            taste[i] = 20;
            float[] kinds = new float[16];
            Arrays.fill(kinds, NOW.toEpochMilli() / 3_600_000f - 24 * i);
            store.put(
                    PEOPLE.get(i),
                    row -> row.vector("taste_vector", taste)
                            .vector("profile_vector", Arrays.copyOf(taste, 128))
                            .labels("traits", Set.of("curious", "trait " + person))
                            .vector("trait_strengths", Arrays.copyOf(taste, 16))
                            .whole("last_active_sec", NOW.getEpochSecond() - 86_400L * person)
                            .vector("action_counts", Arrays.copyOf(taste, 16))
                            .vector("action_hours", kinds)
                            .vector("online_hours", hours)
                            .number("utc_offset_hours", person)
                            .labels("intents", Set.of("looking_for_collaborators"))
                            .labels("skills_offered", Set.of("bass", "mixing"))
                            .labels("skills_wanted", Set.of("bass", "skill " + person))
                            .text("locale", person == 0 ? "en-GB" : "en-US")
                            .vector("location", new float[] {10 * person, 20})
                            .number("harassment_score", 0.25f)
                            .number("reply_ratio_30d", 1)
                            .number("messages_received_30d", 5)
                            .whole("account_age_days", 100 * person)
                            .number("exposures_7d", 7));
        }
        graph.follow("ana", "Bo");
        graph.follow("Bo", "ana");
        graph.follow("Bo", "чай");
    }

    private AffinityFeatures features() {
        return AffinityFeatures.from(store).graph(GraphFeatures.of(graph).past(Map.of(NOW, graph)));
    }

    @Override
    protected FeatureView view() {
        return features().all();
    }

    @Override
    protected InMemoryConsentLedger ledger() {
        return ledger;
    }

    @Override
    protected List<String> subjects() {
        return PEOPLE;
    }

    @Override
    protected List<String> objects() {
        return PEOPLE;
    }

    private static float[] hydrate(FeatureView view, String subject, String object, Instant asOf) {
        FeatureTable table = FeatureTable.allocate(view.schema(), 1);
        view.hydrate(
                PairBatch.of(List.of(new PairBatch.Pair(subject, object, asOf))),
                table.writer(0, view.schema().size()));
        float[] row = new float[view.schema().size()];
        table.copyRow(0, row);
        return row;
    }

    private float value(String feature, String subject, String object) {
        return hydrate(features().only(feature), subject, object, NOW)[0];
    }

    @Example
    void allFeaturesOfTheManifestAreHydratedInItsOrder() {
        FeatureView view = view();
        assertThat(view.schema().columns()).extracting(FeatureColumn::name).isEqualTo(AffinityFeatures.names());
        assertThat(AffinityFeatures.names()).hasSize(22);
        for (float value : hydrate(view, "ana", "Bo", NOW)) {
            assertThat(value).isNotNaN();
        }
    }

    @Example
    void columnsAreAsTheManifestDeclaresThem() {
        FeatureRegistry pair = AffinityFeatures.manifest().registry("pair");
        AffinityFeatures given = features();
        AffinityFeatures.names().forEach(name -> given.computed(name, (pairs, columns) -> {}));
        List<FeatureColumn> ofTheHost = given.all().schema().columns();
        assertThat(view().schema().columns()).isEqualTo(ofTheHost).allSatisfy(column -> {
            FeatureDefinition declared = pair.definition(column.name());
            assertThat(column.group()).isEqualTo(declared.group());
            assertThat(column.visibility()).isEqualTo(declared.visibility());
            assertThat(column.sayable()).isEqualTo(declared.sayable());
        });
    }

    @Example
    void aSubsetComesInTheOrderAskedFor() {
        FeatureView some = features().only("distance_km", "brokerage", "cosine_taste", "mutual_follow");
        float[] all = hydrate(view(), "ana", "Bo", NOW);
        List<String> names = AffinityFeatures.names();
        assertThat(hydrate(some, "ana", "Bo", NOW))
                .containsExactly(
                        all[names.indexOf("distance_km")],
                        all[names.indexOf("brokerage")],
                        all[names.indexOf("cosine_taste")],
                        all[names.indexOf("mutual_follow")]);
    }

    @Example
    void namesThatAreNoneAreRefusedWithTheNearest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> features().only("distance_miles", "locale_mach"))
                .withMessageContaining("distance_miles");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> features().only("locale_mach"))
                .withMessageContaining("did you mean \"locale_match\"?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> features().computed("brokrage", (pairs, columns) -> {}))
                .withMessageContaining("\"brokerage\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> features().only("locale_match", "locale_match"))
                .withMessageContaining("twice");
    }

    @Example
    void sourcesThatLackAreNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> AffinityFeatures.from(store).only("brokerage"))
                .withMessageContaining("[brokerage]");
        InMemoryFeatureStore poor = new InMemoryFeatureStore(
                FeatureRegistry.of("person", List.of(FeatureDefinition.text("locale", SignalGroup.PROFILE))), ledger);
        assertThat(AffinityFeatures.from(poor).only("locale_match").schema().size())
                .isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AffinityFeatures.from(poor).only("distance_km"))
                .withMessageContaining("location");
    }

    @Example
    void settingsReachTheColumns() {
        assertThat(value("activity_recency", "ana", "чай")).isCloseTo((float) Math.pow(2, -2 / 3.0), within(1e-6f));
        FeatureView view = features()
                .halfLives(Duration.ofDays(2), Duration.ofDays(1))
                .seeking(Set.of("else"), 0.2)
                .replyPrior(0, 5)
                .version("2")
                .only("activity_recency", "similar_action_recency", "complementary_skills", "reply_ratio");
        assertThat(hydrate(view, "ana", "чай", NOW))
                .containsExactly(new float[] {0.5f, 0.25f, 0.1f, 0.5f}, within(1e-3f));
        assertThat(view.schema().version()).isEqualTo("2");
    }

    /** Vectors of the present: 1 for whoever allows it. */
    private VectorReader ones() {
        return new VectorReader() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public boolean read(String id, float[] destination, int offset) {
                if (!PEOPLE.contains(id) || !ledger.allows(id, SignalGroup.FAVOURITES)) {
                    return false;
                }
                destination[offset] = 1;
                destination[offset + 1] = id.equals("ana") ? 0 : 1;
                return true;
            }
        };
    }

    @Example
    void vectorsOfTheHostKnowNothingOfThePastUnlessItSaysSo() {
        FeatureView now = features().vectors("cosine_taste", ones()).only("cosine_taste");
        assertThat(hydrate(now, "ana", "Bo", NOW)).containsExactly(Float.NaN);
        FeatureView trained = features().vectors("cosine_taste", ones(), NOW).only("cosine_taste");
        assertThat(hydrate(trained, "ana", "Bo", NOW)[0]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
        assertThat(hydrate(trained, "ana", "Bo", NOW.minusMillis(1))).containsExactly(Float.NaN);
        assertThat(hydrate(trained, "ana", "a stranger", NOW)).containsExactly(Float.NaN);
        ledger.optOut("Bo", SignalGroup.FAVOURITES);
        assertThat(hydrate(trained, "ana", "Bo", NOW)).containsExactly(Float.NaN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> features().vectors("locale_match", ones()))
                .withMessageContaining("cosine_taste");
    }

    @Example
    void aColumnOfTheHostTakesThePlaceOfTheStores() {
        FeatureView view = features()
                .computed("exposure_count", (pairs, columns) -> columns.set(0, 0, 3))
                .only("locale_match", "exposure_count");
        assertThat(hydrate(view, "ana", "Bo", NOW)).containsExactly(0.5f, 3);
        assertThat(view.schema().columns().get(1).owner()).isEqualTo(Owner.OBJECT);
        FeatureView failing = features()
                .computed("exposure_count", (pairs, columns) -> {
                    throw new IllegalStateException("out of order");
                })
                .only("exposure_count");
        assertThatThrownBy(() -> hydrate(failing, "ana", "Bo", NOW)).hasMessage("out of order");
    }

    @Example
    void noFeatureKnowsWhatCameLater() {
        assertThat(hydrate(view(), "ana", "Bo", NOW.minusMillis(1))).containsOnly(Float.NaN);
    }

    @Example
    void consentOfEitherSideEndsWhatBothShareAtTheNextRead() {
        FeatureView view = view();
        for (String who : List.of("ana", "Bo")) {
            for (FeatureColumn column : view.schema().columns()) {
                if (column.owner() == Owner.BOTH || who.equals("Bo")) {
                    int place = view.schema().indexOf(column.name());
                    assertThat(hydrate(view, "ana", "Bo", NOW)[place]).isNotNaN();
                    ledger.optOut(who, column.group());
                    assertThat(hydrate(view, "ana", "Bo", NOW)[place])
                            .as(column.name())
                            .isNaN();
                    ledger.optIn(who, column.group());
                }
            }
        }
    }
}
