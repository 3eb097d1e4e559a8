package io.github.discovery4j.core.evaluation;

/**
 * Whether one model beats another on a metric, judged over the same users and seeds.
 *
 * @param metric by {@code <metric>@<k>}, for example {@code ndcg@10}
 * @param model the one compared
 * @param baseline the one it is compared with
 * @param difference mean of model minus baseline
 * @param low lower end of the 95 % confidence interval of the difference
 * @param high upper end
 * @param pValue two-sided, of no difference, for this comparison alone; in [0, 1]
 * @param adjustedPValue corrected for all comparisons on the same metric; in [pValue, 1]
 */
public record Comparison(
        String metric,
        String model,
        String baseline,
        double difference,
        double low,
        double high,
        double pValue,
        double adjustedPValue) {}
