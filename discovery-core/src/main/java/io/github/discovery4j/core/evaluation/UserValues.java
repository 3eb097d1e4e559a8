package io.github.discovery4j.core.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each user's lists came to on the metrics that are means over users, summed over seeds, for comparisons. */
final class UserValues {

    private static final class OfUser {
        private final double[] sums;
        private final int[] runs;

        private OfUser(int series, int models) {
            sums = new double[series];
            runs = new int[models];
        }
    }

    private final List<String> models;
    private final Map<Integer, OfUser> users = new LinkedHashMap<>();
    private List<String> metrics = List.of();

    UserValues(Iterable<String> models) {
        List<String> names = new ArrayList<>();
        models.forEach(names::add);
        this.models = names;
    }

    void add(String model, List<Measure> measures, Rankings rankings) {
        List<Measure> perUser = measures.stream().filter(Measure::isPerUser).toList();
        metrics = perUser.stream().map(Measure::key).toList();
        int number = models.indexOf(model);
        for (RankedList list : rankings.lists()) {
            OfUser user = users.computeIfAbsent(
                    list.userOrdinal(), added -> new OfUser(models.size() * perUser.size(), models.size()));
            for (int metric = 0; metric < perUser.size(); metric++) {
                user.sums[number * perUser.size() + metric] +=
                        perUser.get(metric).of(list);
            }
            user.runs[number]++;
        }
    }

    /** Each model with each one before it, users' values averaged over the seeds in which they were evaluated. */
    List<Comparison> compare(int resamples, int threads) {
        double[][] values = new double[users.size()][];
        int row = 0;
        for (OfUser user : users.values()) {
            values[row] = new double[user.sums.length];
            for (int series = 0; series < user.sums.length; series++) {
                values[row][series] = user.sums[series] / user.runs[series / metrics.size()];
            }
            row++;
        }
        return new PairedBootstrap(models, metrics, values, resamples, threads).comparisons();
    }
}
