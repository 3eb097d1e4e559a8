package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrontierCommandTest {

    private static final int ITEMS = 24;

    @TempDir
    private Path folder;

    /** People like one genre of four, each of six films; each film is of one genre. */
    @BeforeEach
    void writeFilms() throws IOException {
        List<String> ratings = new ArrayList<>();
        List<String> users = new ArrayList<>();
        for (int user = 1; user <= 40; user++) {
            users.add(user + "|30|F|writer|00000");
            for (int item = 1; item <= ITEMS; item++) {
                boolean own = item % 4 == user % 4;
                if ((own && (user + item) % 5 != 0) || (user * 7 + item * 3) % 11 == 0) {
                    ratings.add(user + "\t" + item + "\t5\t" + (880_000_000 + user * 100 + item));
                }
            }
        }
        List<String> items = new ArrayList<>();
        for (int item = 1; item <= ITEMS; item++) {
            StringBuilder line = new StringBuilder(item + "|Film " + item + " (1995)|01-Jan-1995||");
            for (int genre = 0; genre < 4; genre++) {
                line.append('|').append(item % 4 == genre ? 1 : 0);
            }
            items.add(line.toString());
        }
        Files.write(folder.resolve("u.data"), ratings);
        Files.write(folder.resolve("u.user"), users);
        Files.write(folder.resolve("u.item"), items);
        Files.write(folder.resolve("u.genre"), List.of("Action|0", "Comedy|1", "Drama|2", "War|3"));
    }

    @Test
    void slatesByGenresAreFartherApartTheMoreTheWeight() throws IOException {
        Path json = folder.resolve("frontier.json");
        Path html = folder.resolve("frontier.html");
        Path svg = folder.resolve("frontier.svg");
        CommandRun run = CommandRun.of(
                "frontier",
                "--data",
                folder,
                "-k",
                "4",
                "--depth",
                "12",
                "--weights",
                "0,0.5,1",
                "--seeds",
                "2",
                "--json",
                json,
                "--html",
                html,
                "--svg",
                svg);
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode models = new ObjectMapper().readTree(json.toFile()).at("/models");
        for (String method : List.of("mmr", "dpp")) {
            double none = distance(models, method + " by genres 0.0");
            double half = distance(models, method + " by genres 0.5");
            double all = distance(models, method + " by genres 1.0");
            assertThat(none).isEqualTo(distance(models, "ease"));
            assertThat(half).isGreaterThan(none);
            assertThat(all).isGreaterThanOrEqualTo(half);
            assertThat(run.out()).contains(method + " by ials");
        }
        assertThat(html).content().contains("dpp by genres", "<svg");
        assertThat(svg).content().startsWith("<svg");
    }

    private static double distance(JsonNode models, String name) {
        return models.get(name)
                .at("/metrics")
                .get("intra_list_distance@4")
                .get("mean")
                .doubleValue();
    }

    @Test
    void theSameCommandPrintsTheSame() {
        Object[] command = {"frontier", "--data", folder, "-k", "3", "--depth", "9", "--weights", "0.3", "--seeds", "2"
        };
        CommandRun run = CommandRun.of(command);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("mmr by ials", "dpp by genres")
                .isEqualTo(CommandRun.of(command).out());
    }

    @Test
    void numbersDoNotFollowTheMachinesLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            CommandRun run = CommandRun.of(
                    "frontier", "--data", folder, "-k", "3", "--depth", "1000", "--weights", "0.3", "--seeds", "1");
            assertThat(run.out()).contains("The best 1,000 of ease");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whatCannotBeAskedIsSaid() throws IOException {
        assertThat(CommandRun.of("frontier", "--data", folder, "--methods", "magic")
                        .err())
                .contains("--methods", "mmr, dpp", "magic");
        assertThat(CommandRun.of("frontier", "--data", folder, "--vectors", "text")
                        .err())
                .contains("--vectors", "text");
        assertThat(CommandRun.of("frontier", "--data", folder, "--weights", "1.5")
                        .err())
                .contains("[0, 1]", "1.5");
        assertThat(CommandRun.of("frontier", "--data", folder, "--depth", "5").err())
                .contains("--depth", "10");
        assertThat(CommandRun.of("frontier", "--data", folder, "--protocol", "f1")
                        .err())
                .contains("--protocol");
        CommandRun one = CommandRun.of("frontier", "--data", folder, "-k", "1", "--html", folder.resolve("f.html"));
        assertThat(one.exitCode()).as(one.err()).isEqualTo(2);
        assertThat(one.err()).contains("2 places or more", "was 1", "-k");
        Path plain = CommandRun.file(folder, "plain.tsv", "ana\theat", "ben\theat", "ana\tran");
        CommandRun run = CommandRun.of("frontier", "--data", plain);
        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.err()).contains("genres");
    }
}
