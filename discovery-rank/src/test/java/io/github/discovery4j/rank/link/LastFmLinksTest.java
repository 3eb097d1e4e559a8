package io.github.discovery4j.rank.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import io.github.discovery4j.core.data.Ties;
import io.github.discovery4j.core.evaluation.Comparison;
import io.github.discovery4j.core.evaluation.EvaluationReport;
import io.github.discovery4j.core.evaluation.Evaluator;
import io.github.discovery4j.core.evaluation.LinkPrediction;
import io.github.discovery4j.core.evaluation.LinkTrainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Models on real friendships: the baselines against figures that another program found on other draws of the same task, and
 * what the joint model finds beyond them.
 *
 * <p>Reads {@code $DISCOVERY_DATA/hetrec2011-lastfm-2k}.
 */
class LastFmLinksTest {

    @Test
    void hiddenFriendshipsAreFoundAsWellAsElsewhere() throws IOException {
        LinkPrediction links = LinkPrediction.of(ties(folder()), plays(folder()), LinkPrediction.DEFAULT_HIDDEN);
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

    /** The figures of docs/people.md. */
    @Test
    void tastesAndTiesTogetherFindMoreThanTheSumOfBoth() throws IOException {
        LinkPrediction links = LinkPrediction.of(ties(folder()), plays(folder()), LinkPrediction.DEFAULT_HIDDEN);
        LinkTrainer joint = LinkModels.joint(JointPeopleTrainer.builder().build());
        EvaluationReport report = Evaluator.builder()
                .protocol(links.protocol())
                .model("joint-ties", links.trainer(LinkModels.withoutInteractions(joint)))
                .model(
                        "joint-likes",
                        links.trainer(LinkModels.jointByLikes(
                                JointPeopleTrainer.builder().build())))
                .model("joint", links.trainer(joint))
                .seedCount(5)
                .compareModels()
                .build()
                .evaluate(links.pairs());

        assertThat(mean(report, "joint", "auc")).isGreaterThan(0.915);
        assertThat(mean(report, "joint-likes", "auc")).isGreaterThan(0.86);
        Comparison gain = report.comparisons().stream()
                .filter(each -> each.metric().equals("precision@10")
                        && each.model().equals("joint")
                        && each.baseline().equals("joint-ties"))
                .findFirst()
                .orElseThrow();
        assertThat(gain.difference() / mean(report, "joint-ties", "precision@10"))
                .isGreaterThan(0.1);
        assertThat(gain.low()).isPositive();
    }

    /** A tenth of the people are unknown in training, and come with three of their friends, or with their plays alone. */
    @Test
    void newcomersMeetTheirFriends() throws IOException {
        Ties all = ties(folder());
        Interactions plays = plays(folder());
        IdMap people = all.users().plus(plays.users());
        Ties joined = all.over(people);
        Interactions played = plays.over(people, plays.items());
        boolean[] unknown = new boolean[people.size()];
        for (int person = 0; person < unknown.length; person += 10) {
            unknown[person] = true;
        }
        JointPeopleModel model = JointPeopleTrainer.builder()
                .build()
                .train(
                        joined.subset(tie -> !unknown[joined.fromOrdinal(tie)] && !unknown[joined.toOrdinal(tie)]),
                        played.subset(play -> !unknown[played.userOrdinal(play)]));
        Neighbours friends = Neighbours.of(joined);
        double[] byFriends = new double[2];
        double[] byPlays = new double[2];
        for (int person = 0; person < unknown.length; person += 10) {
            int[] known = IntStream.range(friends.start(person), friends.end(person))
                    .map(friends::neighbour)
                    .filter(friend -> !unknown[friend])
                    .toArray();
            int[] items = items(played, person);
            if (known.length > 3 && items.length > 0) {
                int[] shown = new int[] {known[0], known[known.length / 2], known[known.length - 1]};
                add(byFriends, areaUnderCurve(model, model.viewerVector(shown, new int[0]), known, shown, unknown));
                add(byPlays, areaUnderCurve(model, model.viewerVector(new int[0], items), known, shown, unknown));
            }
        }
        System.out.printf(
                "newcomers: %.0f, AUC with three friends %.4f, with plays %.4f%n",
                byFriends[1], byFriends[0] / byFriends[1], byPlays[0] / byPlays[1]);
        assertThat(byFriends[1]).isGreaterThan(100);
        assertThat(byFriends[0] / byFriends[1]).isGreaterThan(0.89);
        assertThat(byPlays[0] / byPlays[1]).isGreaterThan(0.895);
    }

    private static int[] items(Interactions played, int person) {
        SparseRows rows = played.byUser();
        return IntStream.range(rows.start(person), rows.end(person))
                .map(rows::column)
                .toArray();
    }

    private static void add(double[] sum, double value) {
        sum[0] += value;
        sum[1]++;
    }

    /** Of those friends who were not shown, against everybody in the model who is no friend. */
    private static double areaUnderCurve(
            JointPeopleModel model, float[] viewer, int[] friends, int[] shown, boolean[] unknown) {
        double won = 0;
        int pairs = 0;
        for (int friend : friends) {
            if (IntStream.of(shown).noneMatch(other -> other == friend)) {
                double score = model.score(viewer, friend);
                for (int other = 0; other < unknown.length; other++) {
                    int stranger = other;
                    if (!unknown[other] && IntStream.of(friends).noneMatch(tie -> tie == stranger)) {
                        double against = model.score(viewer, other);
                        won += score > against ? 1 : score == against ? 0.5 : 0;
                        pairs++;
                    }
                }
            }
        }
        return won / pairs;
    }

    private static double mean(EvaluationReport report, String model, String metric) {
        return report.model(model).metric(metric).mean();
    }

    private static Ties ties(Path folder) throws IOException {
        Ties.Builder ties = Ties.builder(false);
        for (String[] row : rows(folder.resolve("user_friends.dat"))) {
            ties.add(row[0], row[1]);
        }
        return ties.build();
    }

    private static Interactions plays(Path folder) throws IOException {
        Interactions.Builder plays = Interactions.builder();
        for (String[] row : rows(folder.resolve("user_artists.dat"))) {
            plays.add(row[0], row[1], Double.parseDouble(row[2]));
        }
        return plays.build();
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
