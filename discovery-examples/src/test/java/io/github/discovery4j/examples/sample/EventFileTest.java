package io.github.discovery4j.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.InMemoryDeadLetters;
import io.github.discovery4j.core.signal.InMemoryEventLog;
import io.github.discovery4j.core.signal.Receipt;
import io.github.discovery4j.core.signal.SignalIngest;
import io.github.discovery4j.examples.sample.EventFile.Written;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventFileTest {

    private static final Instant AS_OF = Instant.parse("2026-03-01T18:00:00Z");
    private static final SampleActivity ACTIVITY =
            SampleCommunity.generate(42, 150).activity(AS_OF, 20);

    @Test
    void everyLineOfAFlawlessFileIsAccepted() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Written written = EventFile.flawless().write(ACTIVITY, out);
        assertThat(written.twice()).isZero();
        assertThat(written.broken()).isZero();
        assertThat(outcomes(out)).isEqualTo(Map.of("Accepted", written.lines()));
    }

    @Test
    void whatIsSaidOfFlawsIsWhatIngestionFinds() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Written written = EventFile.asTheyCome().write(ACTIVITY, out);
        assertThat(written.twice()).isPositive();
        assertThat(written.broken()).isPositive();
        assertThat(outcomes(out))
                .isEqualTo(Map.of(
                        "Accepted",
                        written.lines() - written.twice() - written.broken(),
                        "Duplicate",
                        written.twice(),
                        "DeadLettered",
                        written.broken()));
    }

    @Test
    void theSameSeedWritesTheSameBytes() throws IOException {
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        EventFile.asTheyCome().write(ACTIVITY, one);
        EventFile.asTheyCome().write(ACTIVITY, other);
        assertThat(one.toByteArray()).isEqualTo(other.toByteArray());
    }

    @Test
    void aStreamThatCannotBeWrittenIsSaid() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("full");
            }
        };
        assertThatThrownBy(() -> EventFile.flawless().write(ACTIVITY, full))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
    }

    private static Map<String, Long> outcomes(ByteArrayOutputStream out) {
        InstantSource clock = InstantSource.fixed(AS_OF);
        InMemoryEventLog log = new InMemoryEventLog();
        InMemoryDeadLetters letters = new InMemoryDeadLetters(Bounds.DEFAULT, clock);
        try (SignalIngest ingest =
                SignalIngest.into(log, letters).clock(clock).inFlight(1_000_000).start()) {
            List<CompletableFuture<Receipt>> receipts = out.toString(StandardCharsets.UTF_8)
                    .lines()
                    .map(ingest::accept)
                    .toList();
            return receipts.stream()
                    .map(receipt -> receipt.join().getClass().getSimpleName())
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        }
    }
}
