package io.github.discovery4j.examples.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes what a sample community did as JSON lines, the library's {@code feedback_event_v2} and, of older apps, version 1.
 *
 * <p>As networks do, a few lines come twice. As clients do, a few are broken: a type that does not exist, a line that is cut
 * off, a length or a person that is missing, a clock that is a year ahead. Which ones depends on the seed alone.
 */
public final class EventFile {

    private static final double TWICE = 0.004;
    private static final double BROKEN = 0.002;
    private static final int BUFFER = 1 << 16;

    /** How time is written: always with milliseconds and an offset. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

    private final boolean flawless;

    private EventFile(boolean flawless) {
        this.flawless = flawless;
    }

    /** Lines as they come from networks and clients. */
    public static EventFile asTheyCome() {
        return new EventFile(false);
    }

    /** Each event once, and none broken. */
    public static EventFile flawless() {
        return new EventFile(true);
    }

    /**
     * What was written.
     *
     * @param lines all of them
     * @param twice how many say what a line before them said
     * @param broken how many cannot be accepted
     */
    public record Written(long lines, long twice, long broken) {}

    /**
     * Writes all events; flushes and leaves the stream open.
     *
     * @throws IOException if the stream cannot be written
     */
    public Written write(SampleActivity activity, OutputStream out) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER);
        Lines lines = new Lines(buffered, Draws.of(activity.community().seed(), "flaws"));
        try {
            activity.events(lines::event);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        buffered.flush();
        return new Written(lines.lines, lines.twice, lines.broken);
    }

    private static final List<Flaw> FLAWS = List.of(Flaw.TYPE, Flaw.CUT, Flaw.AMOUNT, Flaw.PERSON, Flaw.CLOCK);

    private enum Flaw {
        NONE,
        TYPE,
        CUT,
        AMOUNT,
        PERSON,
        CLOCK
    }

    private final class Lines {
        private final OutputStream out;
        private final Draws draws;
        private final JsonFactory json = new JsonFactory();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        private long lines;
        private long twice;
        private long broken;

        Lines(OutputStream out, Draws draws) {
            this.out = out;
            this.draws = draws;
        }

        void event(SampleEvent event) {
            try {
                Flaw flaw = flaw(event);
                line(event, flaw);
                boolean again = !flawless && flaw == Flaw.NONE && draws.chance(TWICE);
                if (again) {
                    line(event, Flaw.NONE);
                    twice++;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Flaw flaw(SampleEvent event) {
            if (flawless || !draws.chance(BROKEN)) {
                return Flaw.NONE;
            }
            broken++;
            Flaw flaw = draws.oneOf(FLAWS);
            boolean needsAmount = event.type().equals("dwell");
            return flaw == Flaw.AMOUNT && !needsAmount ? Flaw.TYPE : flaw;
        }

        private void line(SampleEvent event, Flaw flaw) throws IOException {
            line.reset();
            try (JsonGenerator fields = json.createGenerator(line).setPrettyPrinter(new MinimalPrettyPrinter(""))) {
                write(event, flaw, fields);
            }
            byte[] bytes = line.toByteArray();
            out.write(bytes, 0, flaw == Flaw.CUT ? bytes.length / 2 : bytes.length);
            out.write('\n');
            lines++;
        }

        private void write(SampleEvent event, Flaw flaw, JsonGenerator fields) throws IOException {
            fields.writeStartObject();
            if (flaw != Flaw.PERSON) {
                fields.writeStringField("user_id", event.userId());
            }
            fields.writeStringField("item_id", event.itemId());
            fields.writeStringField("event_type", flaw == Flaw.TYPE ? event.type() + "s" : event.type());
            long ahead = flaw == Flaw.CLOCK ? Duration.ofDays(365).toMillis() : 0;
            if (event.firstVersion()) {
                fields.writeNumberField("timestamp", event.time().toEpochMilli() + ahead);
            } else {
                fields.writeStringField(
                        "timestamp", TIME.format(event.time().plusMillis(ahead).atZone(event.zone())));
            }
            if (event.millis().isPresent() && flaw != Flaw.AMOUNT) {
                fields.writeNumberField("amount", event.millis().getAsLong());
            }
            if (!event.firstVersion()) {
                fields.writeStringField("session_id", event.sessionId());
                fields.writeStringField("device_type", event.device());
                fields.writeStringField("locale", event.locale());
                fields.writeNumberField("schema_version", 2);
            }
            fields.writeEndObject();
        }
    }

    /** Returns a line of a flawless file, for those who want to see one. */
    static String lineOf(SampleEvent event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        flawless().new Lines(out, Draws.of(0, "none")).event(event);
        return out.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
