package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.Receipt;
import io.github.discovery4j.core.signal.SignalIngest;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/** Ingests a fixed stream of events from some number on, and writes the number of each once it is acknowledged, until it is killed. */
final class CrashWriter {

    private CrashWriter() {}

    static String event(int number) {
        return "{\"event_id\":\"e%d\",\"user_id\":\"u%d\",\"item_id\":\"film\",\"event_type\":\"like\",\"timestamp\":%d}"
                .formatted(number, number % 97, 1_700_000_000L + number);
    }

    /** Arguments: the database, where to write, the first number. */
    public static void main(String[] arguments) throws IOException {
        Database database = Database.sqlite(Path.of(arguments[0])).migrate();
        JdbcEventLog log = JdbcEventLog.open(database, EventTypes.standard());
        JdbcDeadLetterStore letters = JdbcDeadLetterStore.open(database, Bounds.DEFAULT, InstantSource.system());
        SignalIngest ingest =
                SignalIngest.into(log, letters).batch(50).inFlight(500).start();
        PrintStream acknowledged =
                new PrintStream(new FileOutputStream(arguments[1], true), true, StandardCharsets.UTF_8);
        for (int i = Integer.parseInt(arguments[2]); ; i++) {
            int number = i;
            var unused = ingest.accept(event(number)).thenAccept(receipt -> {
                if (receipt instanceof Receipt.Accepted || receipt instanceof Receipt.Duplicate) {
                    acknowledged.println(number + ".");
                } else {
                    acknowledged.println("lost " + number + " " + receipt);
                }
            });
        }
    }
}
