package io.github.discovery4j.rank.reciprocal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.data.TrainingRows;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.FusionRule;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoreScale;
import io.github.discovery4j.rank.boosting.LightGbmRanker;
import io.github.discovery4j.rank.boosting.LightGbmTrainer;
import io.github.discovery4j.rank.boosting.NativeLibrary;
import io.github.discovery4j.rank.linear.TribuoRanker;
import io.github.discovery4j.rank.linear.TribuoTrainer;
import io.github.discovery4j.rank.reciprocal.SpeedDating.Side;
import io.github.discovery4j.testkit.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whether both sides' preference foretells a match better than one side's, on {@code $DISCOVERY_DATA/speed-dating}.
 *
 * <p>Everything is chosen within waves 1 to 10, each of which is left out once: columns and model by how well they tell each
 * side's yes, then the fusion by how well it tells matches. Waves 11 to 14 are looked at once, with rankers of waves 1 to 10.
 * The bound is a bootstrap that draws women and men anew, apart from each other within each wave; a couple counts as often as
 * its two were drawn together (Owen, The Pigeonhole Bootstrap, 2007).
 */
class SpeedDatingTest {

    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");
    private static final int LAST_WAVE = 10;
    private static final int RESAMPLES = 2000;
    private static final ScoreScale LOG_ODDS = ScoreScale.Logistic.STANDARD;

    /** Which columns a direction has. */
    private record Columns(String name, List<String> names, Function<Side, double[]> values) {}

    /** Scores of both directions, women's first. */
    private record Scores(double[] hers, double[] his) {}

    private Path file = Path.of("");
    private SpeedDating data;
    private List<Side> dates = List.of();

    @BeforeEach
    void find() throws IOException {
        String root = System.getenv("DISCOVERY_DATA");
        boolean there = root != null && Files.isDirectory(Path.of(root, "speed-dating"));
        if (!there) {
            System.out.println("SKIPPED: reciprocal preference is not measured; set DISCOVERY_DATA to the folder that"
                    + " holds speed-dating");
        }
        Assumptions.assumeTrue(there, "no speed-dating");
        NativeLibrary.load();
        TRIBUO.setLevel(Level.WARNING);
        file = Path.of(String.valueOf(root), "speed-dating", "waves-01-14.csv");
        data = SpeedDating.read(file);
        dates = data.dates();
    }

    @Test
    void bothSidesForetellAMatchBetterThanTheBetterOne() {
        Map<String, Columns> columns = columns();
        Map<String, Function<TrainingRows, Ranker>> models = models();
        String bestColumns = "";
        String bestModel = "";
        double best = 0;
        for (String some : columns.keySet()) {
            for (String model : models.keySet()) {
                Scores scores = leftOut(columns.get(some), models.get(model));
                double her = Auc.of(earlier(scores.hers), labels(earlier(), Side::yes));
                double his = Auc.of(
                        earlier(scores.his),
                        labels(earlier(), side -> data.back(side).yes()));
                say("waves 1-10, left out: %-16s %-18s yes: hers %.3f, his %.3f", some, model, her, his);
                if (her + his > best) {
                    best = her + his;
                    bestColumns = some;
                    bestModel = model;
                }
            }
        }
        Scores inside = leftOut(columns.get(bestColumns), models.get(bestModel));
        boolean[] matches = labels(earlier(), this::match);
        Map<String, FusionRule> rules = rules(earlier(inside.hers), earlier(inside.his), matches);
        String bestRule = "";
        best = 0;
        for (String rule : rules.keySet()) {
            double auc = Auc.of(fused(rules.get(rule), earlier(inside.hers), earlier(inside.his)), matches);
            say("waves 1-10, left out: match by %-10s %.3f", rule, auc);
            if (auc > best) {
                best = auc;
                bestRule = rule;
            }
        }
        say("chosen: %s, %s, %s", bestColumns, bestModel, bestRule);
        double lower = 1;
        for (String some : columns.keySet()) {
            double bound = onLaterWaves(columns.get(some), models.get(bestModel), rules, bestRule);
            lower = some.equals(bestColumns) ? bound : lower;
        }
        assertThat(lower).isGreaterThanOrEqualTo(-0.01);
    }

    /** Returns the lower bound of what the chosen rule adds to the better direction. */
    private double onLaterWaves(
            Columns columns, Function<TrainingRows, Ranker> model, Map<String, FusionRule> rules, String chosen) {
        List<Side> train = earlier();
        List<Side> test = dates.stream().filter(side -> side.wave() > LAST_WAVE).toList();
        Ranker hers = model.apply(rows(columns, train, Side::yes));
        Ranker his = model.apply(rows(columns, train.stream().map(data::back).toList(), Side::yes));
        RankingBatch batch = batch(columns, test);
        boolean[] matches = labels(test, this::match);
        double[] her = score(hers, batch);
        double[] him = score(his, batch.reversed());
        double herAuc = Auc.of(her, matches);
        double hisAuc = Auc.of(him, matches);
        say(
                "waves 11-14: %s: yes: hers %.3f, his %.3f; match: by hers %.3f, by his %.3f",
                columns.name,
                Auc.of(her, labels(test, Side::yes)),
                Auc.of(him, labels(test, side -> data.back(side).yes())),
                herAuc,
                hisAuc);
        double lower = 1;
        for (String rule : rules.keySet()) {
            double[] fused = score(ReciprocalRanker.of(hers, his, rules.get(rule)), batch);
            double[] differences = differences(test, fused, herAuc > hisAuc ? her : him, matches);
            say(
                    "waves 11-14: %s: match: %-10s %.3f, beyond the better direction %+.3f (95 %%: %+.3f to %+.3f)",
                    columns.name,
                    rule,
                    Auc.of(fused, matches),
                    Auc.of(fused, matches) - Math.max(herAuc, hisAuc),
                    differences[RESAMPLES / 40],
                    differences[RESAMPLES - 1 - RESAMPLES / 40]);
            lower = rule.equals(chosen) ? differences[RESAMPLES / 40] : lower;
        }
        return lower;
    }

    @Test
    void whatIsDecidedAtADateOrLaterIsInNoColumn() throws IOException {
        for (int i = 0; i < dates.size(); i += 97) {
            Side date = dates.get(i);
            Side back = data.back(date);
            SpeedDating other = SpeedDating.read(
                    file,
                    side -> later(side, date.subject(), date.order()) || later(side, back.subject(), back.order()));
            assertThat(other.evening(date)).containsExactly(data.evening(date));
            assertThat(other.evening(back)).containsExactly(data.evening(back));
            assertThat(other.profile(date)).containsExactly(data.profile(date));
        }
        Side last = dates.stream().filter(side -> side.order() > 5).findFirst().orElseThrow();
        SpeedDating opposite = SpeedDating.read(file, side -> true);
        assertThat(opposite.evening(last)).isNotEqualTo(data.evening(last));
    }

    /** Whether a decision by or about a person falls at that person's date or later. */
    private boolean later(Side side, String person, int now) {
        return side.subject().equals(person) && side.order() >= now
                || side.object().equals(person) && data.back(side).order() >= now;
    }

    private Map<String, Columns> columns() {
        Map<String, Columns> columns = new LinkedHashMap<>();
        columns.put("profile", new Columns("profile", SpeedDating.PROFILE, data::profile));
        columns.put("evening", new Columns("evening", SpeedDating.EVENING, data::evening));
        List<String> both = new ArrayList<>(SpeedDating.EVENING);
        both.addAll(SpeedDating.PROFILE);
        columns.put("profile+evening", new Columns("profile+evening", both, this::joined));
        return columns;
    }

    private double[] joined(Side side) {
        double[] evening = data.evening(side);
        double[] profile = data.profile(side);
        double[] all = Arrays.copyOf(evening, evening.length + profile.length);
        System.arraycopy(profile, 0, all, evening.length, profile.length);
        return all;
    }

    private static Map<String, Function<TrainingRows, Ranker>> models() {
        Map<String, Function<TrainingRows, Ranker>> models = new LinkedHashMap<>();
        models.put(
                "logistic",
                rows -> TribuoRanker.of(TribuoTrainer.logistic().build().train(rows)));
        models.put(
                "trees",
                rows -> LightGbmRanker.of(LightGbmTrainer.builder("binary")
                        .trees(60)
                        .leaves(5)
                        .leafRows(30)
                        .learningRate(0.05)
                        .build()
                        .train(rows)));
        return models;
    }

    private static Map<String, FusionRule> rules(double[] hers, double[] his, boolean[] matches) {
        Map<String, FusionRule> rules = new LinkedHashMap<>();
        for (FusionRule.Kind kind : FusionRule.Kind.values()) {
            rules.put(kind.name().toLowerCase(Locale.ROOT), new FusionRule.Mean(kind, LOG_ODDS, LOG_ODDS));
        }
        rules.put("learned", FusionTraining.margin(hers, his, matches));
        return rules;
    }

    /** Scores of waves 1 to 10, each by rankers that were trained on the others. */
    private Scores leftOut(Columns columns, Function<TrainingRows, Ranker> model) {
        double[] hers = new double[dates.size()];
        double[] his = new double[dates.size()];
        for (int wave = 1; wave <= LAST_WAVE; wave++) {
            int out = wave;
            List<Side> train =
                    earlier().stream().filter(side -> side.wave() != out).toList();
            int[] places = IntStream.range(0, dates.size())
                    .filter(i -> dates.get(i).wave() == out)
                    .toArray();
            RankingBatch batch =
                    batch(columns, Arrays.stream(places).mapToObj(dates::get).toList());
            double[] her = score(model.apply(rows(columns, train, Side::yes)), batch);
            double[] him = score(
                    model.apply(rows(columns, train.stream().map(data::back).toList(), Side::yes)), batch.reversed());
            for (int i = 0; i < places.length; i++) {
                hers[places[i]] = her[i];
                his[places[i]] = him[i];
            }
        }
        return new Scores(hers, his);
    }

    private List<Side> earlier() {
        return dates.stream().filter(side -> side.wave() <= LAST_WAVE).toList();
    }

    /** Dates are ordered by wave, so that those of the earlier waves come first. */
    private double[] earlier(double[] scores) {
        return Arrays.copyOf(scores, earlier().size());
    }

    private boolean match(Side side) {
        return side.yes() && data.back(side).yes();
    }

    private static boolean[] labels(List<Side> sides, Predicate<Side> label) {
        boolean[] labels = new boolean[sides.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = label.test(sides.get(i));
        }
        return labels;
    }

    private static TrainingRows rows(Columns columns, List<Side> sides, Predicate<Side> label) {
        int width = columns.names.size();
        double[] values = new double[sides.size() * width];
        float[] labels = new float[sides.size()];
        for (int row = 0; row < labels.length; row++) {
            double[] own = columns.values.apply(sides.get(row));
            for (int c = 0; c < width; c++) {
                values[row * width + c] = (float) own[c];
            }
            labels[row] = label.test(sides.get(row)) ? 1 : 0;
        }
        return TrainingRows.of(columns.names, values, labels);
    }

    private RankingBatch batch(Columns columns, List<Side> sides) {
        List<String> ids = IntStream.range(0, sides.size())
                .mapToObj("couple %05d"::formatted)
                .toList();
        RequestContext context = Batches.context("nobody");
        return new RankingBatch(
                context,
                Batches.candidates(context.items(), ids),
                table(columns, sides),
                Optional.of(table(columns, sides.stream().map(data::back).toList())));
    }

    private static FeatureTable table(Columns columns, List<Side> sides) {
        FeatureTable table = FeatureTable.allocate(Batches.schema(columns.names.toArray(String[]::new)), sides.size());
        try (FeatureTable.Writer writer = table.writer(0, columns.names.size())) {
            for (int row = 0; row < sides.size(); row++) {
                double[] own = columns.values.apply(sides.get(row));
                for (int c = 0; c < own.length; c++) {
                    writer.set(row, c, (float) own[c]);
                }
            }
        }
        return table;
    }

    private static double[] score(Ranker ranker, RankingBatch batch) {
        double[] scores = new double[batch.size()];
        Arrays.fill(scores, Double.NaN);
        ranker.score(batch, scores);
        return scores;
    }

    private static double[] fused(FusionRule rule, double[] hers, double[] his) {
        double[] fused = new double[hers.length];
        Arrays.setAll(fused, i -> rule.fuse(hers[i], his[i]));
        return fused;
    }

    /** Differences of AUC over resamples, ascending. */
    private static double[] differences(List<Side> sides, double[] fused, double[] single, boolean[] labels) {
        Auc one = new Auc(fused, labels);
        Auc other = new Auc(single, labels);
        SplittableRandom random = new SplittableRandom(42);
        double[] differences = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            Map<String, Integer> women = drawn(sides, Side::subject, random);
            Map<String, Integer> men = drawn(sides, Side::object, random);
            double[] weights = new double[labels.length];
            Arrays.setAll(
                    weights,
                    row -> women.getOrDefault(sides.get(row).subject(), 0)
                            * men.getOrDefault(sides.get(row).object(), 0));
            differences[i] = one.weighted(weights) - other.weighted(weights);
        }
        Arrays.sort(differences);
        return differences;
    }

    /** As many people as there are, drawn with replacement within each wave. */
    private static Map<String, Integer> drawn(
            List<Side> sides, Function<Side, String> person, SplittableRandom random) {
        Map<Integer, List<String>> waves = new LinkedHashMap<>();
        sides.stream()
                .collect(Collectors.toMap(person, Side::wave, (a, b) -> a, LinkedHashMap<String, Integer>::new))
                .forEach((id, wave) ->
                        waves.computeIfAbsent(wave, w -> new ArrayList<>()).add(id));
        Map<String, Integer> counts = new LinkedHashMap<>();
        waves.values().forEach(people -> {
            for (int i = 0; i < people.size(); i++) {
                counts.merge(people.get(random.nextInt(people.size())), 1, Integer::sum);
            }
        });
        return counts;
    }

    private static void say(String text, Object... values) {
        System.out.println("speed dating, " + String.format(Locale.ROOT, text, values));
    }
}
