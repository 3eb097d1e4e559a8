package io.github.discovery4j.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.testkit.FeatureHydratorContract;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FeatureViewTest extends FeatureHydratorContract {

    private final InMemoryConsentLedger ledger = Community.ledger();
    private final InMemoryFeatureStore store = Community.store(ledger);

    @Override
    protected FeatureView view() {
        return store.view("connect", "1")
                .number("activity")
                .subjectNumber("age")
                .shared("interests")
                .jaccard("interests")
                .overlap("languages")
                .cosine("taste")
                .build();
    }

    @Override
    protected InMemoryConsentLedger ledger() {
        return ledger;
    }

    @Override
    protected List<String> subjects() {
        return Community.PEOPLE;
    }

    @Override
    protected List<String> objects() {
        return Community.PEOPLE;
    }

    @Test
    void columnsTakeGroupAndVisibilityFromTheDefinition() {
        assertThat(view().schema().columns())
                .containsExactly(
                        column("activity", SignalGroup.BEHAVIOUR, Owner.OBJECT, Visibility.PUBLIC),
                        column("subject_age", SignalGroup.PROFILE, Owner.SUBJECT, Visibility.PRIVATE_OPT_IN),
                        column("shared_interests", SignalGroup.INTERESTS, Owner.BOTH, Visibility.PUBLIC),
                        column("jaccard_interests", SignalGroup.INTERESTS, Owner.BOTH, Visibility.PUBLIC),
                        column("overlap_languages", SignalGroup.PROFILE, Owner.BOTH, Visibility.FOLLOWERS),
                        column("cosine_taste", SignalGroup.FAVOURITES, Owner.BOTH, Visibility.PUBLIC));
        assertThat(view().schema().name()).isEqualTo("connect");
        assertThat(view().schema().version()).isEqualTo("1");
    }

    @Test
    void columnsOfAFeatureThatIsNeverSaidAreNeverSaid() {
        FeatureRegistry registry = FeatureRegistry.of(
                "person",
                List.of(
                        FeatureDefinition.number("score", SignalGroup.BEHAVIOUR).neverSaid(),
                        FeatureDefinition.whole("count", SignalGroup.BEHAVIOUR).neverSaid(),
                        FeatureDefinition.labels("faith", SignalGroup.PROFILE).neverSaid(),
                        FeatureDefinition.text("origin", SignalGroup.PROFILE).neverSaid(),
                        FeatureDefinition.vector("taste", 2, SignalGroup.PROFILE)
                                .neverSaid()));
        assertThat(new InMemoryFeatureStore(registry, ledger)
                        .view("v", "1")
                        .number("score")
                        .as("renamed")
                        .subjectNumber("count")
                        .shared("faith")
                        .category("origin", List.of("a"), java.util.Optional.empty())
                        .cosine("taste")
                        .build()
                        .schema()
                        .columns())
                .hasSize(5)
                .allMatch(column -> !column.sayable() && column.visibility() == Visibility.PRIVATE_OPT_IN);
    }

    private static FeatureColumn column(String name, SignalGroup group, Owner owner, Visibility visibility) {
        return new FeatureColumn(name, group, owner, visibility, List.of());
    }

    @Test
    void valuesAreThoseWorkedOutByHand() {
        store.put(
                "ana",
                row -> row.number("age", 30)
                        .labels("interests", Set.of("jazz", "chess", "go"))
                        .labels("languages", Set.of("en", "es"))
                        .vector("taste", new float[] {3, 4}));
        store.put(
                "Bo",
                row -> row.number("activity", 7)
                        .labels("interests", Set.of("go", "chess", "films", "birds"))
                        .labels("languages", Set.of("es"))
                        .vector("taste", new float[] {4, 3}));
        assertThat(hydrate("ana", "Bo")).containsExactly(new float[] {7, 30, 2, 0.4f, 1, 0.96f}, within(1e-6f));
        // The other way round: Bo has no age, Ana no activity; what they share is the same.
        assertThat(hydrate("Bo", "ana"))
                .containsExactly(new float[] {Float.NaN, Float.NaN, 2, 0.4f, 1, 0.96f}, within(1e-6f));
    }

    @Test
    void nothingSharedIsZeroAndNothingKnownIsMissing() {
        store.put("ana", row -> row.labels("interests", Set.of("jazz")).labels("languages", Set.of("en")));
        store.put("Bo", row -> row.labels("interests", Set.of("go")).labels("languages", Set.of("es")));
        float nan = Float.NaN;
        assertThat(hydrate("ana", "Bo")).containsExactly(nan, nan, 0, 0, 0, nan);
        assertThat(hydrate("ana", "silent")).containsOnly(nan);
    }

    @Test
    void aVectorWithoutDirectionHasNoCosine() {
        store.put("ana", row -> row.vector("taste", new float[] {0, 0}));
        store.put("Bo", row -> row.vector("taste", new float[] {1, 1}));
        assertThat(hydrate("ana", "Bo")[5]).isNaN();
        assertThat(hydrate("Bo", "Bo")[5]).isEqualTo(1);
    }

    @Test
    void whoStaysTheSameFromRowToRowIsLookedUpOnce() {
        QuestionsAbout questions = new QuestionsAbout("ana", new AtomicInteger());
        InMemoryFeatureStore counted = Community.store(questions);
        FeatureView interests =
                counted.view("interests", "1").shared("interests").build();
        FeatureTable table = FeatureTable.allocate(interests.schema(), Community.PEOPLE.size() - 1);
        interests.hydrate(
                PairBatch.of(Community.PEOPLE.stream()
                        .skip(1)
                        .map(object -> new PairBatch.Pair("ana", object, Instant.EPOCH))
                        .toList()),
                table.writer(0, 1));
        // One look-up asks once for each signal group of the registry.
        assertThat(questions.count()).hasValue(Community.REGISTRY.groups().size());
    }

    /** Counts how often one person's consent is asked for. */
    private record QuestionsAbout(String person, AtomicInteger count) implements ConsentView {
        @Override
        public boolean allows(String personId, SignalGroup group) {
            count.addAndGet(personId.equals(person) ? 1 : 0);
            return true;
        }

        @Override
        public boolean withdrawn(String personId) {
            return false;
        }

        @Override
        public Visibility visibility(String personId, SignalGroup group) {
            return Visibility.PUBLIC;
        }

        @Override
        public long epoch(String personId) {
            return 0;
        }

        @Override
        public long latestEpoch() {
            return 0;
        }
    }

    @Test
    void aColumnCanBeRenamed() {
        FeatureView view = store.view("connect", "2")
                .shared("interests")
                .as("common")
                .number("activity")
                .as("how_active")
                .build();
        assertThat(view.schema().columns()).extracting(FeatureColumn::name).containsExactly("common", "how_active");
        assertThat(view.schema().columns().getFirst().owner()).isEqualTo(Owner.BOTH);
    }

    @Test
    void wrongDeclarationsAreRefused() {
        FeatureViewBuilder builder = store.view("connect", "1");
        assertThatIllegalStateException().isThrownBy(() -> builder.as("early")).withMessageContaining("\"connect\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.number("activty"))
                .withMessageContaining("it has [activity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.shared("activity"))
                .withMessageContaining("[interests, languages]");
        builder.number("activity").number("activity");
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("stands twice");
    }

    @Test
    void anEmptyViewAndAnEmptyBatchAreFine() {
        FeatureView empty = store.view("nothing", "1").build();
        FeatureTable table = FeatureTable.allocate(empty.schema(), 1);
        empty.hydrate(pair("ana", "Bo"), table.writer(0, 0));
        FeatureTable none = FeatureTable.allocate(view().schema(), 0);
        view().hydrate(PairBatch.of(List.of()), none.writer(0, view().schema().size()));
        assertThat(none.rows()).isZero();
    }

    private float[] hydrate(String subject, String object) {
        FeatureTable table = FeatureTable.allocate(view().schema(), 1);
        view().hydrate(pair(subject, object), table.writer(0, view().schema().size()));
        float[] row = new float[view().schema().size()];
        table.copyRow(0, row);
        return row;
    }

    private static PairBatch pair(String subject, String object) {
        return PairBatch.of(List.of(new PairBatch.Pair(subject, object, Instant.EPOCH)));
    }
}
