package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLocationTest {

    @TempDir
    private Path folder;

    @Test
    void aFileIsKnownByItsExtension() throws IOException {
        assertThat(DataLocation.detect(file("a.TSV", "x,y\n")).format()).isEqualTo(DataFormat.TSV);
        assertThat(DataLocation.detect(file("a.csv", "x\ty\n")).format()).isEqualTo(DataFormat.CSV);
    }

    @Test
    void anotherFileIsKnownByItsFirstLine() throws IOException {
        assertThat(DataLocation.detect(file("u.data", "1\t2,5\n")).format()).isEqualTo(DataFormat.TSV);
        assertThat(DataLocation.detect(file("ratings", "1,2\n")).format()).isEqualTo(DataFormat.CSV);
        assertThat(DataLocation.detect(file("empty", "")).format()).isEqualTo(DataFormat.TSV);
        Path neither = file("notes", "hello\n1,2\n");
        assertThatThrownBy(() -> DataLocation.detect(neither))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("notes")
                .hasMessageContaining("movielens-100k, tsv, csv");
    }

    @Test
    void aFolderWithOneFileMeansThatFile() throws IOException {
        Path file = file("plays.tsv", "u\ti\n");
        file("README", "about");

        DataLocation found = DataLocation.detect(folder);

        assertThat(found).isEqualTo(new DataLocation(DataFormat.TSV, file));
        assertThat(found.read(ReadOptions.DEFAULT).interactions().size()).isEqualTo(1);
    }

    @Test
    void aFolderWithTwoFormatsAsksWhichUnlessTold() throws IOException {
        file("u.data", "");
        file("u.item", "");
        Path csv = file("ratings.csv", "");

        assertThatThrownBy(() -> DataLocation.detect(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(movielens-100k), ratings.csv (csv)");
        assertThat(DataLocation.of(folder, DataFormat.CSV).path()).isEqualTo(csv);
        assertThat(DataLocation.of(folder, DataFormat.MOVIELENS_100K).path()).isEqualTo(folder);
        assertThatThrownBy(() -> DataLocation.of(folder, DataFormat.TSV)).hasMessageContaining("must hold tsv data");
    }

    @Test
    void aNamedFormatTakesAFileAsItIs() throws IOException {
        Path file = file("odd.name", "no separator");

        assertThat(DataLocation.of(file, DataFormat.CSV)).isEqualTo(new DataLocation(DataFormat.CSV, file));
    }

    @Test
    void aMissingPathIsRefused() {
        assertThatThrownBy(() -> DataLocation.detect(folder.resolve("nowhere")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void formatsAreFoundByLabelAndListedWhenNot() {
        assertThat(DataFormat.named("MovieLens-100K")).isEqualTo(DataFormat.MOVIELENS_100K);
        assertThatThrownBy(() -> DataFormat.named("json"))
                .hasMessage("format must be one of movielens-100k, tsv, csv, was \"json\"");
        for (DataFormat format : DataFormat.values()) {
            assertThat(DataFormat.named(format.label())).isEqualTo(format);
        }
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
