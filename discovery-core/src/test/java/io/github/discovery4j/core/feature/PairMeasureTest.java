package io.github.discovery4j.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.testkit.FeatureHydratorContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class PairMeasureTest extends FeatureHydratorContract {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final float NAN = Float.NaN;

    private static final FeatureRegistry REGISTRY = FeatureRegistry.of(
            "person",
            List.of(
                    FeatureDefinition.vector("strengths", 3, new SignalGroup("traits")),
                    FeatureDefinition.whole("seen", SignalGroup.BEHAVIOUR),
                    FeatureDefinition.vector("counts", 2, SignalGroup.BEHAVIOUR),
                    FeatureDefinition.vector("last", 2, SignalGroup.BEHAVIOUR),
                    FeatureDefinition.vector("hours", 24, SignalGroup.BEHAVIOUR).visibleTo(Visibility.PRIVATE_OPT_IN),
                    FeatureDefinition.number("offset", SignalGroup.PROFILE).neverSaid(),
                    FeatureDefinition.labels("intents", SignalGroup.CONVERSATION),
                    FeatureDefinition.labels("wanted", SignalGroup.PROFILE),
                    FeatureDefinition.labels("offered", SignalGroup.PROFILE),
                    FeatureDefinition.text("locale", SignalGroup.PROFILE),
                    FeatureDefinition.vector("place", 2, SignalGroup.PROFILE),
                    FeatureDefinition.number("ratio", SignalGroup.BEHAVIOUR),
                    FeatureDefinition.number("count", SignalGroup.BEHAVIOUR),
                    FeatureDefinition.whole("age", SignalGroup.PROFILE)));

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final InMemoryFeatureStore store =
            new InMemoryFeatureStore(FeatureStoreSettings.of(REGISTRY, ledger).clock(InstantSource.fixed(NOW)));

    PairMeasureTest() {
        store.put(
                "ana",
                row -> row.vector("strengths", new float[] {1, 2, 0})
                        .whole("seen", NOW.getEpochSecond() - 86_400)
                        .vector("counts", new float[] {3, 1})
                        .vector("last", hoursAgo(0, 48))
                        .vector("hours", hours(20, 21))
                        .number("offset", 0)
                        .labels("intents", Set.of("collaborate", "chess"))
                        .labels("wanted", Set.of("bass", "drums"))
                        .labels("offered", Set.of("mixing"))
                        .text("locale", "en-GB")
                        .vector("place", new float[] {52.52f, 13.40f})
                        .number("ratio", 1)
                        .number("count", 5)
                        .whole("age", 400));
        store.put(
                "Bo",
                row -> row.vector("strengths", new float[] {1, 1, 1})
                        .whole("seen", NOW.getEpochSecond() + 3600)
                        .vector("counts", new float[] {0, 0})
                        .vector("last", hoursAgo(24, -1))
                        .vector("hours", hours(21, 22))
                        .number("offset", 1)
                        .labels("intents", Set.of("chess"))
                        .labels("wanted", Set.of("mixing", "mastering"))
                        .labels("offered", Set.of("bass", "drums", "flute"))
                        .text("locale", "en_us")
                        .vector("place", new float[] {48.86f, 2.35f})
                        .number("ratio", 0)
                        .number("count", 0)
                        .whole("age", -3));
        store.put("empty", row -> row.labels("wanted", Set.of("bass")));
    }

    private static float[] hoursAgo(int... hours) {
        float[] last = new float[hours.length];
        for (int i = 0; i < hours.length; i++) {
            last[i] = hours[i] < 0 ? 0 : NOW.toEpochMilli() / 3_600_000f - hours[i];
        }
        return last;
    }

    private static float[] hours(int... active) {
        float[] histogram = new float[24];
        Arrays.stream(active).forEach(hour -> histogram[hour] = 2);
        return histogram;
    }

    @Override
    protected FeatureView view() {
        return store.view("measures", "1")
                .measure(PairMeasure.weightedJaccard("strengths"))
                .measure(PairMeasure.recency("seen", Duration.ofDays(1)))
                .measure(PairMeasure.similarRecency("counts", "last", Duration.ofDays(1)))
                .measure(PairMeasure.onlineTogether("hours", "offset"))
                .measure(PairMeasure.covered("intents"))
                .measure(PairMeasure.complement("wanted", "offered", "intents", Set.of("collaborate"), 0.5))
                .measure(PairMeasure.localeMatch("locale"))
                .measure(PairMeasure.distance("place"))
                .measure(PairMeasure.smoothedRatio("ratio", "count", 0.5, 5))
                .measure(PairMeasure.notBelowZero("age"))
                .build();
    }

    @Override
    protected InMemoryConsentLedger ledger() {
        return ledger;
    }

    @Override
    protected List<String> subjects() {
        return List.of("ana", "Bo", "empty");
    }

    @Override
    protected List<String> objects() {
        return List.of("ana", "Bo", "empty");
    }

    private float[] hydrate(String subject, String object) {
        return hydrate(subject, object, NOW);
    }

    private float[] hydrate(String subject, String object, Instant asOf) {
        FeatureView view = view();
        FeatureTable table = FeatureTable.allocate(view.schema(), 1);
        view.hydrate(
                PairBatch.of(List.of(new PairBatch.Pair(subject, object, asOf))),
                table.writer(0, view.schema().size()));
        float[] row = new float[view.schema().size()];
        table.copyRow(0, row);
        return row;
    }

    @Example
    void valuesAreThoseWorkedOutByHandInBothDirections() {
        // Places: 876 km from (52.55, 13.35) to (48.85, 2.35), where their areas have their middles.
        // 20 and 21 h in UTC against 21 and 22 h an hour ahead: the same two hours.
        assertThat(hydrate("ana", "Bo"))
                .containsExactly(new float[] {2 / 4f, 1, 3 / 8f, 1, 1 / 2f, 1, 1 / 2f, 876, 0.5f, 0}, within(0.004f));
        assertThat(hydrate("Bo", "ana"))
                .containsExactly(new float[] {2 / 4f, 0.5f, NAN, 1, 1, 0.25f, 1 / 2f, 876, 0.75f, 400}, within(0.004f));
    }

    @Example
    void whatIsNotKnownIsMissing() {
        assertThat(hydrate("empty", "stranger")).containsOnly(NAN);
        assertThat(hydrate("empty", "Bo")[5]).as("nothing sought: half").isEqualTo(0.5f);
    }

    @Example
    void columnsTakeGroupAndTheNarrowestVisibility() {
        List<FeatureColumn> columns = view().schema().columns();
        assertThat(columns.get(3).name()).isEqualTo("overlap_hours");
        assertThat(columns.get(3).group()).isEqualTo(SignalGroup.BEHAVIOUR);
        assertThat(columns.get(3).visibility()).isEqualTo(Visibility.PRIVATE_OPT_IN);
        assertThat(columns.get(3).sayable()).isFalse();
        assertThat(columns.get(1).owner()).isEqualTo(Owner.OBJECT);
        assertThat(columns.get(7).owner()).isEqualTo(Owner.BOTH);
    }

    @Example
    void whatIsReadBesideTheColumnsOwnGroupMasksItToo() {
        ledger.optOut("ana", SignalGroup.CONVERSATION);
        assertThat(hydrate("ana", "Bo")[5])
                .as("weighed by the subject's intents")
                .isNaN();
        assertThat(hydrate("Bo", "ana")[5])
                .as("the object's intents are not read")
                .isEqualTo(0.25f);
        ledger.optOut("Bo", SignalGroup.PROFILE);
        assertThat(hydrate("ana", "Bo")[3]).as("hours need the offset").isNaN();
    }

    @Example
    void nothingOfALaterTimeIsRead() {
        Instant later = NOW.plus(Duration.ofDays(2));
        Consumer<FeatureRow.Builder> change =
                row -> row.at(later).text("locale", "fr").whole("seen", later.getEpochSecond());
        store.update("ana", change);
        assertThat(hydrate("Bo", "ana")[6]).isEqualTo(0.5f);
        assertThat(hydrate("Bo", "ana")[1]).isEqualTo(0.5f);
        assertThat(hydrate("Bo", "ana", later)[6]).isZero();
        assertThat(hydrate("Bo", "ana", later)[1]).isEqualTo(1);
        assertThat(hydrate("ana", "Bo", NOW.minusMillis(1))).containsOnly(NAN);
    }

    @Example
    void aDefaultStandsForWhatIsAbsentAndNotForWhatIsMasked() {
        FeatureRegistry registry = FeatureRegistry.of(
                "person",
                List.of(
                        FeatureDefinition.vector("hours", 24, SignalGroup.BEHAVIOUR),
                        FeatureDefinition.number("offset", SignalGroup.PROFILE).orElse(new FeatureValue.Decimal(0))));
        InMemoryFeatureStore inUtc = new InMemoryFeatureStore(registry, ledger);
        inUtc.put("ana", row -> row.vector("hours", hours(3)));
        FeatureView view = inUtc.view("v", "1")
                .measure(PairMeasure.onlineTogether("hours", "offset"))
                .build();
        FeatureTable table = FeatureTable.allocate(view.schema(), 1);
        List<PairBatch.Pair> self =
                List.of(new PairBatch.Pair("ana", "ana", Instant.now().plusSeconds(60)));
        view.hydrate(PairBatch.of(self), table.writer(0, 1));
        assertThat(table.get(0, 0)).isEqualTo(1);
        ledger.optOut("ana", SignalGroup.PROFILE);
        view.hydrate(PairBatch.of(self), table.writer(0, 1));
        assertThat(table.get(0, 0)).isNaN();
    }

    @Example
    void settingsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairMeasure.recency("seen", Duration.ZERO))
                .withMessageContaining("more than zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairMeasure.complement("wanted", "offered", "intents", Set.of(), Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> PairMeasure.complement("w", "o", "i", Set.of(), 1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> PairMeasure.smoothedRatio("ratio", "count", 0.5, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> PairMeasure.smoothedRatio("ratio", "count", 2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> PairMeasure.smoothedRatio("ratio", "count", -1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.view("v", "1").measure(PairMeasure.onlineTogether("place", "offset")))
                .withMessageContaining("24 bins");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.view("v", "1").measure(PairMeasure.distance("locale")))
                .withMessageContaining("VECTOR");
    }

    @Example
    void distancesAreBetweenAreasAndSoTellNoPlace() {
        float[] here = {52.52f, 13.42f};
        float[] near = {52.58f, 13.49f};
        assertThat(CoarseDistance.kilometres(here, near)).isZero();
        assertThat(CoarseDistance.kilometres(new float[] {0, 0}, new float[] {0, 179.99f}))
                .isCloseTo(20_004f, within(12f));
        assertThat(CoarseDistance.kilometres(new float[] {10, 180}, new float[] {10, -180}))
                .isZero();
        assertThat(CoarseDistance.kilometres(new float[] {90.1f, 0}, here)).isNaN();
        assertThat(CoarseDistance.kilometres(here, new float[] {0, -180.5f})).isNaN();
        assertThat(CoarseDistance.kilometres(new float[] {NAN, 0}, here)).isNaN();
        assertThat(CoarseDistance.kilometres(new float[] {}, here)).isNaN();
    }

    @Property(tries = 200)
    void aDistanceIsWithinTwoAreasOfTheExactOne(
            @ForAll @DoubleRange(min = -90, max = 90) double lat,
            @ForAll @DoubleRange(min = -180, max = 180) double lon,
            @ForAll @DoubleRange(min = -90, max = 90) double otherLat,
            @ForAll @DoubleRange(min = -180, max = 180) double otherLon) {
        double cosine = Math.sin(Math.toRadians(lat)) * Math.sin(Math.toRadians(otherLat))
                + Math.cos(Math.toRadians(lat))
                        * Math.cos(Math.toRadians(otherLat))
                        * Math.cos(Math.toRadians(otherLon - lon));
        double exact = 6371.0088 * Math.acos(Math.clamp(cosine, -1, 1));
        float coarse = CoarseDistance.kilometres(
                new float[] {(float) lat, (float) lon}, new float[] {(float) otherLat, (float) otherLon});
        assertThat((double) coarse).isCloseTo(exact, within(17.0));
    }

    @Property(tries = 200)
    void histogramsShareOneWithThemselvesAndTheSameBothWays(
            @ForAll @Size(24) List<@DoubleRange(min = 0, max = 9) Double> left,
            @ForAll @Size(24) List<@DoubleRange(min = 0, max = 9) Double> right,
            @ForAll @DoubleRange(min = -12, max = 14) double offset) {
        float[] one = floats(left);
        float[] other = floats(right);
        float shared = HourHistograms.overlap(one, (float) offset, other, 0);
        if (sum(one) > 0 && sum(other) > 0) {
            assertThat(shared).isBetween(0f, 1f);
            assertThat(HourHistograms.overlap(other, 0, one, (float) offset)).isEqualTo(shared);
            assertThat(HourHistograms.overlap(one, (float) offset, one, (float) offset))
                    .isCloseTo(1, within(1e-5f));
        } else {
            assertThat(shared).isNaN();
        }
    }

    private static float[] floats(List<Double> values) {
        float[] all = new float[values.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = values.get(i).floatValue();
        }
        return all;
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    @Example
    void halfAnHourDividesABinAndOffsetsWrapAround() {
        assertThat(HourHistograms.overlap(hours(12), 5.5f, hours(6), 0)).isCloseTo(0.5f, within(1e-6f));
        assertThat(HourHistograms.overlap(hours(1), 3, hours(22), 0)).isEqualTo(1);
        assertThat(HourHistograms.overlap(hours(22), -3, hours(1), 0)).isEqualTo(1);
        assertThat(HourHistograms.overlap(hours(23), -0.5f, hours(0), 0)).isCloseTo(0.5f, within(1e-6f));
        assertThat(HourHistograms.overlap(hours(1), 19, hours(1), 0)).isNaN();
        assertThat(HourHistograms.overlap(hours(1), NAN, hours(1), 0)).isNaN();
        assertThat(HourHistograms.overlap(hours(), 0, hours(1), 0)).isNaN();
        assertThat(HourHistograms.overlap(new float[0], 0, hours(1), 0)).isNaN();
    }

    @Example
    void localesMatchByTheSubtagsTheyBeginWith() {
        assertThat(LocaleTags.match("en-GB", "en-gb")).isEqualTo(1);
        assertThat(LocaleTags.match("en-GB", "en_US")).isEqualTo(0.5f);
        assertThat(LocaleTags.match("en", "en-US")).isEqualTo(0.5f);
        assertThat(LocaleTags.match("zh-Hant-TW", "zh-Hans-CN")).isCloseTo(1 / 3f, within(1e-6f));
        assertThat(LocaleTags.match("en-u-ca-buddhist", "en")).isEqualTo(1);
        assertThat(LocaleTags.match("en-GB-x-home", "en-GB")).isEqualTo(1);
        assertThat(LocaleTags.match("fr", "fro")).isZero();
        assertThat(LocaleTags.match("fr-CA", "en-CA")).isZero();
        assertThat(LocaleTags.match("und", "en")).isNaN();
        assertThat(LocaleTags.match("en", "*")).isNaN();
        assertThat(LocaleTags.match("", "en")).isNaN();
        assertThat(LocaleTags.match("und-US", "und-US")).isNaN();
    }
}
