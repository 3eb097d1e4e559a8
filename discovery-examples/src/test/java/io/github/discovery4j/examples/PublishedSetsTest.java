package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both commands take the folder of a published set, whichever it is. Invented rows in each layout. */
class PublishedSetsTest {

    @TempDir
    private Path folder;

    @Test
    void movieLens1m() throws IOException {
        CommandRun.file(
                folder,
                "ratings.dat",
                "1::1::5::978300760",
                "1::2::4::978300760",
                "2::1::3::1",
                "2::3::4::2",
                "1::4::5::1",
                "1::5::5::1",
                "2::4::5::1",
                "2::5::5::1");
        CommandRun.file(folder, "movies.dat", "1::Dune (1984)::Sci-Fi", "3::Moon (2009)::Sci-Fi");
        assertBothTake("movielens-1m", "Moon (2009)", "There is no users.dat: users have no attributes.");
    }

    @Test
    void movieLensLatest() throws IOException {
        CommandRun.file(
                folder,
                "ratings.csv",
                "userId,movieId,rating,timestamp",
                "1,1,5,978300760",
                "1,2,4,978300760",
                "2,1,3,1",
                "2,3,4,2",
                "1,4,5,1",
                "1,5,5,1",
                "2,4,5,1",
                "2,5,5,1");
        CommandRun.file(folder, "movies.csv", "movieId,title,genres", "3,\"Moon, the (2009)\",Sci-Fi");
        assertBothTake("movielens-latest", "Moon, the (2009)", "Items of the interactions without a record: 4");
    }

    @Test
    void lastFm() throws IOException {
        CommandRun.file(
                folder,
                "user_artists.dat",
                "userID\tartistID\tweight",
                "1\t1\t352698",
                "1\t2\t1",
                "2\t1\t7",
                "2\t3\t9",
                "1\t4\t5",
                "1\t5\t5",
                "2\t4\t5",
                "2\t5\t5");
        CommandRun.file(folder, "artists.dat", "id\tname\turl\tpictureURL", "3\tMoon Duo\tu\tp");
        assertBothTake("lastfm-hetrec", "Moon Duo", "There is no user_friends.dat");
    }

    @Test
    void goodbooks() throws IOException {
        CommandRun.file(
                folder,
                "ratings.csv",
                "user_id,book_id,rating",
                "1,1,5",
                "1,2,4",
                "2,1,3",
                "2,3,4",
                "1,4,5",
                "1,5,5",
                "2,4,5",
                "2,5,5");
        CommandRun.file(folder, "books.csv", "book_id,goodreads_book_id,title", "3,30,Moon Tiger");
        assertBothTake("goodbooks-10k", "Moon Tiger", "without a record");
    }

    @Test
    void filmTrust() throws IOException {
        CommandRun.file(
                folder, "ratings.txt", "1 1 4", "1 2 0.5", "2 1 3", "2 3 4", "1 4 4", "1 5 4", "2 4 4", "2 5 4");
        assertBothTake("filmtrust", "3", "There is no trust.txt");
    }

    private void assertBothTake(String format, String expected, String remark) {
        CommandRun recommended = CommandRun.of("recommend", "--data", folder, "--user", "1", "-k", "1");
        assertThat(recommended.exitCode()).as(recommended.err()).isZero();
        assertThat(recommended.out()).contains(expected);
        assertThat(recommended.err()).contains("(format " + format + ", guessed)", remark);
        CommandRun evaluated = CommandRun.of(
                "evaluate", "--data", folder, "--format", format, "--seeds", "1", "--models", "popularity");
        assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
        assertThat(evaluated.out()).contains("ndcg@10");
        assertThat(evaluated.err()).contains("(format " + format + ")");
    }

    @Test
    void rowsForRankingAreNoInteractionsAndTheErrorSaysWhatReadsThem() throws IOException {
        Path rows = Files.writeString(folder.resolve("rank.train"), "1 1:0.5 2:3\n");
        CommandRun run = CommandRun.of("recommend", "--data", rows, "--user", "1");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("rank.train", "RankingDataReader");
    }
}
