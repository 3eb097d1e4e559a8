package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovieLens100kReaderTest {

    private final InteractionReader reader = new MovieLens100kReader();

    @TempDir
    private Path folder;

    @BeforeEach
    void writeASmallFolderInTheSameLayout() throws IOException {
        write("u.data", "7\t1\t4\t1000\n8\t2\t5\t2000\n");
        write("u.genre", "unknown|0\nDrama|1\nComedy|2\n\n");
        write(
                "u.item",
                "1|Am\u00E9lie (2001)|25-Apr-2001||http://example.org/1|0|1|1\n2|Untitled|01-Jan-1999||u|1|0|0\n");
        write("u.user", "7|24|F|writer|00000\n");
    }

    @Test
    void ratingsFilmsAndUsersAreRead() throws IOException {
        DataSet data = reader.read(folder);

        assertThat(InteractionsTest.rows(data.interactions())).containsExactly("7 1 4.0 1000000", "8 2 5.0 2000000");
        CatalogueRecord film = data.items().find("1").orElseThrow();
        assertThat(film.title()).isEqualTo("Am\u00E9lie (2001)");
        assertThat(film.values("genre")).containsExactly("Drama", "Comedy");
        assertThat(film.values("year")).containsExactly("2001");
        assertThat(data.users().find("7").orElseThrow().values("occupation")).containsExactly("writer");
        assertThat(data.report().accepted()).isEqualTo(2 + 3 + 2 + 1);
    }

    @Test
    void anUnknownGenreIsNoneAndTheReleaseDateStandsInForTheYear() throws IOException {
        CatalogueRecord film = reader.read(folder).items().find("2").orElseThrow();

        assertThat(film.values("genre")).isEmpty();
        assertThat(film.values("year")).containsExactly("1999");
    }

    @Test
    void theTimeUnitIsSecondsWhateverTheOptionsSay() throws IOException {
        ReadOptions options =
                ReadOptions.builder().timeUnit(TimeUnit.MILLISECONDS).build();

        assertThat(reader.read(folder, options).interactions().timeMillis(0)).isEqualTo(1_000_000);
    }

    @Test
    void malformedLinesAreNamedOrSkipped() throws IOException {
        write("u.item", "1|A|||u|0|1|0\n1|B|||u|0|1|0\n2|C|||u|0|yes|0\n3|D|||u|0\n");

        assertThatThrownBy(() -> reader.read(folder))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("u.item, line 2")
                .hasMessageContaining("each id must come once");
        DataSet lenient =
                reader.read(folder, ReadOptions.builder().lenient(true).build());
        assertThat(lenient.items().size()).isEqualTo(1);
        assertThat(lenient.report().problems())
                .extracting(ReadReport.Problem::message)
                .satisfiesExactly(
                        first -> assertThat(first).contains("come once"),
                        second -> assertThat(second).contains("0 or 1, was \"yes\""),
                        third -> assertThat(third).contains("8 fields separated by |, has 6"));
    }

    @Test
    void skippedRatingsAreReportedToo() throws IOException {
        write("u.data", "7\t1\t4\t1000\n7\t2\n8\tx\tlots\t1\n");

        DataSet lenient =
                reader.read(folder, ReadOptions.builder().lenient(true).build());

        assertThat(lenient.interactions().size()).isEqualTo(1);
        assertThat(lenient.report().skipped()).isEqualTo(2);
    }

    @Test
    void aGapInTheGenresIsRefused() throws IOException {
        write("u.genre", "unknown|0\nDrama|2\n");

        assertThatThrownBy(() -> reader.read(folder)).hasMessageContaining("without a gap, next is 1, was \"2\"");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("u.genre"));

        assertThatThrownBy(() -> reader.read(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("u.genre");
    }

    @Test
    void theRealDataHasItsPublishedCounts() throws IOException {
        DataSet data = reader.read(RealData.folder("movielens-100k"));

        assertThat(data.interactions().size()).isEqualTo(100_000);
        assertThat(data.interactions().users().size()).isEqualTo(943);
        assertThat(data.interactions().items().size()).isEqualTo(1_682);
        assertThat(data.items().size()).isEqualTo(1_682);
        assertThat(data.users().size()).isEqualTo(943);
        assertThat(data.items().distinctValues("genre")).hasSize(18).contains("Film-Noir");
        assertThat(data.items().find("1").orElseThrow())
                .isEqualTo(new CatalogueRecord(
                        "1",
                        "Toy Story (1995)",
                        Map.of("genre", List.of("Animation", "Children's", "Comedy"), "year", List.of("1995"))));
    }

    private void write(String name, String content) throws IOException {
        Files.write(folder.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
    }
}
