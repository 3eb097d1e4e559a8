package io.github.discovery4j.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.SignalGroup;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnricherTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Enricher enricher = new Enricher(Duration.ofMinutes(30), Optional.empty(), 6_400);

    private SignalEvent enrich(String user, Instant time) {
        return enricher.enrich(sent(user, time, null, null, null, null), time);
    }

    private static ParsedEvent sent(
            String user, Instant time, ZoneOffset offset, String session, String device, String locale) {
        return new ParsedEvent(
                user + time,
                user,
                EventTypes.LIKE,
                Optional.of("film"),
                time,
                Optional.ofNullable(offset),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.ofNullable(session),
                Optional.ofNullable(device),
                Optional.ofNullable(locale));
    }

    @Test
    void aSessionEndsAfterAPause() {
        Optional<String> first = enrich("ana", NOON).sessionId();
        assertThat(first).isPresent();
        assertThat(enrich("ana", NOON.plusSeconds(1_800)).sessionId()).isEqualTo(first);
        assertThat(enrich("ana", NOON.plusSeconds(3_601)).sessionId())
                .isPresent()
                .isNotEqualTo(first);
        assertThat(enrich("bo", NOON).sessionId()).isNotEqualTo(first);
    }

    @Test
    void lateEventsJoinTheSessionTheyFallInto() {
        Optional<String> session = enrich("ana", NOON).sessionId();
        assertThat(enrich("ana", NOON.minusSeconds(60)).sessionId()).isEqualTo(session);
        assertThat(enrich("ana", NOON.minusSeconds(86_400)).sessionId()).isNotEqualTo(session);
        assertThat(enrich("ana", NOON.plusSeconds(60)).sessionId()).isEqualTo(session);
    }

    @Test
    void aSessionThatWasSentIsKeptAndJoined() {
        assertThat(enricher.enrich(sent("ana", NOON, null, "mine", null, null), NOON)
                        .sessionId())
                .contains("mine");
        assertThat(enrich("ana", NOON.plusSeconds(60)).sessionId()).contains("mine");
    }

    @Test
    void deviceAndLocaleAreTheLastKnown() {
        assertThat(enrich("ana", NOON).deviceType()).isEmpty();
        enricher.enrich(sent("ana", NOON, null, null, "iPhone", "de_AT"), NOON);
        SignalEvent next = enrich("ana", NOON.plusSeconds(1));
        assertThat(next.deviceType()).contains("phone");
        assertThat(next.locale()).contains("de-AT");
        assertThat(enricher.enrichment()).isEqualTo(new Enrichment(3, 2, 2));
        assertThat(enricher.enrichment().completeShare()).isEqualTo(2 / 3.0);
    }

    @Test
    void aDefaultLocaleHelpsThoseWhoNeverSentOne() {
        Enricher defaulting = new Enricher(Duration.ofMinutes(30), Optional.of(Locale.UK), 100);
        assertThat(defaulting
                        .enrich(sent("ana", NOON, null, null, null, "??"), NOON)
                        .locale())
                .contains("en-GB");
    }

    @ParameterizedTest
    @CsvSource({
        "en_GB, en-GB", "EN-gb, en-GB", "de_DE.UTF-8, de-DE", "zh-hant-tw, zh-Hant-TW", "fr, fr", "sr_Latn, sr-Latn",
        "ca_ES@valencia, ca-ES", "'', ''", "und, ''", "C, ''", "nonsense!, ''", "'en GB', ''"
    })
    void localesBecomeLanguageTags(String sent, String tag) {
        assertThat(Enricher.languageTag(sent)).isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ios|phone",
                "Phone|phone",
                "tablet|tablet",
                "WEB|desktop",
                "toaster|other",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148|phone",
                "Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148|tablet",
                "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36|phone",
                "Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 Chrome/120.0 Safari/537.36|tablet",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0|desktop",
                "Mozilla/5.0 (SMART-TV; Linux; Tizen 7.0) AppleWebKit/537.36|tv",
                "Mozilla/5.0 (PlayStation 5 3.11) AppleWebKit/605.1.15|console",
            })
    void devicesAreOfAFewKinds(String sent, String kind) {
        assertThat(DeviceTypes.of(sent)).isEqualTo(kind);
    }

    @Test
    void anOffsetTellsTheHour() {
        SignalEvent event = enricher.enrich(sent("ana", NOON, ZoneOffset.ofHours(9), null, null, "en-GB"), NOON);
        assertThat(event.localHour()).isEqualTo(OptionalInt.of(21));
        assertThat(enricher.zone("ana").orElseThrow().method()).isEqualTo(ZoneGuess.Method.OFFSET);
    }

    @Test
    void aCountryWithOneZoneTellsItAndOneWithSeveralDoesNot() {
        assertThat(enricher.enrich(sent("ana", NOON, null, null, null, "ja-JP"), NOON)
                        .zone())
                .contains(ZoneId.of("Asia/Tokyo"));
        assertThat(enricher.enrich(sent("bo", NOON, null, null, null, "en-US"), NOON)
                        .zone())
                .isEmpty();
        assertThat(enricher.enrich(sent("cy", NOON, null, null, null, "fr"), NOON)
                        .localHour())
                .isEmpty();
    }

    @Test
    void sleepTellsTheZoneOfThoseWhoSendNothingElse() {
        Random random = new Random(3);
        for (int offset : new int[] {-11, -8, 0, 5, 12}) {
            String user = "u" + offset;
            for (int i = 0; i < 400; i++) {
                // Awake from 7 to 1 o'clock.
                Instant time = NOON.atOffset(ZoneOffset.ofHours(offset))
                        .withHour(7)
                        .plusMinutes(random.nextInt(18 * 60))
                        .plusDays(i % 20)
                        .toInstant();
                enrich(user, time);
            }
            ZoneGuess guess = enricher.zone(user).orElseThrow();
            assertThat(guess.method()).isEqualTo(ZoneGuess.Method.ACTIVITY);
            assertThat(guess.zone()).isEqualTo(ZoneOffset.ofHours(offset));
            assertThat(guess.confidence()).isGreaterThan(Enricher.ZONE_CONFIDENCE);
        }
    }

    @Test
    void whoeverIsAwakeAtAllHoursHasNoZone() {
        for (int i = 0; i < 2_400; i++) {
            enrich("ana", NOON.plusSeconds(3_600L * i));
        }
        assertThat(enricher.zone("ana").orElseThrow().confidence()).isLessThan(0.1);
        assertThat(enrich("ana", NOON).zone()).isEmpty();
    }

    @Test
    void keepsABoundedNumberOfPeople() {
        for (int i = 0; i < 50_000; i++) {
            enrich("u" + i, NOON);
        }
        int known = 0;
        for (int i = 0; i < 50_000; i++) {
            known += enricher.export("u" + i).isEmpty() ? 0 : 1;
        }
        assertThat(known).isLessThanOrEqualTo(6_400);
        assertThat(enricher.export("u49999")).isNotEmpty();
    }

    @Test
    void forgetsAPerson() {
        enricher.enrich(sent("ana", NOON, null, null, "tv", "fr"), NOON);
        assertThat(enricher.export("ana")).hasSize(3);
        assertThat(enricher.forget("ana", SignalGroup.PROFILE)).isZero();
        assertThat(enricher.forget("ana", SignalGroup.BEHAVIOUR)).isEqualTo(3);
        assertThat(enrich("ana", NOON).deviceType()).isEmpty();
    }
}
