package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.guide.GuidePage;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.EventConsumer;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.EventType;
import io.github.discovery4j.core.signal.EventType.Target;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.SignalIngest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code and the output of {@code docs/signals.md}. */
class SignalsGuideTest {

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("signals.md", SignalsGuideTest.class);
    }

    @Test
    void theCodeGivesWhatThePageShows(@TempDir Path folder) throws IOException {
        Counts counts = new Counts();
        Database database = Database.sqlite(folder.resolve("events.db")).migrate();
        JdbcEventLog log = JdbcEventLog.open(database, EventTypes.standard());
        JdbcDeadLetterStore letters = JdbcDeadLetterStore.open(database, Bounds.DEFAULT, InstantSource.system());
        SignalIngest ingest = SignalIngest.into(log, letters).consumer(counts).start();

        String like = """
                {"user_id": "ana", "item_id": "film-7", "event_type": "like", "timestamp": "2026-03-01T18:30:00+01:00",
                 "session_id": "s-1", "device_type": "iPhone", "locale": "de_AT", "schema_version": 2}""";
        List<Object> shown = new ArrayList<>();
        shown.add(ingest.accept(like).join());
        shown.add(ingest.accept(like).join());
        shown.add(ingest.accept(like.replace("like", "lik")).join());

        letters.repair(1, like.replace("film-7", "film-8"));
        shown.add(ingest.replay(List.of(1L)));

        GuidePage.showsOutput(
                "signals.md", shown.stream().map(value -> value + "\n").collect(Collectors.joining()));
        assertThat(ingest.awaitConsumers(Duration.ofMinutes(1))).isTrue();
        assertThat(counts.events).hasSize(2);
        ingest.close();
        letters.close();
        log.close();
        database.close();
    }

    @Test
    void aHostAddsItsTypes() {
        EventTypes types = EventTypes.standard()
                .with(EventType.of("song_shared", Target.PERSON).in(SignalGroup.CONVERSATION));
        assertThat(types.named("song_shared")).isPresent();
    }

    private static final class Counts implements EventConsumer {
        private final List<Logged> events = new ArrayList<>();
        private volatile long position;

        @Override
        public String name() {
            return "counts";
        }

        @Override
        public void apply(List<Logged> batch) {
            events.addAll(batch);
            position = batch.getLast().position();
        }

        @Override
        public long position() {
            return position;
        }
    }
}
