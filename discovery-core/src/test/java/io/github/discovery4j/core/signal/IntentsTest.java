package io.github.discovery4j.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AfterTry;

class IntentsTest extends PersonalDataHolderContract {

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final Intents intents = Intents.inMemory(consent, () -> now);
    private final Path file;

    IntentsTest() throws IOException {
        file = Files.createTempDirectory("intents").resolve("intents");
    }

    @AfterTry
    void deleteFolder() throws IOException {
        Files.deleteIfExists(file);
        Files.delete(file.getParent());
    }

    private Intent intent(String name, Duration life) {
        return new Intent(name, Map.of("ärger", "日本"), now.plus(life));
    }

    @Example
    void anIntentIsThereUntilItExpires() {
        Intent intent = intent("looking_for_collaborators", Duration.ofHours(1));
        intents.declare("ana", intent);
        assertThat(intents.active("ana")).containsExactly(intent);
        assertThat(intents.active("bo")).isEmpty();
        now = now.plus(Duration.ofHours(1));
        assertThat(intents.active("ana")).isEmpty();
        assertThat(intents.export("ana")).isEmpty();
    }

    @Example
    void oneIsRemovedAloneAndOneOfTheSameNameReplaced() {
        intents.declare("ana", intent("a", Duration.ofHours(1)));
        intents.declare("ana", intent("b", Duration.ofHours(1)));
        intents.declare("ana", intent("b", Duration.ofHours(2)));
        assertThat(intents.list("ana")).hasSize(2);
        assertThat(intents.remove("ana", "a")).isTrue();
        assertThat(intents.remove("ana", "a")).isFalse();
        assertThat(intents.list("ana")).containsExactly(intent("b", Duration.ofHours(2)));
    }

    @Example
    void consentMasksIntentsButNotFromTheirOwnerAndNeverASnooze() {
        intents.declare("ana", intent("a", Duration.ofHours(1)));
        intents.snooze("ana", "politics");
        consent.optOut("ana", SignalGroup.CONVERSATION);
        assertThat(intents.active("ana")).isEmpty();
        assertThat(intents.list("ana")).hasSize(1);
        assertThat(intents.isSnoozed("ana", "politics")).isTrue();
        consent.optIn("ana", SignalGroup.CONVERSATION);
        assertThat(intents.active("ana")).hasSize(1);
    }

    @Example
    void aSnoozeLastsThirtyDaysOrAsLongAsSaid() {
        intents.snooze("ana", "politics");
        intents.snooze("ana", "sport", Duration.ofDays(1));
        intents.snooze("ana", "news", Duration.ofDays(1));
        assertThat(intents.wake("ana", "news")).isTrue();
        assertThat(intents.wake("ana", "news")).isFalse();
        now = now.plus(Duration.ofDays(30)).minusMillis(1);
        assertThat(intents.snoozed("ana")).containsOnlyKeys("politics");
        now = now.plusMillis(1);
        assertThat(intents.isSnoozed("ana", "politics")).isFalse();
    }

    @Example
    void tooManyExpiredOrMalformedOnesAreRefused() {
        for (int i = 0; i < Intents.MOST_INTENTS; i++) {
            intents.declare("ana", intent("i" + i, Duration.ofHours(1)));
        }
        assertThatIllegalStateException().isThrownBy(() -> intents.declare("ana", intent("x", Duration.ofHours(1))));
        assertThat(intents.list("ana")).hasSize(Intents.MOST_INTENTS);
        assertThatIllegalArgumentException().isThrownBy(() -> intents.declare("bo", intent("x", Duration.ZERO)));
        assertThatIllegalArgumentException().isThrownBy(() -> intent(" ", Duration.ofHours(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> intents.snooze("bo", "x", Duration.ZERO));
    }

    @Example
    void peopleAreSnoozedBesideCategories() {
        intents.snoozePerson("ana", "bo", Duration.ofDays(1));
        intents.snooze("ana", "bo", Duration.ofDays(2));
        assertThat(intents.snoozedPeople("ana")).isEqualTo(Map.of("bo", now.plus(Duration.ofDays(1))));
        assertThat(intents.snoozed("ana")).isEqualTo(Map.of("bo", now.plus(Duration.ofDays(2))));
        assertThat(intents.wakePerson("ana", "bo")).isTrue();
        assertThat(intents.wakePerson("ana", "bo")).isFalse();
        assertThat(intents.snoozed("ana")).containsOnlyKeys("bo");
        intents.snoozePerson("ana", "cy", Duration.ofDays(1));
        now = now.plus(Duration.ofDays(1));
        assertThat(intents.snoozedPeople("ana")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> intents.snoozePerson("ana", "cy", Duration.ZERO))
                .withMessageNotContaining("cy");
        assertThatIllegalArgumentException().isThrownBy(() -> intents.snooze("ana", "\u0001cy", Duration.ofDays(1)));
    }

    @Example
    void whoIsErasedIsNowhereAmongOthersSnoozesNorInTheFile() throws IOException {
        try (Intents kept = Intents.open(file, consent, () -> now)) {
            kept.snoozePerson("ana", "bo, whom nobody knows", Duration.ofDays(1));
            kept.snooze("ana", "sport", Duration.ofDays(1));
            kept.snoozePerson("cy", "bo, whom nobody knows", Duration.ofHours(1));
            kept.snoozePerson("di", "bo, whom nobody knows", Duration.ofHours(5));
            kept.wakePerson("di", "bo, whom nobody knows");
            now = now.plus(Duration.ofHours(2));
            assertThat(kept.erase("bo, whom nobody knows")).isZero();
            assertThat(kept.snoozedPeople("ana")).isEmpty();
            assertThat(kept.snoozed("ana")).containsOnlyKeys("sport");
        }
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("bo, whom")
                .contains("sport");
    }

    @Example
    void everyChangeIsInTheFileAndErasedPeopleAreNot() throws IOException {
        try (Intents kept = Intents.open(file, consent, () -> now)) {
            for (int i = 0; i < 1_200; i++) {
                kept.snooze("ana", "c" + i % 3, Duration.ofHours(i + 1L));
            }
            kept.declare("bo, whom nobody knows", intent("a", Duration.ofHours(1)));
            kept.declare("cy", intent("a", Duration.ofHours(1)));
            kept.erase("bo, whom nobody knows");
            // Not closed before it is read, as after a crash.
            try (Intents again = Intents.open(file, consent, () -> now)) {
                assertThat(again.snoozed("ana")).isEqualTo(kept.snoozed("ana")).hasSize(3);
                assertThat(again.list("cy")).isEqualTo(kept.list("cy")).hasSize(1);
            }
        }
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("bo, whom");
        assertThat(Files.size(file)).isLessThan(60_000);
    }

    @Example
    void aCutOffEndIsLeftOutAndOtherDamageRefused() throws IOException {
        try (Intents kept = Intents.open(file, consent, () -> now)) {
            kept.snooze("ana", "a");
            kept.snooze("bo", "b");
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int cut = 1; cut < 30; cut++) {
            Files.write(file, Arrays.copyOf(bytes, bytes.length - cut));
            try (Intents again = Intents.open(file, consent, () -> now)) {
                assertThat(again.isSnoozed("ana", "a")).isTrue();
                assertThat(again.isSnoozed("bo", "b")).isFalse();
                again.snooze("cy", "c");
            }
            try (Intents again = Intents.open(file, consent, () -> now)) {
                assertThat(again.isSnoozed("cy", "c")).isTrue();
            }
        }
        byte[] damaged = bytes.clone();
        damaged[20] ^= 1;
        Files.write(file, damaged);
        assertThatThrownBy(() -> Intents.open(file, consent, () -> now))
                .isInstanceOf(SignalFileException.class)
                .hasMessageContaining("is refused at offset 8");
    }

    @Override
    protected PersonalDataHolder holder() {
        intents.declare("ana", intent("a", Duration.ofHours(1)));
        intents.snooze("ana", "x");
        intents.snoozePerson("ana", "cy", Duration.ofDays(1));
        intents.snooze("bo", "x");
        intents.snoozePerson("bo", "ana", Duration.ofDays(1));
        return intents;
    }

    @Override
    protected String person() {
        return "ana";
    }

    @Override
    protected String bystander() {
        return "bo";
    }
}
