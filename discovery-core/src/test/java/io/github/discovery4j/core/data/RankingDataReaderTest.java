package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankingDataReaderTest {

    private final RankingDataReader reader = new RankingDataReader();

    @TempDir
    private Path folder;

    @Test
    void rowsAndQuerySizesAreRead() throws IOException {
        Path rows = rows("2 1:0.5 3:-1e2\n0\n1.5 0:7 # the best\n");
        file("rank.train.query", "1\n2\n");

        RankingData data = reader.read(rows);

        assertThat(data.rowCount()).isEqualTo(3);
        assertThat(data.queryCount()).isEqualTo(2);
        assertThat(data.queryStart(1)).isEqualTo(1);
        assertThat(data.queryEnd(1)).isEqualTo(3);
        assertThat(data.featureCount()).isEqualTo(4);
        assertThat(data.label(2)).isEqualTo(1.5);
        assertThat(row(data, 0, 4)).containsExactly(0, 0.5, 0, -100);
        assertThat(row(data, 1, 4)).containsExactly(0, 0, 0, 0);
        assertThat(row(data, 2, 1)).containsExactly(7);
        assertThat(row(data, 0, 2)).containsExactly(0, 0.5);
    }

    @Test
    void queriesMayBeInTheRows() throws IOException {
        RankingData data = reader.read(rows("1 qid:7 1:1\n0 qid:7 1:2\n2 qid:3 1:3\n"));

        assertThat(data.queryCount()).isEqualTo(2);
        assertThat(data.queryEnd(0)).isEqualTo(2);
        assertThat(data.queryEnd(1)).isEqualTo(3);
    }

    @Test
    void missingValuesAreNanAndCommentsArePassedOver() throws IOException {
        Path file = rows("# 0 age\n# 1 shared\n1 qid:1 0:nan 1:2\n0 qid:1 1:nan # 7\n");
        RankingData data = reader.read(file);

        assertThat(RankingDataReader.recognises(file)).isTrue();
        double[] row = new double[2];
        data.copyRow(0, row);
        assertThat(row).containsExactly(Double.NaN, 2);
        data.copyRow(1, row);
        assertThat(row).containsExactly(0, Double.NaN);
    }

    @Test
    void valuesAreTheNearestDoubles() throws IOException {
        RankingData data = reader.read(rows("0 qid:1 1:0.1 2:0.30000000000000004\n"));

        assertThat(data.value(0)).isEqualTo(0.1);
        assertThat(data.value(1)).isEqualTo(0.1 + 0.2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 qid:1 2:1 2:2        | each feature must come once in a row, 2 comes twice",
                "1 qid:1 3:1 2:2        | features must ascend within a row, 2 comes after 3",
                "1 qid:1 -1:1           | a feature's number must be a whole number in [0, 16777215], was \"-1\"",
                "1 qid:1 99999999:1     | was \"99999999\"",
                "1 qid:1 1:NaN          | a value must be a finite decimal number, was \"NaN\"",
                "x qid:1 1:1            | a label must be a finite decimal number, was \"x\"",
                "1 qid:1 word           | feature:value, was \"word\"",
                "1 1:1                  | must say their query or none, this one does not",
                "1 qid:5 1:1            | qid:5 comes again"
            })
    void aMalformedRowIsRefusedWithItsNumber(String row, String reason) throws IOException {
        Path rows = rows("1 qid:5 1:1\n0 qid:1 1:1\n" + row + "\n");

        assertThatThrownBy(() -> reader.read(rows))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("rank.train, line 3")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"'1\n1\n', are 2 and there are 3 rows", "'2\n2\n', are 4 and there are 3 rows"})
    void sizesThatAreNotTheRowsAreRefusedWithBothNumbers(String sizes, String reason) throws IOException {
        Path rows = rows("1 1:1\n1 1:1\n1 1:1\n");
        file("rank.train.query", sizes);

        assertThatThrownBy(() -> reader.read(rows))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("rank.train.query, line 2")
                .hasMessageContaining(reason);
    }

    @Test
    void aQueryOfNoRowIsRefused() throws IOException {
        Path rows = rows("1 1:1\n");
        file("rank.train.query", "1\n0\n");

        assertThatThrownBy(() -> reader.read(rows)).hasMessageContaining("in [1, 2147483647], was \"0\"");
    }

    @Test
    void sizesAndQidsMustAgree() throws IOException {
        Path rows = rows("1 qid:1 1:1\n1 qid:1 1:1\n1 qid:2 1:1\n");
        file("rank.train.query", "2\n1\n");
        assertThat(reader.read(rows).queryEnd(0)).isEqualTo(2);
        file("rank.train.query", "1\n2\n");
        assertThatThrownBy(() -> reader.read(rows)).hasMessageContaining("must be those that qid in the rows gives");
    }

    @Test
    void rowsWithoutQueriesAndLenientReadingAreRefused() throws IOException {
        Path rows = rows("1 1:1\n");

        assertThatThrownBy(() -> reader.read(rows)).hasMessageContaining("rank.train.query must say how many rows");
        assertThatThrownBy(() ->
                        reader.read(rows, ReadOptions.builder().lenient(true).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be strict");
    }

    @Test
    void anEmptyFileHasNoRows() throws IOException {
        RankingData data = reader.read(rows(""));

        assertThat(data.rowCount()).isZero();
        assertThat(data.queryCount()).isZero();
        assertThat(data.featureCount()).isZero();
    }

    @Test
    void theRealDataHasItsPublishedCounts() throws IOException {
        Path real = RealData.folder("ltr-lightgbm-lambdarank");

        RankingData train = reader.read(real.resolve("rank.train"));
        RankingData test = reader.read(real.resolve("rank.test"));

        assertThat(train.rowCount()).isEqualTo(3_005);
        assertThat(train.queryCount()).isEqualTo(201);
        assertThat(test.rowCount()).isEqualTo(768);
        assertThat(test.queryCount()).isEqualTo(50);
        assertThat(train.featureCount()).isEqualTo(301);
    }

    private static double[] row(RankingData data, int row, int length) {
        double[] dense = new double[length];
        Arrays.fill(dense, 99);
        data.copyRow(row, dense);
        return dense;
    }

    private Path rows(String content) throws IOException {
        return file("rank.train", content);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
