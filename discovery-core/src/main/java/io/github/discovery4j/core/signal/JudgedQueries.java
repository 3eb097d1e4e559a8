package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.data.TrainingRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * What people were shown, with features of the time and the grade that each item got; in the order of time. Made by
 * {@link ShownItems}.
 *
 * <p>Nobody is named: a query is known by its moment, its rows stand in the order of the items' ids.
 *
 * <p><b>Shapes:</b> queries of 1 row or more x features, float32. <b>Threads:</b> immutable.
 */
public final class JudgedQueries {

    /** How many queries {@link #split} needs at least. */
    public static final int FEWEST_QUERIES = 20;

    private final List<String> features;
    private final List<Query> queries;
    private final Reading reading;

    private JudgedQueries(List<String> features, List<Query> queries, Reading reading) {
        this.features = features;
        this.queries = queries;
        this.reading = reading;
    }

    /** One query; values row after row. */
    private static final class Query {
        final long moment;
        final long judged;
        final int[] grades;
        final float[] positions;
        final float[] values;

        Query(long moment, long judged, int[] grades, float[] positions, float[] values) {
            this.moment = moment;
            this.judged = judged;
            this.grades = grades;
            this.positions = positions;
            this.values = values;
        }

        boolean ordered() {
            return Arrays.stream(grades).anyMatch(grade -> grade != grades[0]);
        }
    }

    /**
     * What reading a log came across.
     *
     * @param shown how many impressions were read
     * @param unjudged how many queries were left out because their judgement was not over
     * @param arrival what told when events were known
     * @param overtaken by {@link Arrival#LOG_ORDER}, how many of the impressions stand in the log after something that happened more
     *     than a day later: their features miss what was logged between the two. A device may have sent them late; if they are
     *     many, the clock of one was ahead. 0 otherwise
     * @param lead how much later that was at most; zero if none was
     */
    public record Reading(long shown, int unjudged, Arrival arrival, long overtaken, Duration lead) {}

    /**
     * Queries parted by time.
     *
     * @param training the earlier ones, whose judgement was over when the first of the others began
     * @param validation the later ones
     * @param between how many earlier ones were left out because their judgement was not over
     */
    public record Split(JudgedQueries training, JudgedQueries validation, int between) {}

    /** {@return the names of the features, in the order of the view} */
    public List<String> features() {
        return features;
    }

    /** {@return what reading the log came across} */
    public Reading reading() {
        return reading;
    }

    /** {@return how many queries there are} */
    public int queryCount() {
        return queries.size();
    }

    /** {@return how many rows all queries have} */
    public int rowCount() {
        return queries.stream().mapToInt(query -> query.grades.length).sum();
    }

    /**
     * Returns how many items a query has.
     *
     * @param query in [0, queryCount)
     * @return 1 or more
     */
    public int size(int query) {
        return queries.get(query).grades.length;
    }

    /**
     * Returns the moment just before which a query's features were read.
     *
     * @param query in [0, queryCount)
     * @return that of its first item
     */
    public Instant moment(int query) {
        return Instant.ofEpochMilli(queries.get(query).moment);
    }

    /**
     * Returns an item's grade.
     *
     * @param query in [0, queryCount)
     * @param row of the query
     * @return 0 for nothing
     */
    public int grade(int query, int row) {
        return queries.get(query).grades[row];
    }

    /**
     * Returns an item's position as its impression had it, for those who correct for it.
     *
     * @param query in [0, queryCount)
     * @param row of the query
     * @return from 0 on; empty if the event had none
     */
    public OptionalDouble position(int query, int row) {
        float position = queries.get(query).positions[row];
        return Float.isNaN(position) ? OptionalDouble.empty() : OptionalDouble.of(position);
    }

    /**
     * Returns one value.
     *
     * @param query in [0, queryCount)
     * @param row of the query
     * @param feature its place
     * @return NaN if it was missing
     */
    public float value(int query, int row, int feature) {
        return queries.get(query).values[row * features.size() + feature];
    }

    /** {@return how many rows have each grade, the lowest first} */
    public Map<Integer, Integer> rowsByGrade() {
        Map<Integer, Integer> rows = new TreeMap<>();
        queries.forEach(query -> Arrays.stream(query.grades).forEach(grade -> rows.merge(grade, 1, Integer::sum)));
        return rows;
    }

    /** {@return the share of rows in which each feature is missing, in their order; 0 without rows} */
    public double[] missing() {
        double[] missing = new double[features.size()];
        for (Query query : queries) {
            for (int i = 0; i < query.values.length; i++) {
                missing[i % missing.length] += Float.isNaN(query.values[i]) ? 1 : 0;
            }
        }
        int rows = Math.max(1, rowCount());
        return Arrays.stream(missing).map(count -> count / rows).toArray();
    }

    /**
     * Returns the queries that say something of order: those with two grades or more.
     *
     * @return one query or more
     * @throws IllegalStateException if there is none; the message says what is missing
     */
    public JudgedQueries ordered() {
        List<Query> some = queries.stream().filter(Query::ordered).toList();
        if (some.isEmpty()) {
            throw new IllegalStateException(whyNone());
        }
        return new JudgedQueries(features, some, reading);
    }

    private String whyNone() {
        if (reading.shown == 0) {
            return "the log must say what people were shown, holds no impression that may be read; log one event for each item that is shown, or choose a later moment";
        }
        if (queries.isEmpty()) {
            return "there must be a query whose judgement is over, of %d impressions there is none; choose a later moment, an earlier beginning or a shorter horizon"
                    .formatted(reading.shown);
        }
        if (rowsByGrade().keySet().equals(Set.of(0))) {
            return "something shown must have got a grade above 0, none of %d rows did; name the types of events that count, or set a longer horizon"
                    .formatted(rowCount());
        }
        return "a query must have items of different grades, none of %d does; grade fewer types of events, or let queries last longer"
                .formatted(queries.size());
    }

    /**
     * Parts the queries by time. Those of one moment stay together, and the judgement of all training queries was over when the
     * first validation query began: nothing that a model learns from had not happened by then.
     *
     * @param validationShare in (0, 1): how many of all are the last ones
     * @return both parts, each of one query or more
     * @throws IllegalArgumentException if the share is out of range
     * @throws IllegalStateException if there are fewer than {@value #FEWEST_QUERIES} queries, or they cannot be parted so
     */
    public Split split(double validationShare) {
        if (!(validationShare > 0 && validationShare < 1)) {
            throw new IllegalArgumentException(
                    "validation share must be between 0 and 1, was %s; 0.2 is usual".formatted(validationShare));
        }
        int size = queries.size();
        if (size < FEWEST_QUERIES) {
            throw new IllegalStateException(
                    "there must be %d queries of different grades or more, were %d; collect more impressions, or begin earlier"
                            .formatted(FEWEST_QUERIES, size));
        }
        int cut = size - (int) Math.min(size - 1, Math.max(1, Math.round(validationShare * size)));
        while (cut < size && queries.get(cut).moment == queries.get(cut - 1).moment) {
            cut++;
        }
        long first = cut == size ? Long.MIN_VALUE : queries.get(cut).moment;
        List<Query> before = queries.subList(0, cut).stream()
                .filter(query -> query.judged < first)
                .toList();
        if (before.isEmpty()) {
            throw new IllegalStateException(
                    "training queries must be judged before the first validation query, none of %d is; collect over a longer time, or set a shorter horizon"
                            .formatted(size));
        }
        return new Split(
                new JudgedQueries(features, before, reading),
                new JudgedQueries(features, List.copyOf(queries.subList(cut, size)), reading),
                cut - before.size());
    }

    /**
     * Returns the rows for a trainer.
     *
     * @return of one query or more
     * @throws IllegalArgumentException if there is no query
     * @throws IllegalStateException if the values do not fit into one array
     */
    public TrainingRows rows() {
        int rows = rowCount();
        int width = features.size();
        if ((long) rows * width > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(
                    "rows must have fewer than 2^31 values between them, had %d of %d; begin later, or declare fewer columns"
                            .formatted(rows, width));
        }
        double[] values = new double[rows * width];
        float[] grades = new float[rows];
        int at = 0;
        int row = 0;
        for (Query query : queries) {
            for (float value : query.values) {
                values[at++] = value;
            }
            for (int grade : query.grades) {
                grades[row++] = grade;
            }
        }
        int[] sizes = queries.stream().mapToInt(query -> query.grades.length).toArray();
        return TrainingRows.ofQueries(features, values, grades, sizes);
    }

    @Override
    public String toString() {
        return "JudgedQueries[%d rows of %d queries, %d features]".formatted(rowCount(), queryCount(), features.size());
    }

    /** Collects queries in the order of their moments; one without a row is left out. Belongs to one thread. */
    static final class Collector {
        private final List<String> features;
        private final List<Query> queries = new ArrayList<>();
        private final List<Integer> places = new ArrayList<>();
        private final List<Integer> grades = new ArrayList<>();
        private final List<Float> positions = new ArrayList<>();
        private float[] values = {};
        private long moment;
        private long judged;

        Collector(List<String> features) {
            this.features = List.copyOf(features);
        }

        void query(long moment, long judged) {
            close();
            this.moment = moment;
            this.judged = judged;
        }

        /** Adds the row that stands at a place of values. */
        void row(int grade, float position, float[] from, int place) {
            grades.add(grade);
            positions.add(position);
            places.add(place);
            values = from;
        }

        private void close() {
            int rows = grades.size();
            if (rows > 0) {
                int width = features.size();
                float[] kept = new float[rows * width];
                float[] at = new float[rows];
                for (int row = 0; row < rows; row++) {
                    System.arraycopy(values, places.get(row) * width, kept, row * width, width);
                    at[row] = positions.get(row);
                }
                queries.add(new Query(
                        moment,
                        judged,
                        grades.stream().mapToInt(Integer::intValue).toArray(),
                        at,
                        kept));
            }
            grades.clear();
            positions.clear();
            places.clear();
        }

        JudgedQueries finish(Reading reading) {
            close();
            return new JudgedQueries(features, List.copyOf(queries), reading);
        }
    }
}
