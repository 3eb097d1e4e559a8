package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.guide.GuidePage;
import io.github.discovery4j.core.model.SignalGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code and the output of {@code docs/windows.md}. */
class WindowsGuideTest {

    private static final Instant NOW = Instant.parse("2026-03-01T18:30:00Z");

    private final List<Object> shown = new ArrayList<>();

    private void show(Object value) {
        shown.add(value);
    }

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("windows.md", WindowsGuideTest.class);
    }

    @Test
    void theCodeGivesWhatThePageShows(@TempDir Path folder) throws IOException {
        InstantSource clock = () -> NOW;
        InMemoryConsentLedger consent = new InMemoryConsentLedger();
        InMemoryEventLog log = new InMemoryEventLog();
        InMemoryDeadLetters letters = new InMemoryDeadLetters(DeadLetterStore.Bounds.DEFAULT, clock);

        List<WindowDefinition> definitions = new ArrayList<>(WindowDefinition.standard());
        definitions.add(WindowDefinition.of(
                "rooms_joined_30d", new Aggregation.Count(Duration.ofDays(30)), EventTypes.ROOM_JOINED));
        List<FeatureDefinition> features = new ArrayList<>(ProfileAttributes.declarations());
        definitions.forEach(window -> features.add(window.declaration()));
        FeatureRegistry registry = FeatureRegistry.of("person", features);
        FeatureStore people = new InMemoryFeatureStore(
                FeatureStoreSettings.of(registry, consent).clock(clock));

        Windows windows = Windows.over(log, people, consent)
                .keep(definitions)
                .clock(clock)
                .snapshots(folder.resolve("windows"))
                .start();
        SignalIngest ingest =
                SignalIngest.into(log, letters).clock(clock).consumer(windows).start();

        String dwell = """
                {"user_id": "ana", "item_id": "film-7", "event_type": "dwell", "amount": 42000,
                 "timestamp": "2026-03-01T18:29:00Z", "session_id": "s-1", "schema_version": 2}""";
        ingest.accept(dwell).join();
        ingest.accept(dwell.replace("42000", "30000")).join();
        ingest.accept(dwell.replace("03-01T18", "02-26T21").replace("s-1", "s-0"))
                .join();
        ingest.awaitConsumers(Duration.ofMinutes(1));
        windows.flush();
        show(people.row("ana").number("avg_session_dwell_sec_7d"));

        consent.optOut("ana", SignalGroup.BEHAVIOUR);
        windows.forget("ana", SignalGroup.BEHAVIOUR);
        show(people.row("ana").number("avg_session_dwell_sec_7d"));
        consent.optIn("ana", SignalGroup.BEHAVIOUR);
        windows.flush();
        show(people.row("ana").number("avg_session_dwell_sec_7d"));

        ProfileAttributes attributes = new ProfileAttributes(people, clock);
        attributes.update(
                "ana",
                profile -> profile.birthday(LocalDate.of(1998, 7, 14))
                        .location(new ProfileAttributes.Location(19.4326, -99.1332))
                        .skillsOffered(List.of("mixing"))
                        .skillsWanted(List.of("singing"))
                        .locale("es-MX"));
        show(people.row("ana").labels("age_band") + " " + people.row("ana").labels("area"));

        Intents intents = Intents.open(folder.resolve("intents"), consent, clock);
        Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
        intents.declare("ana", new Intent("looking_for_collaborators", Map.of("role", "singer"), tomorrow));
        intents.snooze("ana", "politics");
        show(intents.active("ana") + " " + intents.snoozed("ana"));

        GuidePage.showsOutput(
                "windows.md", shown.stream().map(value -> value + "\n").collect(Collectors.joining()));
        ingest.close();
        windows.close();
        intents.close();
    }
}
