package io.github.discovery4j.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.signal.Reading.Invalid;
import io.github.discovery4j.core.signal.Reading.Valid;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String V2 = """
            {"user_id":"ana","item_id":"film-1","event_type":"like","timestamp":"2026-03-01T12:30:00+01:00",\
            "session_id":"s1","device_type":"ios","locale":"en_GB","schema_version":2}""";

    private final EventParser parser =
            new EventParser(EventTypes.standard(), EventLimits.DEFAULT, InstantSource.fixed(NOW));

    private List<Reading> parse(String json) {
        return parser.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private ParsedEvent valid(String json) {
        List<Reading> readings = parse(json);
        assertThat(readings).hasSize(1).first().isInstanceOf(Valid.class);
        return ((Valid) readings.getFirst()).event();
    }

    private Rejection rejected(String json) {
        List<Reading> readings = parse(json);
        assertThat(readings).hasSize(1).first().isInstanceOf(Invalid.class);
        return ((Invalid) readings.getFirst()).problem().reason();
    }

    private static String event(String fields) {
        return "{\"user_id\":\"ana\",\"item_id\":\"film\",\"event_type\":\"like\",\"timestamp\":1772366400" + fields
                + "}";
    }

    @Test
    void readsTheSpecifiedEventVerbatim() {
        ParsedEvent event = valid(V2);
        assertThat(event.userId()).isEqualTo("ana");
        assertThat(event.itemId()).contains("film-1");
        assertThat(event.type()).isEqualTo(EventTypes.LIKE);
        assertThat(event.time()).isEqualTo(Instant.parse("2026-03-01T11:30:00Z"));
        assertThat(event.offset()).contains(ZoneOffset.ofHours(1));
        assertThat(event.sessionId()).contains("s1");
        assertThat(event.device()).contains("ios");
        assertThat(event.locale()).contains("en_GB");
    }

    @Test
    void readsVersionOneWhichHasFourFields() {
        ParsedEvent event = valid(event(""));
        assertThat(event.time()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(event.offset()).isEmpty();
        assertThat(event.sessionId()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1772366400, 2026-03-01T12:00:00Z",
        "1772366400123, 2026-03-01T12:00:00.123Z",
        "1772366400.5, 2026-03-01T12:00:00.500Z",
        "\"2026-03-01T12:00:00.1239Z\", 2026-03-01T12:00:00.123Z"
    })
    void readsSecondsMillisecondsAndText(String timestamp, Instant expected) {
        assertThat(valid(event("").replace("1772366400", timestamp)).time()).isEqualTo(expected);
    }

    @Test
    void theSameContentHasTheSameIdWhateverItsOrderAndDevice() {
        String id = valid(V2).id();
        assertThat(valid("""
                                {"schema_version":"2","device_type":"web","timestamp":1772364600000,"event_type":"like",
                                 "session_id":"s1","item_id":"film-1","user_id":"ana","unknown":{"deep":[1,2]}}""").id()).isEqualTo(id);
        assertThat(valid(V2.replace("film-1", "film-2")).id()).isNotEqualTo(id);
        assertThat(valid(V2.replace("s1", "s2")).id()).isNotEqualTo(id);
        assertThat(valid(V2.replace("\"like\"", "\"skip\"")).id()).isNotEqualTo(id);
    }

    @Property
    void fieldsDoNotRunIntoEachOther(@ForAll String user, @ForAll String item) {
        Instant time = NOW;
        String one = EventIds.of(
                user,
                "like",
                Optional.of(item),
                time,
                java.util.OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
        String moved = EventIds.of(
                user + "x",
                "like",
                Optional.of(item),
                time,
                java.util.OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(one).hasSize(32).isNotEqualTo(moved);
    }

    @Example
    void idsBeginWithTheTimeSoThatTheyGrow() {
        assertThat(valid(event("")).id())
                .isLessThan(valid(event("").replace("1772366400", "1772366401")).id());
    }

    @Test
    void anIdThatWasSentIsKept() {
        assertThat(valid(event(",\"event_id\":\"7\"")).id()).isEqualTo("7");
        assertThat(valid(event(",\"event_id\":7")).id()).isEqualTo("7");
    }

    @Test
    void readsArraysLinesAndPrettyPrint() {
        assertThat(parse("[" + V2 + "," + event("") + "]")).hasSize(2).allMatch(Valid.class::isInstance);
        assertThat(parse(V2 + "\n\n" + event("") + "\r\n")).hasSize(2).allMatch(Valid.class::isInstance);
        assertThat(parse(V2.replace(",", ",\n  "))).hasSize(1).allMatch(Valid.class::isInstance);
        assertThat(parse("")).isEmpty();
        assertThat(parse(" \n ")).isEmpty();
        assertThat(parse("[]")).isEmpty();
    }

    @Test
    void eachEventKeepsItsOwnBytes() {
        assertThat(parse("[" + V2 + ", " + event(",\"label\":\"\u00e9\"") + "]"))
                .extracting(reading -> new String(reading.bytes(), StandardCharsets.UTF_8))
                .containsExactly(V2, event(",\"label\":\"\u00e9\""));
    }

    @Test
    void goesOnAfterABrokenLine() {
        List<Reading> readings = parse(V2 + "\n{\"user_id\":\"bo\",\"item_id\": oops}\n" + V2 + "\n{\"user_id\":\"cy");
        assertThat(readings)
                .extracting(Object::getClass)
                .containsExactly(Valid.class, Invalid.class, Valid.class, Invalid.class);
        assertThat(((Invalid) readings.get(1)).userId()).contains("bo");
    }

    @Test
    void aProblemWithAFieldLeavesTheOthersAlone() {
        assertThat(parse("[" + event(",\"event_id\":\"\"") + "," + V2 + ",7,\"x\",[1]]"))
                .extracting(reading ->
                        reading instanceof Invalid invalid ? invalid.problem().reason() : null)
                .containsExactly(
                        Rejection.INVALID_ID,
                        null,
                        Rejection.MALFORMED_JSON,
                        Rejection.MALFORMED_JSON,
                        Rejection.MALFORMED_JSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MALFORMED_JSON | {",
                "MALFORMED_JSON | nonsense",
                "MALFORMED_JSON | 7",
                "MISSING_FIELD | {}",
                "MISSING_FIELD | {\"user_id\":null,\"item_id\":\"a\",\"event_type\":\"like\",\"timestamp\":1}",
                "MISSING_FIELD | {\"user_id\":\"a\",\"item_id\":\"b\",\"event_type\":\"like\"}",
                "WRONG_KIND | {\"user_id\":{},\"item_id\":\"a\",\"event_type\":\"like\",\"timestamp\":1}",
                "WRONG_KIND | {\"user_id\":true}",
                "DUPLICATE_FIELD | {\"user_id\":\"a\",\"user_id\":\"b\"}",
                "DUPLICATE_FIELD | {\"other\":1,\"other\":2}",
                "DUPLICATE_FIELD | {\"amount\":1,\"value\":2}",
                "UNKNOWN_VERSION | {\"schema_version\":3}",
            })
    void refuses(Rejection reason, String json) {
        assertThat(rejected(json)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNKNOWN_TYPE | \"like\" | \"wave\"",
                "INVALID_TIME | 1772366400 | \"yesterday\"",
                "INVALID_TIME | 1772366400 | \"2026-03-01T12:00:00\"",
                "TIME_IN_FUTURE | 1772366400 | 1772366701",
                "TIME_IN_FUTURE | 1772366400 | 9e18",
                "NOT_FINITE | 1772366400 | 1e999",
                "NOT_FINITE | 1772366400 | NaN",
                "TIME_TOO_OLD | 1772366400 | 0",
                "TIME_TOO_OLD | 1772366400 | -5",
                "TIME_TOO_OLD | 1772366400 | \"1970-01-01T00:00:00Z\"",
                "MISSING_ITEM | \"item_id\" | \"other\"",
                "SELF_TARGET | \"film\",\"event_type\":\"like\" | \"ana\",\"event_type\":\"follow\"",
                "MISSING_AMOUNT | \"like\" | \"dwell\"",
                "NOT_FINITE | \"like\" | \"dwell\",\"amount\":NaN",
                "NOT_FINITE | \"like\" | \"like\",\"amount\":-INF",
                "AMOUNT_OUT_OF_RANGE | \"like\" | \"dwell\",\"value\":-1",
                "AMOUNT_OUT_OF_RANGE | \"like\" | \"dwell\",\"amount\":86400001",
                "WRONG_KIND | \"like\" | \"dwell\",\"amount\":\"7\"",
                "INVALID_ID | \"ana\" | \"\"",
                "INVALID_ID | \"ana\" | \"a\\u0000b\"",
                "INVALID_ID | \"ana\" | \"a\\nb\"",
                "INVALID_ID | \"ana\" | \"\\ud800\"",
                "INVALID_ID | \"film\" | \"\\udc00x\"",
            })
    void refusesChanged(Rejection reason, String from, String to) {
        String json = event("").replace(from, to);
        assertThat(json).isNotEqualTo(event(""));
        assertThat(rejected(json)).isEqualTo(reason);
    }

    @Test
    void acceptsWhatIsJustWithinTheBounds() {
        valid(event("").replace("1772366400", "1772366700"));
        valid(event("").replace("\"like\"", "\"dwell\",\"amount\":86400000"));
        valid(event("").replace("ana", "x".repeat(256)));
        assertThat(rejected(event("").replace("ana", "x".repeat(257)))).isEqualTo(Rejection.INVALID_ID);
    }

    @Test
    void aRetentionRefusesOldEvents() {
        EventParser keeping = new EventParser(
                EventTypes.standard(), EventLimits.DEFAULT.keeping(Duration.ofDays(1)), InstantSource.fixed(NOW));
        String old = event("").replace("1772366400", "1772279999");
        assertThat(((Invalid) keeping.parse(old.getBytes(StandardCharsets.UTF_8))
                                .getFirst())
                        .problem()
                        .reason())
                .isEqualTo(Rejection.TIME_TOO_OLD);
    }

    @Test
    void bombsAreTooLargeWhateverTheirShape() {
        assertThat(rejected("{\"x\":" + "[".repeat(100_000))).isEqualTo(Rejection.TOO_LARGE);
        assertThat(rejected("{\"x\":" + "{\"x\":".repeat(50_000))).isEqualTo(Rejection.TOO_LARGE);
        assertThat(rejected("{\"user_id\":\"" + "x".repeat(10 << 20) + "\"}")).isEqualTo(Rejection.TOO_LARGE);
        assertThat(rejected("{\"user_id\":\"" + "x".repeat(500_000) + "\"}")).isEqualTo(Rejection.TOO_LARGE);
        assertThat(rejected("{\"" + "x".repeat(50_000) + "\":1}")).isEqualTo(Rejection.TOO_LARGE);
        assertThat(rejected("{\"amount\":" + "9".repeat(5_000) + "}")).isEqualTo(Rejection.TOO_LARGE);
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 1_000; i++) {
            many.append("\"f").append(i).append("\":1,");
        }
        assertThat(rejected(many.append("\"z\":1}").toString())).isEqualTo(Rejection.TOO_LARGE);
    }

    @Test
    void brokenUtf8IsMalformed() {
        byte[] bytes = V2.getBytes(StandardCharsets.UTF_8);
        bytes[14] = (byte) 0xff;
        assertThat(((Invalid) parser.parse(bytes).getFirst()).problem().reason())
                .isEqualTo(Rejection.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE", "UTF-32"})
    void anotherEncodingIsMalformed(String encoding) {
        for (String json : List.of(V2, "1", "[]", "[1,2]", "{}\n{}")) {
            byte[] document = json.getBytes(Charset.forName(encoding));
            assertThat(parser.parse(document)).singleElement().isInstanceOfSatisfying(Invalid.class, invalid -> {
                assertThat(invalid.problem().reason()).isEqualTo(Rejection.MALFORMED_JSON);
                assertThat(invalid.problem().message()).contains("in UTF-8");
                assertThat(invalid.bytes()).isEqualTo(document);
            });
        }
    }

    @Test
    void aByteOrderMarkOfUtf8IsSkippedOnceAndAtTheBeginning() {
        assertThat(valid("\uFEFF" + V2).userId()).isEqualTo("ana");
        assertThat(parse("\uFEFF" + V2 + "\n" + V2)).hasSize(2).allMatch(Valid.class::isInstance);
        assertThat(parse("\uFEFF")).isEmpty();
        assertThat(rejected("\uFEFF\uFEFF" + V2)).isEqualTo(Rejection.MALFORMED_JSON);
        byte[] cut = {(byte) 0xEF, (byte) 0xBB};
        assertThat(parser.parse(cut)).singleElement().isInstanceOf(Invalid.class);
    }

    @Property(tries = 3_000)
    void noBytesWhateverBreakTheParser(@ForAll("noise") byte[] noise) {
        parser.parse(noise);
    }

    /** Any bytes, and those that JSON and the marks of encodings are made of. */
    @Provide
    Arbitrary<byte[]> noise() {
        Arbitrary<Byte> telling = Arbitraries.of(
                (byte) 0,
                (byte) 0xEF,
                (byte) 0xBB,
                (byte) 0xBF,
                (byte) 0xFE,
                (byte) 0xFF,
                (byte) '{',
                (byte) '}',
                (byte) '[',
                (byte) ']',
                (byte) '"',
                (byte) ':',
                (byte) ',',
                (byte) '1',
                (byte) '\n',
                (byte) '\\',
                (byte) 'a');
        return Arbitraries.oneOf(Arbitraries.bytes(), telling)
                .array(byte[].class)
                .ofMaxSize(40);
    }

    @Property(tries = 300)
    void noCutBreaksTheParserOrMakesAnotherEvent(
            @ForAll @net.jqwik.api.constraints.IntRange(min = 1, max = 170) int length) {
        byte[] bytes = V2.getBytes(StandardCharsets.UTF_8);
        assertThat(parser.parse(java.util.Arrays.copyOf(bytes, Math.min(length, bytes.length - 1))))
                .allMatch(Invalid.class::isInstance);
    }

    @Test
    void messagesNameNobody() {
        for (String json : List.of(
                event("").replace("ana", "secret-name\\u0000"),
                event("").replace("\"like\"", "\"wave\"").replace("ana", "secret-name"),
                event(",\"user_id\":\"secret-name\""),
                "{\"user_id\":\"secret-name\", oops",
                event(",\"secret-name\":1,\"secret-name\":1"))) {
            assertThat(((Invalid) parse(json).getFirst()).problem().message()).doesNotContain("secret-name");
        }
    }
}
