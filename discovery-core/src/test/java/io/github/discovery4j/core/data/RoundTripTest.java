package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written in a format comes back from its reader, for ids in any script. */
class RoundTripTest {

    record Row(String user, String item, float weight, long seconds) {

        String text() {
            return user + " " + item + " " + weight + " " + seconds * 1000;
        }
    }

    @Provide
    Arbitrary<List<Row>> anyRows() {
        return rows(Arbitraries.strings().ofMinLength(1).ofMaxLength(8).filter(RoundTripTest::isText));
    }

    @Provide
    Arbitrary<List<Row>> rowsWithoutTabsAndLineEnds() {
        return rows(Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(8)
                .filter(id -> isText(id) && id.chars().noneMatch(c -> c == '\t' || c == '\n' || c == '\r')));
    }

    private static Arbitrary<List<Row>> rows(Arbitrary<String> ids) {
        Arbitrary<Float> weights = Arbitraries.floats().between(-1e30f, 1e30f);
        Arbitrary<Long> seconds = Arbitraries.longs().between(-10_000_000_000L, 10_000_000_000L);
        return Combinators.combine(ids, ids, weights, seconds)
                .as(Row::new)
                .list()
                .ofMaxSize(10);
    }

    /** Half a surrogate pair is no character and has no UTF-8 form; a leading U+FEFF is a byte-order mark. */
    private static boolean isText(String id) {
        return id.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF) && id.charAt(0) != '\uFEFF';
    }

    @Property
    void tsvComesBack(@ForAll("rowsWithoutTabsAndLineEnds") List<Row> rows) throws IOException {
        assertComesBack(
                new TsvReader(), rows, "", row -> row.user + "\t" + row.item + "\t" + row.weight + "\t" + row.seconds);
    }

    @Property
    void csvComesBack(@ForAll("anyRows") List<Row> rows) throws IOException {
        assertComesBack(
                new CsvReader(),
                rows,
                "user,item,weight,time\r\n",
                row -> quoted(row.user) + "," + quoted(row.item) + "," + row.weight + "," + row.seconds);
    }

    private static String quoted(String field) {
        return '"' + field.replace("\"", "\"\"") + '"';
    }

    private static void assertComesBack(
            InteractionReader reader, List<Row> rows, String header, Function<Row, String> format) throws IOException {
        Path file = Files.createTempFile("round-trip", ".txt");
        try {
            StringBuilder content = new StringBuilder(header);
            rows.forEach(row -> content.append(format.apply(row)).append("\r\n"));
            Files.writeString(file, content);
            ReadOptions options =
                    ReadOptions.builder().duplicates(DuplicatePolicy.KEEP_ALL).build();

            Interactions read = reader.read(file, options).interactions();

            assertThat(InteractionsTest.rows(read))
                    .isEqualTo(rows.stream().map(Row::text).toList());
        } finally {
            Files.delete(file);
        }
    }
}
