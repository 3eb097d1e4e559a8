package io.github.discovery4j.core.social;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.core.model.SignalGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocialGraphTest {

    @TempDir
    Path folder;

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final InMemoryTombstones stones = new InMemoryTombstones();
    private final SocialGraphSettings settings = SocialGraphSettings.of(ledger).erased(stones::contains);
    private final SocialGraph graph = new SocialGraph(settings);

    @Test
    void aFollowHasADirection() {
        assertThat(graph.follow("ana", "bo")).isTrue();
        assertThat(graph.follow("ana", "bo")).isFalse();
        assertThat(graph.follows("ana", "bo")).isTrue();
        assertThat(graph.follows("bo", "ana")).isFalse();
        assertThat(graph.following("ana")).containsExactly("bo");
        assertThat(graph.followers("bo")).containsExactly("ana");
        assertThat(graph.unfollow("bo", "ana")).isFalse();
        assertThat(graph.unfollow("ana", "bo")).isTrue();
        assertThat(graph.follows()).isZero();
    }

    @Test
    void nobodyIsTiedToThemselves() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.follow("ana", "ana"))
                .withMessageContaining("two people")
                .withMessageNotContaining("ana");
        assertThatIllegalArgumentException().isThrownBy(() -> graph.block("ana", "ana"));
    }

    @Test
    void idsThatAreNoIdsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> graph.follow("", "bo"));
        assertThatIllegalArgumentException().isThrownBy(() -> graph.follow("ana", "\uD83D"));
        assertThat(graph.people()).isZero();
    }

    @Test
    void strangersHaveNothing() {
        assertThat(graph.follows("ana", "bo")).isFalse();
        assertThat(graph.following("ana")).isEmpty();
        assertThat(graph.unfollow("ana", "bo")).isFalse();
        assertThat(graph.unblock("ana", "bo")).isFalse();
        assertThat(graph.between("ana", "bo", 5)).isEmpty();
        assertThat(graph.ego("ana")).isEmpty();
        assertThat(graph.forget("ana", SocialGraph.FOLLOWS)).isZero();
        assertThat(graph.remove("ana", "follows:bo")).isFalse();
        graph.follow("ana", "bo");
        assertThat(graph.isBlockedEitherWay("ana", "cy")).isFalse();
        assertThat(graph.follows("ana", "cy")).isFalse();
        assertThat(graph.unfollow("ana", "cy")).isFalse();
        assertThat(graph.unblock("ana", "cy")).isFalse();
    }

    @Test
    void aBlockEndsFollowsOfBothSidesAndHoldsOffNewOnes() {
        graph.follow("ana", "bo");
        graph.follow("bo", "ana");
        assertThat(graph.block("bo", "ana")).isTrue();
        assertThat(graph.block("bo", "ana")).isFalse();
        assertThat(graph.follows()).isZero();
        assertThat(graph.follow("ana", "bo")).isFalse();
        assertThat(graph.follow("bo", "ana")).isFalse();
        assertThat(graph.isBlockedEitherWay("ana", "bo")).isTrue();
        assertThat(graph.unblock("ana", "bo")).isFalse();
        assertThat(graph.unblock("bo", "ana")).isTrue();
        assertThat(graph.follows("ana", "bo"))
                .as("what a block ended does not come back")
                .isFalse();
        assertThat(graph.follow("ana", "bo")).isTrue();
    }

    @Test
    void anOptOutHidesTiesFromTheNextReadOnAndAnOptInShowsThemAgain() {
        graph.follow("ana", "bo");
        graph.follow("bo", "cy");
        assertThat(graph.between("ana", "cy", 9)).containsExactly("bo");
        ledger.optOut("bo", SocialGraph.FOLLOWS);
        assertThat(graph.between("ana", "cy", 9)).isEmpty();
        assertThat(graph.follows("ana", "bo")).isFalse();
        assertThat(graph.following("ana")).isEmpty();
        assertThat(graph.ego("bo")).isEmpty();
        assertThat(graph.export("bo")).extracting(PersonalRecord::value).containsExactly("cy");
        ledger.optIn("bo", SocialGraph.FOLLOWS);
        assertThat(graph.following("ana")).containsExactly("bo");
    }

    @Test
    void namesNoMoreThanAsked() {
        for (String other : List.of("bo", "cy", "di")) {
            graph.follow("ana", other);
            graph.follow("eve", other);
        }
        assertThat(graph.followedByBoth("ana", "eve", 2)).hasSize(2);
        assertThat(graph.followedByBoth("ana", "eve", 9)).containsExactlyInAnyOrder("bo", "cy", "di");
    }

    @Test
    void aBlockAgainstSomebodyErasedHoldsWithoutTheirId() {
        graph.block("ana", "bo");
        graph.follow("bo", "cy");
        assertThat(graph.erase("bo")).isEqualTo(1);
        stones.add("bo");
        assertThat(graph.export("ana").toString()).doesNotContain("bo");
        assertThat(graph.export("ana").getFirst().value()).isEqualTo("somebody who was erased");
        assertThat(graph.followers("cy")).isEmpty();
        assertThat(graph.follow("bo", "cy"))
                .as("who was erased does not come back")
                .isFalse();
        assertThat(graph.isBlockedEitherWay("bo", "ana")).isTrue();
        stones.remove("bo");
        assertThat(graph.follow("bo", "ana")).isFalse();
        assertThat(graph.follow("bo", "cy")).isTrue();
        assertThat(graph.isBlockedEitherWay("bo", "ana")).isTrue();
        assertThat(graph.unblock("ana", "bo")).isTrue();
        assertThat(graph.follow("bo", "ana")).isTrue();
    }

    @Test
    void aLateBlockAgainstSomebodyErasedHoldsAndOneOfThemIsDropped() {
        stones.add("bo");
        assertThat(graph.block("ana", "bo")).isTrue();
        assertThat(graph.block("ana", "bo")).isFalse();
        assertThat(graph.block("bo", "ana")).isFalse();
        PersonalRecord record = graph.export("ana").getFirst();
        assertThat(graph.remove("ana", record.key().orElseThrow())).isTrue();
        assertThat(graph.isBlockedEitherWay("ana", "bo")).isFalse();
    }

    @Test
    void anErasedPersonsPlaceIsNotGivenToSomebodyElse() {
        for (int round = 0; round < 4_000; round++) {
            graph.follow("ana", "bo");
            graph.erase("ana");
        }
        assertThat(graph.following("ana")).isEmpty();
        assertThat(graph.followers("bo")).isEmpty();
        assertThat(graph.people()).isEqualTo(1);
    }

    @Test
    void manyPeopleAreFoundAgain() {
        for (int i = 0; i < 5_000; i++) {
            graph.follow("p" + i, "p" + (i + 1));
        }
        for (int i = 0; i < 5_000; i++) {
            assertThat(graph.follows("p" + i, "p" + (i + 1))).isTrue();
        }
        assertThat(graph.people()).isEqualTo(5_001);
        assertThat(graph).hasToString("SocialGraph[5001 people, 5000 follows, 0 blocks]");
    }

    @Test
    void theLastEntryOfAPairCountsAndABlockWins() {
        SocialGraph built = SocialGraph.builder(settings)
                .follow("ana", "bo")
                .follow("ana", "bo")
                .follow("ana", "cy")
                .unfollow("ana", "cy", Instant.EPOCH)
                .unfollow("ana", "di", Instant.EPOCH)
                .follow("ana", "di", Instant.EPOCH)
                .block("eve", "ana")
                .follow("ana", "eve")
                .block("eve", "bo", Instant.EPOCH)
                .unblock("eve", "bo", Instant.EPOCH)
                .follow("eve", "bo")
                .build();
        assertThat(built.following("ana")).containsExactlyInAnyOrder("bo", "di");
        assertThat(built.following("eve")).containsExactly("bo");
        assertThat(built.isBlockedEitherWay("ana", "eve")).isTrue();
        assertThat(built.blocks()).isEqualTo(1);
    }

    @Test
    void aGraphOfThePastSeesNothingThatCameLater() {
        Instant then = Instant.parse("2026-03-01T00:00:00Z");
        SocialGraph.Builder builder = SocialGraph.builder(settings)
                .until(then)
                .follow("ana", "bo", then)
                .follow("ana", "cy", then.plusMillis(1))
                .unfollow("ana", "bo", then.plusMillis(1))
                .block("bo", "ana", then.plusMillis(1))
                .block("cy", "bo", then)
                .unblock("cy", "bo", then.plusMillis(1));
        SocialGraph built = builder.build();
        assertThat(built.following("ana")).containsExactly("bo");
        assertThat(built.isBlockedEitherWay("bo", "cy")).isTrue();
        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("once");
    }

    @Test
    void aBuilderPassesOverSelvesAndTheErased() {
        stones.add("bo");
        SocialGraph.Builder builder = SocialGraph.builder(settings)
                .follow("ana", "ana")
                .follow("bo", "ana")
                .follow("bo", "cy")
                .follow("ana", "bo")
                .block("ana", "bo");
        assertThat(builder.passedOver()).isEqualTo(4);
        SocialGraph built = builder.build();
        assertThat(built.follows()).isZero();
        assertThat(built.isBlockedEitherWay("ana", "bo")).isTrue();
    }

    @Test
    void anEmptyGraphIsSavedAndLoaded() throws IOException {
        Path file = folder.resolve("graph");
        SocialGraph.builder(settings).build().save(file);
        assertThat(SocialGraph.load(settings, file).people()).isZero();
        graph.follow("ana", "bo");
        graph.save(file);
        assertThat(SocialGraph.load(settings, file).follows("ana", "bo")).isTrue();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whoWasErasedSinceTheFileWasWrittenIsLeftOutAndStaysBlocked() throws IOException {
        Path file = folder.resolve("graph");
        graph.follow("ana", "bo");
        graph.follow("bo", "cy");
        graph.block("cy", "bo");
        graph.follow("bo", "ana");
        graph.save(file);
        stones.add("bo");
        SocialGraph loaded = SocialGraph.load(settings, file);
        assertThat(loaded.follows()).isZero();
        assertThat(loaded.isBlockedEitherWay("cy", "bo")).isTrue();
        assertThat(loaded.export("cy").toString()).doesNotContain("bo");
    }

    @Test
    void aFileHoldsNothingThatStandsForAnErasedPerson() throws IOException {
        Path file = folder.resolve("graph");
        graph.block("ana", "bo");
        graph.follow("ana", "cy");
        graph.erase("bo");
        graph.save(file);
        SocialGraph loaded = SocialGraph.load(settings, file);
        assertThat(loaded.blocks()).isZero();
        assertThat(loaded.follows("ana", "cy")).isTrue();
    }

    @Test
    void everyDamageIsRefused() throws IOException {
        Path file = folder.resolve("graph");
        for (int i = 0; i < 40; i++) {
            graph.follow("p" + i, "p" + (i * 7 + 1) % 40);
            graph.follow("p" + i, "p" + (i * 3 + 2) % 43);
        }
        graph.block("p3", "p4");
        graph.save(file);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << i % 8);
            refused(file, damaged);
            refused(file, Arrays.copyOf(whole, i));
        }
        refused(file, Arrays.copyOf(whole, whole.length + 1));
    }

    private void refused(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> SocialGraph.load(settings, file))
                .isInstanceOf(SocialGraphException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("offset");
    }

    @Test
    void filesThatLieWithTheRightChecksumsAreRefused() throws IOException {
        Path file = folder.resolve("graph");
        byte[] end = GraphBytes.end(1, 0);
        // Two people; the first follows the second.
        Files.write(
                file, GraphBytes.file(GraphBytes.people(2), GraphBytes.ids("a", "b"), new byte[] {1, 1, 0, 0, 0}, end));
        assertThat(SocialGraph.load(settings, file).follows("a", "b")).isTrue();
        for (byte[] lie : List.of(
                GraphBytes.file(GraphBytes.people(-1), GraphBytes.ids("a", "b"), new byte[] {1, 1, 0, 0, 0}, end),
                GraphBytes.file(GraphBytes.people(2), GraphBytes.ids("a", "a"), new byte[] {1, 1, 0, 0, 0}, end),
                GraphBytes.file(GraphBytes.people(2), GraphBytes.ids("a", "b", "c"), new byte[] {1, 1, 0, 0, 0}, end),
                GraphBytes.file(GraphBytes.people(2), GraphBytes.ids("a", ""), new byte[] {1, 1, 0, 0, 0}, end),
                GraphBytes.file(GraphBytes.people(2), GraphBytes.ids("a", "b"), new byte[] {1, 2, 0, 0, 0}, end),
                GraphBytes.file(GraphBytes.people(2), GraphBytes.ids("a", "b"), new byte[] {2, 1, 0, 0, 0, 0}, end),
                GraphBytes.file(GraphBytes.people(2), GraphBytes.ids("a", "b"), new byte[] {1, 1, 0, 0, 0, 0, 0}, end),
                GraphBytes.file(GraphBytes.people(2), GraphBytes.ids("a", "b"), new byte[] {5, 1, 0, 0, 0}, end),
                GraphBytes.file(
                        GraphBytes.people(2), GraphBytes.ids("a", "b"), new byte[] {-1, -1, -1, -1, -1, -1, 1}, end),
                GraphBytes.file(
                        GraphBytes.people(2), GraphBytes.ids("a", "b"), new byte[] {-1, -1, -1, -1, 15, 0}, end),
                GraphBytes.file(
                        GraphBytes.people(2),
                        GraphBytes.ids("a", "b"),
                        new byte[] {1, 1, 0, 0, 0},
                        GraphBytes.end(2, 0)),
                GraphBytes.file(
                        GraphBytes.people(2),
                        GraphBytes.ids("a", "b"),
                        new byte[] {1, 1, 0, 0, 0},
                        GraphBytes.end(1, 1)))) {
            refused(file, lie);
        }
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> graph.save(folder.resolve("none").resolve("graph")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void forgettingDropsWhatWasMeasuredAroundAPersonAndKeepsTheTies() {
        graph.follow("ana", "bo");
        graph.follow("bo", "cy");
        graph.ego("ana");
        graph.ego("bo");
        assertThat(graph.forget("bo", SignalGroup.PROFILE)).isZero();
        assertThat(graph.forget("bo", SocialGraph.FOLLOWS)).isEqualTo(2);
        assertThat(graph.forget("bo", SocialGraph.FOLLOWS)).isZero();
        assertThat(graph.follows()).isEqualTo(2);
    }

    @Test
    void brokerageIsLeastBetweenTwoWhoAreCloserToEachOther() {
        graph.follow("ego", "bo");
        assertThat(graph.ego("ego")).contains(new EgoNetwork(1, Double.NaN, 0));
        graph.follow("ego", "cy");
        assertThat(graph.ego("ego")).contains(new EgoNetwork(2, 0, 0.5));
        graph.follow("bo", "cy");
        graph.follow("cy", "bo");
        // Each alter: half of the ego's ties, and half times two thirds by the other: 2 (1/2 + 1/3)².
        assertThat(graph.ego("ego").orElseThrow().brokerage()).isCloseTo(1 - 2 * 25 / 36.0, within(1e-12));
        assertThat(graph.ego("ego").orElseThrow().density()).isEqualTo(1);
    }

    @Test
    void aGraphOfTwoThousandAltersIsMeasuredByAThousand() {
        SocialGraph.Builder builder = SocialGraph.builder(SocialGraphSettings.of(ConsentView.ALLOW_ALL));
        for (int i = 0; i < 2_000; i++) {
            builder.follow("f" + i, "star");
            builder.follow("f" + i, "f" + (i + 1) % 2_000);
        }
        EgoNetwork network = builder.build().ego("star").orElseThrow();
        assertThat(network.alters()).isEqualTo(EgoNetwork.MOST_ALTERS);
        assertThat(network.density()).isLessThan(0.001);
        assertThat(network.brokerage()).isGreaterThan(0.99);
    }
}
