package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                .hasMessageContaining("movielens-100k, movielens-1m")
                .hasMessageContaining("tsv, csv");
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
                .hasMessageContaining("u.data (movielens-100k), ratings.csv (csv)");
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
    void aFileOfAnotherSeparatorIsGuessedToo() throws IOException {
        assertThat(DataLocation.detect(file("some.dat", "1::2::3::4\n")).format())
                .isEqualTo(DataFormat.MOVIELENS_1M);
        assertThat(DataLocation.detect(file("some.txt", "1 2 0.5\n")).format()).isEqualTo(DataFormat.FILMTRUST);
        assertGuessRefused("words", "these are words\n", "could not be guessed");
        assertGuessRefused("semicolons", "u;i;3\n", "seem to be by semicolons; convert the file");
        assertGuessRefused("rank.train", "2 1:0.5 7:3\n", "RankingDataReader");
        assertGuessRefused("letor", "2 qid:1 1:0.5\n", "RankingDataReader");
    }

    private void assertGuessRefused(String name, String content, String message) throws IOException {
        Path file = file(name, content);
        assertThatThrownBy(() -> DataLocation.detect(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "movielens-1m, ratings.dat movies.dat users.dat",
        "movielens-1m, ratings.dat",
        "movielens-latest, ratings.csv movies.csv tags.csv links.csv",
        "goodbooks-10k, ratings.csv books.csv book_tags.csv tags.csv to_read.csv",
        "lastfm-hetrec, user_artists.dat artists.dat tags.dat",
        "filmtrust, ratings.txt trust.txt",
        "filmtrust, ratings_data.txt trust_data.txt"
    })
    void aFolderIsKnownByItsFiles(String format, String names) throws IOException {
        for (String name : names.split(" ", -1)) {
            file(name, "");
        }
        file("README.txt", "about");

        assertThat(DataLocation.detect(folder)).isEqualTo(new DataLocation(DataFormat.named(format), folder));
    }

    @Test
    void aFolderThatCouldBeTwoSetsAsksWhichUnlessTold() throws IOException {
        file("ratings.csv", "");
        file("movies.csv", "");
        file("books.csv", "");

        assertThatThrownBy(() -> DataLocation.detect(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ratings.csv (movielens-latest), ratings.csv (goodbooks-10k)")
                .hasMessageContaining("name the file or the format");
        assertThat(DataLocation.of(folder, DataFormat.GOODBOOKS_10K).path()).isEqualTo(folder);
        assertThatThrownBy(() -> DataLocation.of(folder, DataFormat.LASTFM_HETREC))
                .hasMessageContaining("that is user_artists.dat, holds none");
    }

    @Test
    void aFileIsNoFolderOfAFormat() throws IOException {
        Path file = file("ratings.csv", "");

        assertThat(DataLocation.detect(folder)).isEqualTo(new DataLocation(DataFormat.CSV, file));
        assertThat(DataLocation.of(folder, DataFormat.MOVIELENS_LATEST).path()).isEqualTo(folder);
        assertThatThrownBy(() -> DataLocation.of(file, DataFormat.MOVIELENS_LATEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be a folder, this is a file; name the folder that holds ratings.csv");
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
                .hasMessage("format must be one of movielens-100k, movielens-1m, movielens-latest, lastfm-hetrec,"
                        + " goodbooks-10k, filmtrust, tsv, csv, was \"json\"");
        for (DataFormat format : DataFormat.values()) {
            assertThat(DataFormat.named(format.label())).isEqualTo(format);
        }
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
