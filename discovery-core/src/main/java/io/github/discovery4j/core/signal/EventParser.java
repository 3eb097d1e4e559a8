package io.github.discovery4j.core.signal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.github.discovery4j.core.signal.EventType.Target;
import io.github.discovery4j.core.signal.Reading.Invalid;
import io.github.discovery4j.core.signal.Reading.Problem;
import io.github.discovery4j.core.signal.Reading.Valid;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from JSON in UTF-8: one, an array, or one a line.
 *
 * <p>A problem with a field rejects its event and the next one is read. After broken JSON, reading goes on with the next
 * line that begins with a brace; in an array it ends there. <b>Cost:</b> one pass. <b>Threads:</b> safe.
 */
final class EventParser {

    /** Epoch times below are seconds, others milliseconds: 3 March 1973 in milliseconds, the year 5138 in seconds. */
    private static final double SECONDS_BELOW = 1e11;

    /** The last millisecond of the year 9999. */
    private static final double LATEST_MILLIS = 253_402_300_799_999.0;

    /** What some editors write before UTF-8; no part of the JSON. */
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final int MOST_NUMBER_LENGTH = 64;
    private static final int MOST_UNKNOWN_FIELDS = 64;

    /* The fields, by their bit in the set of those seen. */
    private static final int USER_ID = 0;
    private static final int ITEM_ID = 1;
    private static final int EVENT_TYPE = 2;
    private static final int TIMESTAMP = 3;
    private static final int SESSION_ID = 4;
    private static final int DEVICE_TYPE = 5;
    private static final int LOCALE = 6;
    private static final int SCHEMA_VERSION = 7;
    private static final int EVENT_ID = 8;
    private static final int AMOUNT = 9;
    private static final int LABEL = 10;
    private static final int UNKNOWN = 31;

    private final EventTypes types;
    private final EventLimits limits;
    private final InstantSource clock;
    private final JsonFactory factory;

    EventParser(EventTypes types, EventLimits limits, InstantSource clock) {
        this.types = types;
        this.limits = limits;
        this.clock = clock;
        /* By its own rules Jackson takes {0, '1'} for UTF-16, whose readers know no byte offsets. */
        this.factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.nesting() + 1)
                        .maxStringLength(limits.textLength())
                        .maxNumberLength(MOST_NUMBER_LENGTH)
                        .maxNameLength(limits.idLength())
                        .build())
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

    /** Reads all events of a document; one that is empty has none. */
    List<Reading> parse(byte[] document) {
        if (document.length > limits.documentBytes()) {
            return List.of(new Invalid(
                    new Problem(
                            Rejection.TOO_LARGE,
                            "document must have at most %d bytes, had %d; send fewer events at a time"
                                    .formatted(limits.documentBytes(), document.length)),
                    document,
                    Optional.empty(),
                    Optional.empty()));
        }
        List<Reading> readings = new ArrayList<>();
        int from = beginsWithMark(document) ? BYTE_ORDER_MARK.length : 0;
        while (from < document.length) {
            from = parseFrom(document, from, readings);
        }
        return readings;
    }

    private static boolean beginsWithMark(byte[] document) {
        int length = BYTE_ORDER_MARK.length;
        return document.length >= length && Arrays.equals(document, 0, length, BYTE_ORDER_MARK, 0, length);
    }

    /** Reads until the end or until JSON is broken; returns where to go on. */
    private int parseFrom(byte[] document, int from, List<Reading> readings) {
        int start = from;
        boolean inArray = false;
        Draft draft = new Draft();
        try (JsonParser parser = factory.createParser(document, from, document.length - from)) {
            while (true) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return document.length;
                }
                if (token == JsonToken.START_ARRAY && !inArray) {
                    inArray = true;
                    continue;
                }
                if (token == JsonToken.END_ARRAY) {
                    inArray = false;
                    continue;
                }
                start = from + (int) parser.currentTokenLocation().getByteOffset();
                draft = new Draft();
                if (token == JsonToken.START_OBJECT) {
                    readObject(parser, draft);
                } else {
                    parser.skipChildren();
                    draft.problem(
                            Rejection.MALFORMED_JSON, "event must be a JSON object, was %s; send {…}".formatted(token));
                }
                int end = from + (int) parser.currentLocation().getByteOffset();
                readings.add(finish(draft, Arrays.copyOfRange(document, start, Math.min(end, document.length))));
            }
        } catch (IOException e) {
            int end = inArray ? document.length : nextObject(document, start);
            Problem problem = e instanceof StreamConstraintsException
                    ? new Problem(
                            Rejection.TOO_LARGE,
                            "a text must have at most %d characters, a name %d, a number %d, and nest at most %d deep; shorten it"
                                    .formatted(
                                            limits.textLength(),
                                            limits.idLength(),
                                            MOST_NUMBER_LENGTH,
                                            limits.nesting()))
                    : new Problem(
                            Rejection.MALFORMED_JSON,
                            "event must be well-formed JSON in UTF-8, broke off in a document of %d bytes at byte %d; escape what stands there"
                                    .formatted(document.length, brokenAt(e, from)));
            readings.add(new Invalid(
                    problem,
                    Arrays.copyOfRange(document, start, end),
                    Optional.ofNullable(draft.userId),
                    Optional.ofNullable(draft.itemId)));
            return end;
        }
    }

    private static long brokenAt(IOException e, int from) {
        return e instanceof JsonProcessingException json && json.getLocation() != null
                ? from + Math.max(0, json.getLocation().getByteOffset())
                : from;
    }

    /** Where the next line begins whose first character is a brace. */
    private static int nextObject(byte[] document, int from) {
        boolean atLineStart = false;
        for (int i = from; i < document.length; i++) {
            if (document[i] == '\n') {
                atLineStart = true;
            } else if (atLineStart && document[i] == '{') {
                return i;
            } else if (document[i] != ' ' && document[i] != '\t' && document[i] != '\r') {
                atLineStart = false;
            }
        }
        return document.length;
    }

    private static int fieldOf(String name) {
        return switch (name) {
            case "user_id" -> USER_ID;
            case "item_id" -> ITEM_ID;
            case "event_type" -> EVENT_TYPE;
            case "timestamp" -> TIMESTAMP;
            case "session_id" -> SESSION_ID;
            case "device_type" -> DEVICE_TYPE;
            case "locale" -> LOCALE;
            case "schema_version" -> SCHEMA_VERSION;
            case "event_id" -> EVENT_ID;
            case "amount", "value" -> AMOUNT;
            case "label" -> LABEL;
            default -> UNKNOWN;
        };
    }

    /** Collects the fields; stays in step with the JSON whatever they hold. */
    private void readObject(JsonParser parser, Draft draft) throws IOException {
        int seen = 0;
        Set<String> unknown = Set.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int field = fieldOf(name);
            JsonToken value = parser.nextToken();
            boolean repeated;
            if (field == UNKNOWN) {
                if (unknown.isEmpty()) {
                    unknown = new HashSet<>();
                }
                repeated = !unknown.add(name);
                if (unknown.size() > MOST_UNKNOWN_FIELDS) {
                    draft.problem(
                            Rejection.TOO_LARGE,
                            "event must have at most %d fields that are not read; leave them out"
                                    .formatted(MOST_UNKNOWN_FIELDS));
                    unknown.clear();
                }
            } else {
                repeated = (seen & 1 << field) != 0;
                seen |= 1 << field;
            }
            if (repeated) {
                draft.problem(
                        Rejection.DUPLICATE_FIELD,
                        field == UNKNOWN
                                ? "a field must stand once, one that is not read stands twice; keep one"
                                : "field \"%s\" must stand once, stands twice%s; keep one"
                                        .formatted(name, field == AMOUNT ? " (amount and value are the same)" : ""));
                parser.skipChildren();
            } else if (field == UNKNOWN || value == JsonToken.VALUE_NULL) {
                parser.skipChildren();
            } else {
                readField(parser, field, name, value, draft);
            }
        }
    }

    private void readField(JsonParser parser, int field, String name, JsonToken value, Draft draft) throws IOException {
        switch (field) {
            case AMOUNT -> {
                if (value.isNumeric()) {
                    draft.amount = OptionalDouble.of(parser.getDoubleValue());
                } else {
                    wrongKind(parser, name, "a number", value, draft);
                }
            }
            case TIMESTAMP -> {
                if (value.isNumeric()) {
                    draft.epoch = OptionalDouble.of(parser.getDoubleValue());
                } else if (value == JsonToken.VALUE_STRING) {
                    draft.timestamp = parser.getText();
                } else {
                    wrongKind(parser, name, "a text or a number", value, draft);
                }
            }
            case SCHEMA_VERSION -> {
                if (value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_STRING) {
                    draft.version = parser.getText();
                } else {
                    wrongKind(parser, name, "1 or 2", value, draft);
                }
            }
            default -> {
                if (value == JsonToken.VALUE_STRING) {
                    draft.text(field, parser.getText());
                } else if (value == JsonToken.VALUE_NUMBER_INT && (field <= ITEM_ID || field == EVENT_ID)) {
                    draft.text(field, parser.getText());
                } else {
                    wrongKind(parser, name, "a text", value, draft);
                }
            }
        }
    }

    private static void wrongKind(JsonParser parser, String name, String wanted, JsonToken value, Draft draft)
            throws IOException {
        parser.skipChildren();
        draft.problem(
                Rejection.WRONG_KIND, "field \"%s\" must be %s, was %s; send it so".formatted(name, wanted, value));
    }

    /** Checks what was collected; the first problem is the one that is told. */
    private Reading finish(Draft draft, byte[] bytes) {
        ParsedEvent event = draft.problem == null ? check(draft) : null;
        return event != null
                ? new Valid(event, bytes)
                : new Invalid(
                        draft.problem(), bytes, Optional.ofNullable(draft.userId), Optional.ofNullable(draft.itemId));
    }

    private @Nullable ParsedEvent check(Draft draft) {
        checkVersion(draft);
        String userId = draft.require(draft.userId, "user_id");
        String typeName = draft.require(draft.eventType, "event_type");
        checkText(draft, "user_id", draft.userId, true);
        checkText(draft, "item_id", draft.itemId, true);
        checkText(draft, "event_id", draft.eventId, true);
        checkText(draft, "session_id", draft.sessionId, true);
        checkText(draft, "label", draft.label, false);
        Optional<EventType> type = types.named(typeName);
        if (type.isEmpty()) {
            draft.problem(
                    Rejection.UNKNOWN_TYPE,
                    "event_type must be one of %s; use one of them or add yours to EventTypes"
                            .formatted(types.all().stream().map(EventType::name).toList()));
        }
        Optional<ZoneOffset> offset = Optional.empty();
        Instant time = Instant.EPOCH;
        if (draft.timestamp != null) {
            try {
                OffsetDateTime written = OffsetDateTime.parse(draft.timestamp);
                time = written.toInstant().truncatedTo(ChronoUnit.MILLIS);
                offset = Optional.of(written.getOffset()).filter(o -> o.getTotalSeconds() != 0);
            } catch (DateTimeException e) {
                draft.problem(
                        Rejection.INVALID_TIME,
                        "timestamp must be ISO-8601 with an offset, or a number of seconds or milliseconds since 1970; send for example \"2026-03-01T18:30:00+01:00\"");
            }
        } else if (draft.epoch.isPresent()) {
            time = ofEpoch(draft, draft.epoch.getAsDouble());
        } else {
            draft.require(null, "timestamp");
        }
        if (draft.problem == null) {
            checkTime(draft, time);
        }
        if (draft.problem == null) {
            checkAgainstType(draft, type.orElseThrow());
        }
        if (draft.problem != null) {
            return null;
        }
        EventType known = type.orElseThrow();
        // What a type has no place for is left out, so that two deliveries that differ in it are the same event.
        Optional<String> itemId = known.target() == Target.NONE ? Optional.empty() : Optional.ofNullable(draft.itemId);
        OptionalDouble amount = known.amount().isPresent() ? draft.amount : OptionalDouble.empty();
        Optional<String> label = Optional.ofNullable(draft.label);
        String id = draft.eventId != null
                ? draft.eventId
                : EventIds.of(userId, known.name(), itemId, time, amount, label, Optional.ofNullable(draft.sessionId));
        return new ParsedEvent(
                id,
                userId,
                known,
                itemId,
                time,
                offset,
                amount,
                label,
                Optional.ofNullable(draft.sessionId),
                Optional.ofNullable(draft.device),
                Optional.ofNullable(draft.locale));
    }

    private static void checkVersion(Draft draft) {
        switch (draft.version) {
            case "1", "2", "feedback_event_v1", "feedback_event_v2" -> {}
            default ->
                draft.problem(
                        Rejection.UNKNOWN_VERSION,
                        "schema_version must be 1 or 2, was another; send version 2 or update this library");
        }
    }

    private static Instant ofEpoch(Draft draft, double epoch) {
        double millis = epoch < SECONDS_BELOW ? epoch * 1000 : epoch;
        if (!Double.isFinite(millis)) {
            draft.problem(Rejection.NOT_FINITE, "timestamp must be finite, was %s; send a time".formatted(epoch));
            return Instant.EPOCH;
        }
        return Instant.ofEpochMilli((long) Math.max(-LATEST_MILLIS, Math.min(LATEST_MILLIS, millis)));
    }

    private void checkText(Draft draft, String name, @Nullable String text, boolean mayNotBeEmpty) {
        if (text == null) {
            return;
        }
        String fault = Texts.fault(text, limits.idLength(), mayNotBeEmpty);
        if (fault != null) {
            draft.problem(Rejection.INVALID_ID, "%s must %s; send another".formatted(name, fault));
        }
    }

    private void checkTime(Draft draft, Instant time) {
        Instant now = clock.instant();
        if (time.isAfter(now.plus(limits.clockSkew()))) {
            draft.problem(
                    Rejection.TIME_IN_FUTURE,
                    "timestamp must be at most %s ahead of this clock, was %s at %s; set the device's clock"
                            .formatted(limits.clockSkew(), time, now));
        } else if (time.isBefore(limits.earliest())) {
            draft.problem(
                    Rejection.TIME_TOO_OLD,
                    "timestamp must not be before %s, was %s; set the device's clock"
                            .formatted(limits.earliest(), time));
        } else if (limits.retention().isPresent()
                && time.isBefore(now.minus(limits.retention().get()))) {
            draft.problem(
                    Rejection.TIME_TOO_OLD,
                    "event must be at most %s old, was of %s; import old events into the log itself"
                            .formatted(limits.retention().get(), time));
        }
    }

    private static void checkAgainstType(Draft draft, EventType type) {
        if (draft.itemId == null && type.target() != Target.NONE) {
            draft.problem(
                    Rejection.MISSING_ITEM,
                    "event of type \"%s\" must have an item_id, had none; say with what".formatted(type.name()));
        } else if (type.target() == Target.PERSON && draft.itemId != null && draft.itemId.equals(draft.userId)) {
            draft.problem(
                    Rejection.SELF_TARGET,
                    "event of type \"%s\" must be between two people, had one; leave it out".formatted(type.name()));
        }
        type.amount().ifPresent(rule -> {
            if (draft.amount.isEmpty()) {
                if (rule.required()) {
                    draft.problem(
                            Rejection.MISSING_AMOUNT,
                            "event of type \"%s\" must have an amount in %s, had none; send it"
                                    .formatted(type.name(), rule.unit()));
                }
                return;
            }
            double amount = draft.amount.getAsDouble();
            if (!Double.isFinite(amount)) {
                draft.problem(
                        Rejection.NOT_FINITE,
                        "amount must be finite, was %s (type \"%s\"); send a number".formatted(amount, type.name()));
            } else if (amount < rule.min() || amount > rule.max()) {
                draft.problem(
                        Rejection.AMOUNT_OUT_OF_RANGE,
                        "amount must be in [%s, %s] %s, was %s (type \"%s\"); send it in that unit"
                                .formatted(rule.min(), rule.max(), rule.unit(), amount, type.name()));
            }
        });
        if (type.amount().isEmpty() && draft.amount.isPresent() && !Double.isFinite(draft.amount.getAsDouble())) {
            draft.problem(Rejection.NOT_FINITE, "amount must be finite; send a number or leave it out");
        }
    }

    /** An event as far as it has been read. */
    private static final class Draft {
        private @Nullable String userId;
        private @Nullable String itemId;
        private @Nullable String eventType;
        private @Nullable String timestamp;
        private OptionalDouble epoch = OptionalDouble.empty();
        private @Nullable String sessionId;
        private @Nullable String device;
        private @Nullable String locale;
        private String version = "1";
        private @Nullable String eventId;
        private OptionalDouble amount = OptionalDouble.empty();
        private @Nullable String label;
        private @Nullable Problem problem;

        void text(int field, String value) {
            switch (field) {
                case USER_ID -> userId = value;
                case ITEM_ID -> itemId = value;
                case EVENT_TYPE -> eventType = value;
                case SESSION_ID -> sessionId = value;
                case DEVICE_TYPE -> device = value;
                case LOCALE -> locale = value;
                case EVENT_ID -> eventId = value;
                case LABEL -> label = value;
                default -> throw new IllegalStateException("not a text: field " + field);
            }
        }

        void problem(Rejection reason, String message) {
            if (problem == null) {
                problem = new Problem(reason, message);
            }
        }

        Problem problem() {
            if (problem == null) {
                throw new IllegalStateException("the event has no problem");
            }
            return problem;
        }

        String require(@Nullable String value, String name) {
            if (value == null) {
                problem(Rejection.MISSING_FIELD, "event must have \"%s\", had none; send it".formatted(name));
                return "";
            }
            return value;
        }
    }
}
