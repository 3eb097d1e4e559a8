package io.github.discovery4j.rank.guardrail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How many people an account may reach a day, by its age and by the share of those reached who replied.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param rows ascending in age, the first from age zero
 * @param someReplies from which reply ratio on the middle column counts, in (0, 1)
 * @param manyReplies from which reply ratio on the last column counts, in (0, 1], more than {@code someReplies}
 */
public record OutreachTable(List<Row> rows, double someReplies, double manyReplies) {

    /**
     * The usual limits, a day.
     *
     * <table>
     * <caption>People a day</caption>
     * <tr><th>age</th><th>replies below 10 %</th><th>10 to 30 %, or unknown</th><th>from 30 % on</th></tr>
     * <tr><td>first day</td><td>2</td><td>5</td><td>8</td></tr>
     * <tr><td>first week</td><td>4</td><td>10</td><td>15</td></tr>
     * <tr><td>first 30 days</td><td>6</td><td>20</td><td>30</td></tr>
     * <tr><td>later</td><td>10</td><td>30</td><td>60</td></tr>
     * </table>
     */
    public static final OutreachTable DEFAULT = new OutreachTable(
            List.of(
                    new Row(Duration.ZERO, 2, 5, 8),
                    new Row(Duration.ofDays(1), 4, 10, 15),
                    new Row(Duration.ofDays(7), 6, 20, 30),
                    new Row(Duration.ofDays(30), 10, 30, 60)),
            0.1,
            0.3);

    /**
     * The limits of accounts from an age on.
     *
     * @param fromAge zero or more
     * @param few people a day where few reply, 0 or more
     * @param some people a day where some reply or it is not known, at least {@code few}
     * @param many people a day where many reply, at least {@code some}
     */
    public record Row(Duration fromAge, int few, int some, int many) {
        /** Checks the limits. */
        public Row {
            if (fromAge.isNegative() || few < 0 || some < few || many < some) {
                throw new IllegalArgumentException(
                        "limits of outreach must be 0 or more and not fall as replies rise, were %d, %d, %d from age %s; sort them"
                                .formatted(few, some, many, fromAge));
            }
        }
    }

    /** Checks that limits do not contradict one another. */
    public OutreachTable {
        rows = List.copyOf(rows);
        if (rows.isEmpty() || !rows.getFirst().fromAge().isZero()) {
            throw new IllegalArgumentException(
                    "limits of outreach must begin at age zero, were %s; see OutreachTable.DEFAULT".formatted(rows));
        }
        for (int i = 1; i < rows.size(); i++) {
            Row before = rows.get(i - 1);
            Row row = rows.get(i);
            if (row.fromAge().compareTo(before.fromAge()) <= 0
                    || row.few() < before.few()
                    || row.some() < before.some()
                    || row.many() < before.many()) {
                throw new IllegalArgumentException(
                        "limits of outreach must ascend in age and not fall with it, %s came after %s; sort them"
                                .formatted(row, before));
            }
        }
        if (!(someReplies > 0 && someReplies < manyReplies && manyReplies <= 1)) {
            throw new IllegalArgumentException("reply ratios must be 0 < someReplies < manyReplies <= 1, were %s and %s"
                    .formatted(someReplies, manyReplies));
        }
    }

    /**
     * Returns how many people an account may reach a day.
     *
     * @param standing its age and reply ratio
     * @param at the moment
     * @return 0 or more
     */
    public int perDay(OutreachStanding standing, Instant at) {
        Duration age = Duration.between(standing.joinedAt(), at);
        Row row = rows.getFirst();
        for (Row next : rows) {
            row = age.compareTo(next.fromAge()) >= 0 ? next : row;
        }
        double ratio = standing.replyRatio();
        return ratio >= manyReplies ? row.many() : ratio < someReplies ? row.few() : row.some();
    }
}
