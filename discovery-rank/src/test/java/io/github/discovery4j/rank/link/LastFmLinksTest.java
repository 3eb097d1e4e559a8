package io.github.discovery4j.rank.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.Ties;
import io.github.discovery4j.core.evaluation.EvaluationReport;
import io.github.discovery4j.core.evaluation.Evaluator;
import io.github.discovery4j.core.evaluation.LinkPrediction;
import io.github.discovery4j.core.evaluation.LinkTrainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The baselines on real friendships, against figures that another program found on other draws of the same task.
 *
 * <p>Reads {@code $DISCOVERY_DATA/hetrec2011-lastfm-2k}.
 */
class LastFmLinksTest {

    @Test
    void hiddenFriendshipsAreFoundAsWellAsElsewhere() throws IOException {
        Path folder = folder();
        Ties.Builder ties = Ties.builder(false);
        for (String[] row : rows(folder.resolve("user_friends.dat"))) {
            ties.add(row[0], row[1]);
        }
        Interactions.Builder plays = Interactions.builder();
        for (String[] row : rows(folder.resolve("user_artists.dat"))) {
            plays.add(row[0], row[1], Double.parseDouble(row[2]));
        }
        LinkPrediction links = LinkPrediction.of(ties.build(), plays.build(), LinkPrediction.DEFAULT_HIDDEN);
        LinkTrainer degree = LinkModels.degree();
        LinkTrainer shared = LinkModels.adamicAdar();
        LinkTrainer walk = LinkModels.walk();
        LinkTrainer taste = LinkModels.taste();

        EvaluationReport report = Evaluator.builder()
                .protocol(links.protocol())
                .model("adamic-adar", links.trainer(shared))
                .model("walk", links.trainer(walk))
                .model("taste", links.trainer(taste))
                .model("graph", links.trainer(LinkModels.sum(shared, walk)))
                .model("sum", links.trainer(LinkModels.sum(degree, shared, walk, taste)))
                .seedCount(3)
                .build()
                .evaluate(links.pairs());

        assertThat(links.pairs().size()).isEqualTo(1_892 + 2 * 12_717);
        assertThat(mean(report, "adamic-adar", "auc")).isCloseTo(0.762, within(0.005));
        assertThat(mean(report, "walk", "auc")).isCloseTo(0.858, within(0.006));
        assertThat(mean(report, "taste", "auc")).isCloseTo(0.828, within(0.005));
        assertThat(mean(report, "sum", "auc")).isCloseTo(0.906, within(0.006));
        assertThat(mean(report, "graph", "precision@10")).isCloseTo(0.0657, within(0.002));
        assertThat(mean(report, "sum", "precision@10")).isCloseTo(0.0708, within(0.002));
    }

    private static double mean(EvaluationReport report, String model, String metric) {
        return report.model(model).metric(metric).mean();
    }

    private static Path folder() {
        String root = System.getenv("DISCOVERY_DATA");
        if (root == null || !Files.isDirectory(Path.of(root, "hetrec2011-lastfm-2k"))) {
            String skipped = "SKIPPED: friendships are not predicted; set DISCOVERY_DATA to the folder that holds"
                    + " hetrec2011-lastfm-2k";
            System.err.println(skipped);
            Assumptions.abort(skipped);
            return Path.of("");
        }
        return Path.of(root, "hetrec2011-lastfm-2k");
    }

    private static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .toList();
    }
}
