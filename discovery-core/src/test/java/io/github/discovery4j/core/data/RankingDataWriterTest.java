package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankingDataWriterTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsReadBackIsEqual() throws IOException {
        double[] values = {0, Double.NaN, 0.1f, -3, 1e300, 0, 0, 0, 0, 1 / 3.0, -0.0, Double.MIN_VALUE};
        TrainingRows rows =
                TrainingRows.ofQueries(List.of("age", "日本語", "x"), values, new float[] {0, 2, 1, 0}, new int[] {3, 1});
        Path file = folder.resolve("rank.train");
        RankingDataWriter.write(file, rows);
        assertThat(Files.readAllLines(file))
                .startsWith("# 0 age", "# 1 日本語", "# 2 x", "0 0:0 1:nan 2:0.10000000149011612", "2 0:-3 1:1.0E300");
        assertThat(folder.resolve("rank.train.query")).hasContent("3\n1\n");

        assertThat(RankingDataReader.recognises(file)).isTrue();
        TrainingRows read = TrainingRows.of(new RankingDataReader().read(file), 3);
        for (int i = 0; i < values.length; i++) {
            assertThat(Double.valueOf(read.values()[i])).isEqualTo(Double.valueOf(values[i]));
        }
        assertThat(read.labels()).isEqualTo(rows.labels());
        assertThat(read.queries()).isEqualTo(rows.queries());

        RankingDataWriter.delete(file);
        assertThat(folder).isEmptyDirectory();
        RankingDataWriter.delete(file);
    }

    @Test
    void whatTheReaderWouldRefuseIsRefused() {
        for (double infinite : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            TrainingRows rows = TrainingRows.ofQueries(
                    List.of("age", "height"), new double[] {0, 1, 2, infinite}, new float[] {0, 1}, new int[] {2});
            assertThatThrownBy(() -> RankingDataWriter.write(folder.resolve("f"), rows))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was " + infinite + " (row 1, feature \"height\")");
        }
        for (String name : List.of("a\n1 0:7", "a\r1 0:7")) {
            TrainingRows rows =
                    TrainingRows.ofQueries(List.of("x", name), new double[] {1, 2}, new float[] {1}, new int[] {1});
            assertThatThrownBy(() -> RankingDataWriter.write(folder.resolve("f"), rows))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("that of feature 1 has more");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void rowsWithoutQueriesAreRefused() {
        TrainingRows rows = TrainingRows.of(List.of("a"), new double[] {1}, new float[] {1});
        assertThatThrownBy(() -> RankingDataWriter.write(folder.resolve("f"), rows))
                .hasMessageContaining("had none (1 rows)");
        assertThat(folder).isEmptyDirectory();
    }
}
