package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invented rows in the layouts in which data sets are published, and the one set that is on the machine. */
class PublishedLayoutsTest {

    private static final ReadOptions LENIENT =
            ReadOptions.builder().lenient(true).build();

    @TempDir
    private Path folder;

    @Nested
    class MovieLens1m {

        @Test
        void ratingsFilmsAndUsersAreRead() throws IOException {
            write("ratings.dat", "1::10::5::978300760\n1::20::3::978302109\n");
            latin1("movies.dat", "10::Amélie, or So (2001)::Comedy|Children's\n20::Untitled::Drama\n");
            write("users.dat", "1::F::1::10::48067\n");

            DataSet data = detected(DataFormat.MOVIELENS_1M);

            assertThat(InteractionsTest.rows(data.interactions()))
                    .containsExactly("1 10 5.0 978300760000", "1 20 3.0 978302109000");
            assertThat(data.items().find("10").orElseThrow())
                    .isEqualTo(new CatalogueRecord(
                            "10",
                            "Amélie, or So (2001)",
                            Map.of("genre", List.of("Comedy", "Children's"), "year", List.of("2001"))));
            assertThat(data.users().find("1").orElseThrow().attributes())
                    .isEqualTo(Map.of(
                            "gender", List.of("F"),
                            "age", List.of("1"),
                            "occupation", List.of("10"),
                            "zip_code", List.of("48067")));
            assertThat(data.taggings().size()).isZero();
            assertThat(data.ties().size()).isZero();
            assertThat(data.report().remarks()).isEmpty();
        }

        @Test
        void tenMillionsLayoutHasTagsAndUtf8() throws IOException {
            write("ratings.dat", "1::10::4.5::838985046\n");
            write("movies.dat", "10::Амели (2001)::(no genres listed)\n");
            write("tags.dat", "1::10::très bien::1215184630\n");

            DataSet data = detected(DataFormat.MOVIELENS_1M);

            assertThat(data.items().titleOf("10")).isEqualTo("Амели (2001)");
            assertThat(data.items().distinctValues("genre")).isEmpty();
            assertThat(taggings(data.taggings())).containsExactly("1 10 très bien 1215184630000");
            assertThat(data.report().remarks()).isEmpty();
        }

        @Test
        void ratingsAloneAreReadAndWhatIsMissingIsRemarked() throws IOException {
            write("ratings.dat", "1::10::5::978300760\r\n");

            DataSet data = detected(DataFormat.MOVIELENS_1M);

            assertThat(data.interactions().size()).isEqualTo(1);
            assertThat(data.items()).isSameAs(Catalogue.EMPTY);
            assertThat(data.report().remarks())
                    .containsExactly(
                            "There is no movies.dat: films have no titles and no genres.",
                            "There is no users.dat: users have no attributes.");
            assertThat(new MovieLens1mReader()
                            .read(folder.resolve("ratings.dat"))
                            .report()
                            .remarks())
                    .isEmpty();
        }

        @Test
        void withoutRatingsThereIsNothing() throws IOException {
            write("movies.dat", "10::A (2001)::Drama\n");

            assertThatThrownBy(() -> new MovieLens1mReader().read(folder))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining("ratings.dat");
        }

        @Test
        void anUnknownFilmKeepsItsRatingAndIsCounted() throws IOException {
            write("ratings.dat", "1::10::5::978300760\n1::77::5::978300760\n");
            write("movies.dat", "10::A (2001)::Drama\n");
            write("users.dat", "");

            DataSet data = detected(DataFormat.MOVIELENS_1M);

            assertThat(data.interactions().size()).isEqualTo(2);
            assertThat(data.items().titleOf("77")).isEqualTo("77");
            assertThat(data.report().remarks())
                    .containsExactly("Items of the interactions without a record: 1; their ids stand for titles.");
        }

        @Test
        void aCutLineMillisecondsAndAnotherDelimiterAreRefused() throws IOException {
            assertRefused("1::10::5::978300760\n1::20::3", "line 2", "4 fields separated by ::, has 3");
            assertRefused("1::10::5::978300760000\n", "this format has seconds: convert the column");
            assertRefused("1\t10\t5\t978300760\n", "looks separated by tabs");
        }

        private void assertRefused(String ratings, String... reasons) throws IOException {
            write("ratings.dat", ratings);
            assertThatThrownBy(() -> new MovieLens1mReader().read(folder))
                    .isInstanceOf(MalformedDataException.class)
                    .satisfies(e -> assertThat(e.getMessage()).contains(reasons));
        }

        @Test
        void blanksInATitleAreNotTakenForADelimiter() throws IOException {
            write("ratings.dat", "1::10::5::978300760\n");
            write("movies.dat", "10::A film of many words\n");

            assertThatThrownBy(() -> new MovieLens1mReader().read(folder))
                    .hasMessageContaining("3 fields separated by ::, has 2;");
        }

        @Test
        void anEmptyFileHasNoInteractions() throws IOException {
            write("ratings.dat", "");

            assertThat(new MovieLens1mReader().read(folder).interactions().size())
                    .isZero();
        }
    }

    @Nested
    class MovieLensLatest {

        @Test
        void ratingsFilmsLinksAndTagsAreRead() throws IOException {
            write("ratings.csv", "userId,movieId,rating,timestamp\r\n1,10,4.0,964982703\r\n1,20,0.5,964981247\r\n");
            write(
                    "movies.csv",
                    "movieId,title,genres\r\n10,\"Man, the \"\"Best\"\" (1995)\",Comedy|Sci-Fi\r\n20,Short,(no genres"
                            + " listed)\r\n");
            write("links.csv", "movieId,imdbId,tmdbId\r\n10,0114709,862\r\n20,0113497,\r\n");
            write(
                    "tags.csv",
                    "userId,movieId,tag,timestamp\r\n2,10,\"funny, \"\"very\"\"\",1445714994\r\n2,10,,1445714994\r\n");

            DataSet data = detected(DataFormat.MOVIELENS_LATEST);

            assertThat(InteractionsTest.rows(data.interactions()))
                    .containsExactly("1 10 4.0 964982703000", "1 20 0.5 964981247000");
            assertThat(data.items().find("10").orElseThrow())
                    .isEqualTo(new CatalogueRecord(
                            "10",
                            "Man, the \"Best\" (1995)",
                            Map.of(
                                    "genre", List.of("Comedy", "Sci-Fi"),
                                    "year", List.of("1995"),
                                    "imdb", List.of("0114709"),
                                    "tmdb", List.of("862"))));
            assertThat(data.items().find("20").orElseThrow().attributes())
                    .isEqualTo(Map.of("imdb", List.of("0113497")));
            assertThat(taggings(data.taggings())).containsExactly("2 10 funny, \"very\" 1445714994000");
            assertThat(data.report().remarks()).containsExactly("Taggings without a text: 1; left out.");
        }

        @Test
        void namedItReadsRatingsWithoutFilms() throws IOException {
            write("ratings.csv", "userId,movieId,rating,timestamp\n1,10,4.0,964982703\n");

            DataSet data = DataLocation.of(folder, DataFormat.MOVIELENS_LATEST).read(ReadOptions.DEFAULT);

            assertThat(data.interactions().size()).isEqualTo(1);
            assertThat(data.report().remarks())
                    .containsExactly("There is no movies.csv: films have no titles and no genres.");
        }

        @Test
        void aHeaderThatLacksAColumnEndsTheReadingLenientOrNot() throws IOException {
            write("movies.csv", "movieId,title,genres\n");
            write("ratings.csv", "userId,movieId,stars,timestamp\n1,10,4.0,964982703\n");
            for (ReadOptions options : List.of(ReadOptions.DEFAULT, LENIENT)) {
                assertThatThrownBy(() -> new MovieLensLatestReader().read(folder, options))
                        .isInstanceOf(MalformedDataException.class)
                        .hasMessageContaining("ratings.csv, line 1: the first line must name the columns, one of them"
                                + " \"rating\"");
            }
            write("ratings.csv", "userId;movieId;rating;timestamp\n1;10;4.0;964982703\n");
            assertThatThrownBy(() -> new MovieLensLatestReader().read(folder))
                    .hasMessageContaining("looks separated by semicolons");
        }

        @Test
        void aByteOrderMarkBeforeTheHeaderIsNoPartOfIt() throws IOException {
            write("movies.csv", "\uFEFFmovieId,title,genres\n");
            write("ratings.csv", "\uFEFFuserId,movieId,rating,timestamp\n1,10,4.0,964982703\n");

            assertThat(detected(DataFormat.MOVIELENS_LATEST).interactions().size())
                    .isEqualTo(1);
        }
    }

    @Nested
    class LastFm {

        private void writeSmallSet() throws IOException {
            write("user_artists.dat", "userID\tartistID\tweight\n2\t51\t13883\n2\t52\t10\n2\t51\t7\n3\t51\t1\n");
            write(
                    "artists.dat",
                    "id\tname\turl\tpictureURL\n51\tDuran \"2\" Duran\thttp://u\thttp://p\n52\tБасня\tu\tp\n");
            write("user_friends.dat", "userID\tfriendID\n2\t3\n3\t2\n3\t3\n");
            latin1("tags.dat", "tagID\ttagValue\n1\tmetal\n2\tdécadent\n");
            write(
                    "user_taggedartists.dat",
                    "userID\tartistID\ttagID\tday\tmonth\tyear\n2\t52\t1\t1\t4\t2009\n2\t52\t2\t30\t6\t1956\n"
                            + "2\t52\t1\t2\t4\t2009\n");
        }

        @Test
        void playsNamesFriendsAndTagsAreRead() throws IOException {
            writeSmallSet();

            DataSet data = detected(DataFormat.LASTFM_HETREC);

            assertThat(InteractionsTest.rows(data.interactions()))
                    .containsExactly("2 51 13890.0 -", "2 52 10.0 -", "3 51 1.0 -");
            assertThat(data.items().titleOf("51")).isEqualTo("Duran \"2\" Duran");
            assertThat(data.items().titleOf("52")).isEqualTo("Басня");
            assertThat(data.ties().size()).isEqualTo(1);
            assertThat(data.ties().directed()).isFalse();
            assertThat(taggings(data.taggings()))
                    .containsExactly(
                            "2 52 metal "
                                    + Instant.parse("2009-04-02T00:00:00Z").toEpochMilli(),
                            "2 52 décadent "
                                    + Instant.parse("1956-06-30T00:00:00Z").toEpochMilli());
            assertThat(data.report().remarks())
                    .containsExactly(
                            "Repeated pairs of user and item: 1; their weights are added up.",
                            "Ties of people with themselves: 1; left out.",
                            "Friendships written twice: 1; each counts once.",
                            "Repeated taggings: 1; the latest of each counts.");
        }

        @Test
        void theOptionsPolicyComesBeforeTheFormats() throws IOException {
            writeSmallSet();
            ReadOptions options =
                    ReadOptions.builder().duplicates(DuplicatePolicy.MAX).build();

            assertThat(new LastFmReader().read(folder, options).interactions().weight(0))
                    .isEqualTo(13_883);
        }

        @Test
        void timestampsStandInForDays() throws IOException {
            writeSmallSet();
            Files.delete(folder.resolve("user_taggedartists.dat"));
            write("user_taggedartists-timestamps.dat", "userID\tartistID\ttagID\ttimestamp\n2\t52\t1\t1238536800000\n");

            assertThat(taggings(new LastFmReader().read(folder).taggings()))
                    .containsExactly("2 52 metal 1238536800000");
        }

        @Test
        void aDateThatIsNoneAndAnUnknownTagAreRefused() throws IOException {
            writeSmallSet();
            String header = "userID\tartistID\ttagID\tday\tmonth\tyear\n";
            write(
                    "user_taggedartists.dat",
                    header + "2\t52\t1\t31\t2\t2009\n2\t52\t9\t1\t1\t2009\n2\t52\t1\t1\t1\t2009\n");

            assertThatThrownBy(() -> new LastFmReader().read(folder))
                    .hasMessageContaining("user_taggedartists.dat, line 2")
                    .hasMessageContaining("must make a date");
            DataSet lenient = new LastFmReader().read(folder, LENIENT);
            assertThat(lenient.taggings().size()).isEqualTo(1);
            assertThat(lenient.report().problems())
                    .extracting(ReadReport.Problem::message)
                    .satisfiesExactly(
                            first -> assertThat(first).contains("date"),
                            second -> assertThat(second).contains("one of tags.dat, was \"9\""));
        }

        @Test
        void playsAloneAreRead() throws IOException {
            write("user_artists.dat", "userID\tartistID\tweight\n2\t51\t13883\n");

            DataSet data = detected(DataFormat.LASTFM_HETREC);

            assertThat(data.interactions().size()).isEqualTo(1);
            assertThat(data.ties()).isSameAs(Ties.NONE);
            assertThat(data.taggings()).isSameAs(Taggings.NONE);
            assertThat(data.report().remarks()).hasSize(3);
        }

        @Test
        void theRealDataHasItsPublishedCounts() throws IOException {
            DataSet data = new LastFmReader().read(RealData.folder("hetrec2011-lastfm-2k"));

            assertThat(data.interactions().size()).isEqualTo(92_834);
            assertThat(data.interactions().users().size()).isEqualTo(1_892);
            assertThat(data.interactions().items().size()).isEqualTo(17_632);
            assertThat(data.items().size()).isEqualTo(17_632);
            assertThat(data.ties().size()).isEqualTo(12_717);
            assertThat(data.ties().over(data.interactions().users()).size()).isEqualTo(12_717);
            assertThat(data.taggings().size()).isEqualTo(186_478);
            assertThat(data.taggings().tags().size()).isEqualTo(9_749);
            assertThat(IntStream.range(0, data.taggings().size())
                            .filter(index -> data.taggings().timeMillis(index)
                                    < Instant.parse("2002-01-01T00:00:00Z").toEpochMilli()))
                    .hasSize(5);
            assertThat(data.report().accepted()).isEqualTo(92_834 + 17_632 + 25_434 + 11_946 + 186_478);
            assertThat(data.report().remarks()).containsExactly("Friendships written twice: 12,717; each counts once.");
        }
    }

    @Nested
    class Goodbooks {

        private void writeSmallSet() throws IOException {
            write("ratings.csv", "user_id,book_id,rating\n1,2,5\n2,2,3\n2,2,4\n");
            write(
                    "books.csv",
                    "book_id,goodreads_book_id,best_book_id,authors,original_publication_year,original_title,title,"
                            + "language_code\n1,2767052,2767052,Ana Ruiz,-750.0,,\"The Games, #1\",eng\n"
                            + "2,3,3,\"B. Writer, C. Drawer\",1997.0,Stone,,\n");
            write("tags.csv", "tag_id,tag_name\n7,to-read\n8,fantasía\n");
            write("book_tags.csv", "goodreads_book_id,tag_id,count\n3,7,-1\n3,8,20\n999,8,1\n");
            write("to_read.csv", "user_id,book_id\n9,1\n9,2\n");
        }

        @Test
        void ratingsBooksAndShelvesAreRead() throws IOException {
            writeSmallSet();

            DataSet data = detected(DataFormat.GOODBOOKS_10K);

            assertThat(InteractionsTest.rows(data.interactions())).containsExactly("1 2 5.0 -", "2 2 4.0 -");
            assertThat(data.items().find("1").orElseThrow())
                    .isEqualTo(new CatalogueRecord(
                            "1",
                            "The Games, #1",
                            Map.of(
                                    "author", List.of("Ana Ruiz"),
                                    "year", List.of("-750"),
                                    "language", List.of("eng"))));
            assertThat(data.items().find("2").orElseThrow())
                    .isEqualTo(new CatalogueRecord(
                            "2",
                            "Stone",
                            Map.of(
                                    "author", List.of("B. Writer", "C. Drawer"),
                                    "year", List.of("1997"),
                                    "tag", List.of("fantasía", "to-read"))));
            assertThat(data.taggings().size()).isZero();
        }

        @Test
        void booksMarkedToReadAreApart() throws IOException {
            writeSmallSet();

            DataSet toRead = new GoodbooksReader().readToRead(folder, ReadOptions.DEFAULT);

            assertThat(InteractionsTest.rows(toRead.interactions())).containsExactly("9 1 1.0 -", "9 2 1.0 -");
        }

        @Test
        void theFirstEditionCallsTheRatedBookId() throws IOException {
            writeSmallSet();
            write("books.csv", "id,book_id,authors,original_publication_year,title\n2,3,A,1997.0,Stone\n");

            DataSet data = detected(DataFormat.GOODBOOKS_10K);

            assertThat(data.items().titleOf("2")).isEqualTo("Stone");
            assertThat(data.items().find("2").orElseThrow().values("tag")).containsExactly("fantasía", "to-read");
        }

        @Test
        void aYearThatIsNoneIsRefused() throws IOException {
            writeSmallSet();
            write("books.csv", "book_id,goodreads_book_id,original_publication_year,title\n2,3,long ago,Stone\n");

            assertThatThrownBy(() -> new GoodbooksReader().read(folder))
                    .hasMessageContaining("books.csv, line 2: a year must be a whole number, was \"long ago\"");
        }
    }

    @Nested
    class FilmTrust {

        @Test
        void ratingsAndDirectedTrustAreRead() throws IOException {
            write("ratings.txt", "1 1 2\n1 2 0.5\n 2 1 4 \n1 2 3.5\n");
            write("trust.txt", "2 966 1\n966 2 1\n2 966 1\n5 5 1\n");

            DataSet data = detected(DataFormat.FILMTRUST);

            assertThat(InteractionsTest.rows(data.interactions()))
                    .containsExactly("1 1 2.0 -", "1 2 3.5 -", "2 1 4.0 -");
            assertThat(data.ties().directed()).isTrue();
            assertThat(data.ties().size()).isEqualTo(2);
            assertThat(data.report().remarks())
                    .containsExactly(
                            "Repeated pairs of user and item: 1; the latest of each counts.",
                            "Ties of people with themselves: 1; left out.",
                            "Repeated ties: 1; each counts once.");
        }

        @Test
        void epinionsNamesAndSpacesAreAcceptedToo() throws IOException {
            write("ratings_data.txt", "139431 100 4\n");
            write("trust_data.txt", " 22605\t42915   1\n");

            DataSet data = detected(DataFormat.FILMTRUST);

            assertThat(data.interactions().size()).isEqualTo(1);
            assertThat(data.ties().size()).isEqualTo(1);
        }

        @Test
        void withoutTrustTheRatingsAreRead() throws IOException {
            write("ratings.txt", "1 1 2\n");

            assertThat(detected(DataFormat.FILMTRUST).report().remarks())
                    .containsExactly("There is no trust.txt: nobody trusts anybody.");
        }

        @Test
        void commasAreNamed() throws IOException {
            write("ratings.txt", "1,1,2\n");

            assertThatThrownBy(() -> new FilmTrustReader().read(folder))
                    .hasMessageContaining(
                            "3 to 4 fields separated by spaces, has 1 (this line looks separated by commas");
        }
    }

    private DataSet detected(DataFormat format) throws IOException {
        DataLocation found = DataLocation.detect(folder);
        assertThat(found.format()).isEqualTo(format);
        return found.read(ReadOptions.DEFAULT);
    }

    private static List<String> taggings(Taggings taggings) {
        return IntStream.range(0, taggings.size())
                .mapToObj(index -> taggings.users().idOf(taggings.userOrdinal(index)) + " "
                        + taggings.items().idOf(taggings.itemOrdinal(index)) + " "
                        + taggings.tags().idOf(taggings.tagOrdinal(index)) + " " + taggings.timeMillis(index))
                .toList();
    }

    private void write(String name, String content) throws IOException {
        write(name, content, StandardCharsets.UTF_8);
    }

    private void latin1(String name, String content) throws IOException {
        write(name, content, StandardCharsets.ISO_8859_1);
    }

    private void write(String name, String content, Charset charset) throws IOException {
        Files.write(folder.resolve(name), content.getBytes(charset));
    }
}
