package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What TSV and CSV accept, and how they refuse. */
class ReadersTest {

    private static final InteractionReader TSV = new TsvReader();
    private static final InteractionReader CSV = new CsvReader();
    private static final ReadOptions LENIENT =
            ReadOptions.builder().lenient(true).build();

    @TempDir
    private Path folder;

    @Test
    void tsvColumnsMayEndEarly() throws IOException {
        assertThat(rows(TSV, "u\ti\nu\tj\t2.5\nv\ti\t-3e1\t100\n"))
                .containsExactly("u i 1.0 -", "u j 2.5 -", "v i -30.0 100000");
    }

    @Test
    void csvWithoutHeaderHasTheSameColumns() throws IOException {
        assertThat(rows(CSV, "u,i\nu,j,2.5\nv,i,,100\n")).containsExactly("u i 1.0 -", "u j 2.5 -", "v i 1.0 100000");
    }

    @Test
    void csvHeaderNamesColumnsInAnyOrder() throws IOException {
        assertThat(rows(CSV, "Timestamp,movieId,note,User-ID,rating\n7,m,hi,u,4\n,n,,u,\n"))
                .containsExactly("u m 4.0 7000", "u n 1.0 -");
    }

    @Test
    void csvQuotesHoldAnything() throws IOException {
        assertThat(rows(CSV, "\"a,\"\"b\"\"\",\"x\r\ny\t\",2\r\nv,w\r\n"))
                .containsExactly("a,\"b\" x\r\ny\t 2.0 -", "v w 1.0 -");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\r\n", "\uFEFF", "\uFEFF\n"})
    void anEmptyFileHasNoInteractions(String content) throws IOException {
        assertThat(rows(TSV, content)).isEmpty();
        assertThat(rows(CSV, content)).isEmpty();
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkAreTolerated() throws IOException {
        assertThat(rows(TSV, "\uFEFFu\ti\t2\r\nv\ti\t3")).containsExactly("u i 2.0 -", "v i 3.0 -");
        assertThat(rows(CSV, "\uFEFFuser,item\r\nv,i")).containsExactly("v i 1.0 -");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u                 | 2 to 4 fields separated by tabs, has 1",
                "u\\ti\\t1\\t2\\t3 | 2 to 4 fields separated by tabs, has 5",
                "\\ti              | user id must have at least one character",
                "u\\t              | item id must have at least one character",
                "u\\ti\\tNaN       | was \"NaN\"",
                "u\\ti\\t-Infinity | was \"-Infinity\"",
                "u\\ti\\t1e39      | was \"1e39\"",
                "u\\ti\\t1f        | was \"1f\"",
                "u\\ti\\t0x1p3     | was \"0x1p3\"",
                "u\\ti\\tfive      | was \"five\"",
                "u\\ti\\t          | was \"\"",
                "u\\ti\\t1\\t1.5   | whole number of seconds since 1970, was \"1.5\"",
                "u\\ti\\t1\\t1700000000000 | milliseconds? set the time unit"
            })
    void aMalformedLineIsRefusedWithItsNumber(String line, String reason) throws IOException {
        Path file = file("secret-free.tsv", "ok\tfine\n\n" + line.replace("\\t", "\t") + "\nlast\tline\n");

        assertThatThrownBy(() -> TSV.read(file))
                .isInstanceOfSatisfying(MalformedDataException.class, e -> {
                    assertThat(e.line()).isEqualTo(3);
                    assertThat(e.file()).isEqualTo(file);
                })
                .hasMessageContaining(file.toString())
                .hasMessageContaining("line 3")
                .hasMessageContaining(reason);
        DataSet lenient = TSV.read(file, LENIENT);
        assertThat(InteractionsTest.rows(lenient.interactions())).containsExactly("ok fine 1.0 -", "last line 1.0 -");
        assertThat(lenient.report().accepted()).isEqualTo(2);
        assertThat(lenient.report().skipped()).isEqualTo(1);
        assertThat(lenient.report().problems().get(0).message()).contains(reason);
    }

    @Test
    void malformedCsvIsRefused() throws IOException {
        assertMalformed(CSV, "u,5\" disc\n", "bare quote");
        assertMalformed(CSV, "u,\"i\"x\n", "after a closing quote");
        assertMalformed(CSV, "u,\"i\nv,j\n", "must be closed by a quote");
        assertMalformed(CSV, "u,i,1,2,3\n", "2 to 4 fields separated by commas, has 5");
        assertMalformed(CSV, "user,item\nu\n", "2 fields separated by commas, has 1");
    }

    @Test
    void aQuotedRecordIsNamedByItsFirstLine() throws IOException {
        Path file = file("data.csv", "u,\"two\nlines\"\nu,\"two\nlines\",NaN\n");

        assertThatThrownBy(() -> CSV.read(file)).hasMessageContaining("line 3");
    }

    @Test
    void anUnclosedQuoteCostsNoMoreThanTheBound() throws IOException {
        Path file = file("data.csv", "u,\"open " + "x".repeat(100) + "\nv,j\n");
        ReadOptions options =
                ReadOptions.builder().lenient(true).maxRecordBytes(50).build();

        DataSet data = CSV.read(file, options);

        assertThat(InteractionsTest.rows(data.interactions())).containsExactly("v j 1.0 -");
        assertThat(data.report().problems().get(0).message()).contains("at most 50 bytes");
    }

    @Test
    void aLineOfExactlyTheBoundIsRead() throws IOException {
        Path file = file("data.tsv", "u\t1234567\r\nu\t12345678\r\n");
        ReadOptions options =
                ReadOptions.builder().lenient(true).maxRecordBytes(9).build();

        DataSet data = TSV.read(file, options);

        assertThat(InteractionsTest.rows(data.interactions())).containsExactly("u 1234567 1.0 -");
        assertThat(data.report().skipped()).isEqualTo(1);
    }

    @Test
    void aLineCutAtACarriageReturnIsStillTooLong() throws IOException {
        Path file = file("data.tsv", "u\t1234567\rrest\n");
        ReadOptions options =
                ReadOptions.builder().lenient(true).maxRecordBytes(9).build();

        assertThat(TSV.read(file, options).report().skipped()).isEqualTo(1);
    }

    @Test
    void bytesThatAreNotUtf8CostOneLine() throws IOException {
        Path file = folder.resolve("latin1.tsv");
        Files.write(file, "a\tcaf\u00E9\nb\ttea\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> TSV.read(file)).hasMessageContaining("line 1").hasMessageContaining("must be UTF-8");
        assertThat(InteractionsTest.rows(TSV.read(file, LENIENT).interactions()))
                .containsExactly("b tea 1.0 -");
    }

    @Test
    void latin1IsNamedWithTheWayToConvertIt() throws IOException {
        Path file = folder.resolve("latin1.csv");
        Files.write(file, "b,tea\na,caf\u00E9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> CSV.read(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("latin1.csv, line 2")
                .hasMessageContaining("iconv -f ISO-8859-1 -t UTF-8 latin1.csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1::2::3::4  | ::         | true",
                "1::2::3::4  | ::         | false",
                "u;i;3;4     | semicolons | true",
                "u;i;3;4     | semicolons | false",
                "u,i,3       | commas     | true",
                "u\ti\t3   | tabs       | false",
                "u i 3       | spaces     | true",
                "u i 3       | spaces     | false"
            })
    void aWrongDelimiterIsNamed(String line, String name, boolean tsv) throws IOException {
        Path file = file("data.txt", line.replace("\\t", "\t") + "\n");

        assertThatThrownBy(() -> (tsv ? TSV : CSV).read(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("this line looks separated by " + name);
    }

    @Test
    void aFileCutInALineIsRemarked() throws IOException {
        assertThat(TSV.read(file("cut.tsv", "u\ti\t5\t881250949\nv\ti\t5\t8812"))
                        .report()
                        .remarks())
                .containsExactly("cut.tsv does not end with a line end; if it was cut off, its last line may be too.");
        assertThat(TSV.read(file("whole.tsv", "u\ti\t5\t881250949\n")).report().remarks())
                .isEmpty();
        assertMalformed(CSV, "u,\"cut off", "must be closed by a quote");
    }

    @Test
    void repeatsAreRemarked() throws IOException {
        assertThat(TSV.read(file("data.tsv", "u\ti\t1\nu\ti\t2\n")).report().remarks())
                .containsExactly("Repeated pairs of user and item: 1; the latest of each counts.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "5",
                "4.5",
                "0.1",
                "1234567",
                ".5",
                "5.",
                "0.000001",
                "99.99999",
                "12345678",
                "1e3",
                "-2",
                "+7"
            })
    void aWeightIsTheNearestFloat(String text) throws IOException {
        assertThat(TSV.read(file("data.tsv", "u\ti\t" + text + "\n"))
                        .interactions()
                        .weight(0))
                .isEqualTo(Float.parseFloat(text));
    }

    @Test
    void onlyTheFirstProblemsAreDescribed() throws IOException {
        DataSet data = TSV.read(file("data.tsv", "bad\n".repeat(50)), LENIENT);

        assertThat(data.report().skipped()).isEqualTo(50);
        assertThat(data.report().problems()).hasSize(ReadReport.MAX_PROBLEMS);
    }

    @Test
    void timesMayBeMilliseconds() throws IOException {
        ReadOptions options =
                ReadOptions.builder().timeUnit(TimeUnit.MILLISECONDS).build();

        assertThat(InteractionsTest.rows(TSV.read(file("data.tsv", "u\ti\t1\t1700000000000\n"), options)
                        .interactions()))
                .containsExactly("u i 1.0 1700000000000");
    }

    @Test
    void theDuplicatePolicyReachesTheData() throws IOException {
        ReadOptions options =
                ReadOptions.builder().duplicates(DuplicatePolicy.SUM).build();

        assertThat(InteractionsTest.rows(TSV.read(file("data.tsv", "u\ti\t1\nu\ti\t2\n"), options)
                        .interactions()))
                .containsExactly("u i 3.0 -");
    }

    @Test
    void aMissingFileAndAFolderAreRefusedClearly() {
        Path missing = folder.resolve("missing.tsv");

        assertThatThrownBy(() -> TSV.read(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("missing.tsv")
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> CSV.read(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("folder");
    }

    @Test
    void progressReachesTheEnd() throws IOException {
        Path file = file("data.tsv", "user\titem\n".repeat(300_000));
        List<Long> read = new ArrayList<>();
        ReadOptions options = ReadOptions.builder()
                .progress((of, bytes, total) -> read.add(bytes))
                .build();

        TSV.read(file, options);

        assertThat(read).isSorted().hasSizeGreaterThan(2).last().isEqualTo(Files.size(file));
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> ReadOptions.builder().maxRecordBytes(0).build())
                .hasMessageContaining("maxRecordBytes must be in [1, 268435456], was 0");
        assertThatThrownBy(() -> ReadOptions.builder().timeUnit(TimeUnit.DAYS).build())
                .hasMessageContaining("must be SECONDS or MILLISECONDS, was DAYS");
    }

    private void assertMalformed(InteractionReader reader, String content, String reason) throws IOException {
        Path file = file("data.txt", content);
        assertThatThrownBy(() -> reader.read(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(reason);
    }

    private List<String> rows(InteractionReader reader, String content) throws IOException {
        return InteractionsTest.rows(reader.read(file("data.txt", content)).interactions());
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
