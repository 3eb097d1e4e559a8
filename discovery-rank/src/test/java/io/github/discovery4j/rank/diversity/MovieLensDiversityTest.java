package io.github.discovery4j.rank.diversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.discovery4j.core.data.DataFormat;
import io.github.discovery4j.core.data.DataSet;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.ReadOptions;
import io.github.discovery4j.core.evaluation.PerUserRandomSplitter;
import io.github.discovery4j.core.evaluation.TrainTest;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.Selection;
import io.github.discovery4j.rank.factorization.EaseTrainer;
import io.github.discovery4j.rank.factorization.IalsTrainer;
import io.github.discovery4j.rank.factorization.UserScorer;
import io.github.discovery4j.testkit.Batches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What diversity costs on MovieLens 100K: per-user random 75/25, the best 100 of EASE, slates of ten, diversified by the vectors of
 * iALS; nDCG@10 against the mean distance (1 - cosine) of the films' genres, which no diversifier sees.
 *
 * <p>Reads {@code $DISCOVERY_DATA/movielens-100k}, the folder as GroupLens publishes it.
 */
class MovieLensDiversityTest {

    private static final int CANDIDATES = 100;
    private static final int K = 10;

    /** One person's candidates and what they liked of the hidden part. */
    private record Person(KeptCandidates kept, Set<String> liked) {}

    /** Means over all people. */
    private record Point(String method, double weight, double ndcg, double distance) {}

    @Test
    void genresAreFartherApartForALittleAccuracy() throws IOException {
        DataSet data = movieLens();
        TrainTest split = new PerUserRandomSplitter(0.75).split(data.interactions(), 0);
        List<Person> people = people(split);
        VectorReader factors = IalsTrainer.builder().build().train(split.train());
        float[][] genres = data.items().indicators("genre", split.train().items());

        Point byScore = point("MMR", 0, mmr(factors, 0), people, genres, split.train());
        List<Point> points = new ArrayList<>();
        for (double weight : new double[] {0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7}) {
            points.add(point("MMR", weight, mmr(factors, weight), people, genres, split.train()));
            points.add(point("DPP", weight, dpp(factors, weight), people, genres, split.train()));
        }
        System.out.printf(
                Locale.ROOT, "MovieLens 100K by score: nDCG@10 %.4f, distance %.4f%n", byScore.ndcg, byScore.distance);
        for (Point point : points) {
            System.out.printf(
                    Locale.ROOT,
                    "%s %.2f: nDCG@10 %+.1f %%, distance %+.1f %%%n",
                    point.method,
                    point.weight,
                    100 * (point.ndcg / byScore.ndcg - 1),
                    100 * (point.distance / byScore.distance - 1));
        }
        for (String method : List.of("MMR", "DPP")) {
            assertThat(points)
                    .as(method)
                    .filteredOn(point -> point.method.equals(method))
                    .anyMatch(point -> point.ndcg > 0.97 * byScore.ndcg && point.distance > byScore.distance);
        }
    }

    private static Diversifier mmr(VectorReader factors, double weight) {
        return MmrDiversifier.builder().vectors(factors).diversityWeight(weight).build();
    }

    private static Diversifier dpp(VectorReader factors, double weight) {
        return DppDiversifier.builder().vectors(factors).diversityWeight(weight).build();
    }

    private static Point point(
            String method,
            double weight,
            Diversifier diversifier,
            List<Person> people,
            float[][] genres,
            Interactions train) {
        double ndcg = 0;
        double distance = 0;
        for (Person person : people) {
            Selection selection = diversifier.select(person.kept, K);
            List<String> slate = IntStream.range(0, selection.size())
                    .mapToObj(position -> person.kept.id(selection.index(position)))
                    .toList();
            ndcg += ndcg(slate, person.liked);
            distance += distance(slate.stream()
                    .map(id -> genres[train.items().ordinalOf(id)])
                    .toList());
        }
        return new Point(method, weight, ndcg / people.size(), distance / people.size());
    }

    private static double ndcg(List<String> slate, Set<String> liked) {
        double gain = 0;
        double ideal = 0;
        for (int position = 0; position < slate.size(); position++) {
            double worth = 1 / Math.log(position + 2);
            gain += liked.contains(slate.get(position)) ? worth : 0;
            ideal += position < liked.size() ? worth : 0;
        }
        return gain / ideal;
    }

    private static double distance(List<float[]> vectors) {
        double sum = 0;
        int pairs = 0;
        for (int i = 1; i < vectors.size(); i++) {
            for (int j = 0; j < i; j++) {
                sum += 1 - Items.cosine(vectors.get(i), vectors.get(j));
                pairs++;
            }
        }
        return sum / pairs;
    }

    private static List<Person> people(TrainTest split) {
        UserScorer scorer = new UserScorer(EaseTrainer.builder().build().train(split.train()), split.train());
        List<Set<String>> seen = itemsByUser(split.train());
        List<Set<String>> liked = itemsByUser(split.test());
        List<Person> people = new ArrayList<>();
        double[] scores = new double[split.train().items().size()];
        for (int user = 0; user < liked.size(); user++) {
            if (!liked.get(user).isEmpty()) {
                scorer.score(user, scores);
                people.add(new Person(best(scores, split.train(), seen.get(user)), liked.get(user)));
            }
        }
        return people;
    }

    private static List<Set<String>> itemsByUser(Interactions interactions) {
        List<Set<String>> items = new ArrayList<>();
        IntStream.range(0, interactions.users().size()).forEach(user -> items.add(new HashSet<>()));
        for (int index = 0; index < interactions.size(); index++) {
            items.get(interactions.userOrdinal(index)).add(interactions.items().idOf(interactions.itemOrdinal(index)));
        }
        return items;
    }

    private static KeptCandidates best(double[] scores, Interactions train, Set<String> seen) {
        double[] copy = scores.clone();
        int[] items = IntStream.range(0, copy.length)
                .boxed()
                .filter(item -> !seen.contains(train.items().idOf(item)))
                .sorted(Comparator.comparingDouble(item -> -copy[item]))
                .limit(CANDIDATES)
                .mapToInt(Integer::intValue)
                .toArray();
        List<String> ids = Arrays.stream(items).mapToObj(train.items()::idOf).toList();
        double[] best = Arrays.stream(items).mapToDouble(item -> copy[item]).toArray();
        return Batches.kept(Batches.scored(Batches.context("viewer"), ids, best));
    }

    private static DataSet movieLens() throws IOException {
        Optional<Path> data =
                Optional.ofNullable(System.getenv("DISCOVERY_DATA")).map(Path::of);
        if (data.isEmpty()) {
            System.out.println(
                    "SKIPPED: what diversity costs on MovieLens 100K is not tested; set DISCOVERY_DATA to the"
                            + " folder that holds movielens-100k");
        }
        assumeTrue(data.isPresent());
        return DataFormat.MOVIELENS_100K
                .reader()
                .read(data.orElseThrow().resolve("movielens-100k"), ReadOptions.DEFAULT);
    }
}
