package io.github.discovery4j.index.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.Metric;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.index.vector.VectorSnapshot;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Rooms whose vectors follow what is said in them. */
class TopicsTest extends PersonalDataHolderContract {

    private static final float[] CHESS = {1, 0};
    private static final float[] JAZZ = {0, 1};
    private static final VectorQuery NEAR_CHESS = VectorQuery.nearestTo(CHESS, 10);

    private final Clock clock = new Clock();
    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final Set<String> erased = new HashSet<>();
    private final LiveIndex rooms = open();

    private LiveIndex open() {
        return LiveIndex.over(ExactIndex.of(
                        VectorIndexSettings.of("rooms", 2).labels("language").erased(erased::contains)))
                .clock(clock)
                .timeToLive(Duration.ofMinutes(10))
                .rolling(Duration.ofSeconds(60), ledger)
                .build();
    }

    @Override
    protected PersonalDataHolder holder() {
        LiveIndex holder = open();
        holder.say("r1", "ana", CHESS, clock.instant());
        holder.say("r1", "ana", JAZZ, clock.instant());
        holder.say("r2", "ana", JAZZ, clock.instant());
        holder.say("r1", "bo", JAZZ, clock.instant());
        return holder;
    }

    @Override
    protected String person() {
        return "ana";
    }

    @Override
    protected String bystander() {
        return "bo";
    }

    @Example
    void aTopicIsTheMeanOfWhatWasSaid() {
        rooms.say("r", "ana", new float[] {9, 0}, clock.instant());
        assertThat(topic("r")).containsExactly(1, 0);
        rooms.say("r", "bo", JAZZ, clock.instant());
        assertThat(topic("r")).containsExactly((float) Math.sqrt(0.5), (float) Math.sqrt(0.5));
        assertThat(rooms.search(NEAR_CHESS).similarity(0)).isCloseTo(0.7071f, within(1e-4f));
    }

    @Example
    void piecesLeaveByTimeAlone() {
        rooms.say("r", "ana", CHESS, clock.instant());
        clock.passSeconds(10);
        rooms.say("r", "ana", JAZZ, clock.instant());
        clock.pass(Duration.ofMillis(49_999));
        assertThat(topic("r")).containsExactly((float) Math.sqrt(0.5), (float) Math.sqrt(0.5));
        clock.pass(Duration.ofMillis(1));
        assertThat(rooms.search(NEAR_CHESS).similarity(0)).isZero();
        clock.passSeconds(10);
        assertThat(ids(rooms.search(NEAR_CHESS))).as("silent for a span").isEmpty();
        assertThat(rooms.heartbeat("r")).as("and still here").isTrue();
        assertThat(rooms.footprint().heapBytes()).isLessThan(1 << 20);
    }

    @Example
    void latePiecesCountForWhatIsLeftOfTheirSpan() {
        rooms.say("r", "ana", JAZZ, clock.instant());
        assertThat(rooms.say("r", "ana", CHESS, clock.secondsAgo(59))).isTrue();
        assertThat(rooms.say("r", "ana", CHESS, clock.secondsAgo(60))).isFalse();
        assertThat(topic("r")).containsExactly((float) Math.sqrt(0.5), (float) Math.sqrt(0.5));
        clock.passSeconds(1);
        assertThat(topic("r")).containsExactly(0, 1);
    }

    @Example
    void aPieceFromTheFutureCountsAsNow() {
        rooms.say("r", "ana", CHESS, clock.instant().plusSeconds(500));
        clock.passSeconds(60);
        assertThat(ids(rooms.search(NEAR_CHESS))).isEmpty();
    }

    @Example
    void oppositesLeaveNoTopic() {
        rooms.say("r", "ana", CHESS, clock.instant());
        rooms.say("r", "bo", new float[] {-1, 0}, clock.instant());
        assertThat(ids(rooms.search(NEAR_CHESS))).isEmpty();
        rooms.say("r", "bo", JAZZ, clock.instant());
        assertThat(topic("r")).containsExactly(0, 1);
    }

    @Example
    void whatIsSaidKeepsARoomOpenAndItsAttributes() {
        rooms.open("r", EntryAttributes.NONE.label("language", "es"), Duration.ofSeconds(5));
        assertThat(ids(rooms.search(NEAR_CHESS))).as("nothing said yet").isEmpty();
        rooms.say("r", "ana", CHESS, clock.instant());
        clock.passSeconds(50);
        assertThat(ids(rooms.search(NEAR_CHESS.filter(Filter.equal("language", "es")))))
                .containsExactly("r");
        rooms.open("r", EntryAttributes.NONE.label("language", "en"), Duration.ofSeconds(5));
        assertThat(ids(rooms.search(NEAR_CHESS.filter(Filter.equal("language", "en")))))
                .containsExactly("r");
        clock.passSeconds(5);
        assertThat(ids(rooms.search(NEAR_CHESS))).isEmpty();
        rooms.open("r", EntryAttributes.NONE, Duration.ofSeconds(5));
        assertThat(ids(rooms.search(NEAR_CHESS)))
                .as("another room by the same name")
                .isEmpty();
        assertThat(rooms.delete("r")).isTrue();
        assertThat(rooms.delete("r")).isFalse();
    }

    @Example
    void aRoomThatWasClosedAndSpeaksAgainStartsAnew() {
        rooms.open("r", EntryAttributes.NONE.label("language", "es"), Duration.ofSeconds(5));
        rooms.say("r", "ana", CHESS, clock.instant());
        rooms.heartbeat("r", Duration.ofSeconds(5));
        clock.passSeconds(5);
        rooms.say("r", "bo", JAZZ, clock.instant());
        assertThat(topic("r")).containsExactly(0, 1);
        assertThat(rooms.export("ana")).isEmpty();
    }

    @Example
    void aGivenVectorTakesTheTopicsPlace() {
        rooms.say("r", "ana", CHESS, clock.instant());
        rooms.accept("r", JAZZ);
        assertThat(topic("r")).containsExactly(0, 1);
        assertThat(rooms.export("ana")).isEmpty();
        rooms.say("r", "ana", CHESS, clock.instant());
        assertThat(topic("r")).containsExactly(1, 0);
    }

    @Example
    void whoOptsOutIsOutOfEveryTopicByTheNextSearch() {
        rooms.say("r", "ana", CHESS, clock.instant());
        rooms.say("r", "bo", JAZZ, clock.instant());
        rooms.say("hers", "ana", CHESS, clock.instant());
        try (VectorSnapshot before = rooms.snapshot()) {
            ledger.optOut("ana", SignalGroup.CONVERSATION);
            assertThat(ids(rooms.search(NEAR_CHESS))).containsExactly("r");
            assertThat(topic("r")).containsExactly(0, 1);
            assertThat(before.search(NEAR_CHESS).size())
                    .as("nor is what it was in the snapshot")
                    .isZero();
        }
        assertThat(rooms.say("r", "ana", CHESS, clock.instant())).isFalse();
        ledger.optIn("ana", SignalGroup.CONVERSATION);
        assertThat(topic("r")).containsExactly(0, 1);
        assertThat(rooms.say("r", "ana", CHESS, clock.instant())).isTrue();
        ledger.withdraw("bo");
        assertThat(topic("r")).containsExactly(1, 0);
    }

    @Example
    void whoWasErasedIsNotHeardAgain() {
        rooms.say("r", "ana", CHESS, clock.instant());
        assertThat(rooms.erase("ana")).isEqualTo(1);
        erased.add("ana");
        assertThat(rooms.say("r", "ana", CHESS, clock.instant())).isFalse();
        assertThat(ids(rooms.search(NEAR_CHESS))).isEmpty();
    }

    @Example
    void forgettingConversationsLeavesOthersTopics() {
        rooms.say("r", "ana", CHESS, clock.instant());
        rooms.say("r", "bo", JAZZ, clock.instant());
        assertThat(rooms.forget("ana", SignalGroup.FAVOURITES)).isZero();
        assertThat(rooms.forget("ana", SignalGroup.CONVERSATION)).isEqualTo(1);
        assertThat(topic("r")).containsExactly(0, 1);
    }

    @Example
    void topicsHaveToBeAskedFor() {
        LiveIndex plain = LiveIndex.over(ExactIndex.of(VectorIndexSettings.of("plain", 2)))
                .build();
        assertThatIllegalStateException()
                .isThrownBy(() -> plain.say("r", "ana", CHESS, clock.instant()))
                .withMessageContainingAll("rolling(span, consent)", "\"plain\"");
        assertThatIllegalStateException()
                .isThrownBy(() -> plain.open("r", EntryAttributes.NONE, Duration.ofSeconds(1)));
    }

    @Example
    void wrongPiecesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rooms.say("r", "ana", new float[3], clock.instant()))
                .withMessageContainingAll("piece dimension", "was 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rooms.say("r", "ana", new float[2], clock.instant()))
                .withMessageContaining("zero");
        LiveIndex products = LiveIndex.over(
                        ExactIndex.of(VectorIndexSettings.of("rooms", 2).metric(Metric.DOT_PRODUCT)))
                .rolling(Duration.ofSeconds(60), ConsentView.ALLOW_ALL)
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> products.say("r", "ana", new float[2], clock.instant()))
                .withMessageContainingAll("zero", "\"rooms\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rooms.open("r", EntryAttributes.NONE.label("colour", "red"), Duration.ofSeconds(1)));
        assertThat(rooms.heartbeat("r")).isFalse();
    }

    // The vectors are read, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Said(String room, Instant at, float[] vector) {}

    /** Pieces in any order and late, against a mean of all of the span. */
    @Property(tries = 50)
    void agreesWithARecomputation(@ForAll Random random) {
        LiveIndex tested = open();
        List<Said> all = new ArrayList<>();
        for (int step = 0; step < 150; step++) {
            clock.pass(Duration.ofMillis(random.nextInt(4_000)));
            String room = "r" + random.nextInt(3);
            Instant at = clock.instant().minusMillis(random.nextInt(70_000));
            float[] vector = {(float) random.nextGaussian(), (float) random.nextGaussian()};
            assertThat(tested.say(room, "s" + step % 5, vector, at)).isEqualTo(at.isAfter(clock.secondsAgo(60)));
            all.add(new Said(room, at, vector));
            clock.pass(Duration.ofMillis(random.nextInt(30_000)));
            check(tested, all, "r" + random.nextInt(3));
        }
    }

    private void check(LiveIndex tested, List<Said> all, String room) {
        double[] sum = new double[2];
        all.stream()
                .filter(said -> said.room().equals(room) && said.at().isAfter(clock.secondsAgo(60)))
                .forEach(said -> {
                    double length = Math.hypot(said.vector()[0], said.vector()[1]);
                    sum[0] += said.vector()[0] / length;
                    sum[1] += said.vector()[1] / length;
                });
        float[] read = new float[2];
        double length = Math.hypot(sum[0], sum[1]);
        assertThat(tested.read(room, read, 0)).isEqualTo(length > 0);
        for (int i = 0; i < 2 && length > 1e-3; i++) {
            assertThat((double) read[i]).isCloseTo(sum[i] / length, within(1e-3));
        }
    }

    private float[] topic(String room) {
        float[] topic = new float[2];
        assertThat(rooms.read(room, topic, 0)).isTrue();
        return topic;
    }

    private static List<String> ids(SearchResult result) {
        return LiveIndexTest.ids(result);
    }
}
