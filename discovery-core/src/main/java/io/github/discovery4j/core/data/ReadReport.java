package io.github.discovery4j.core.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a reader accepted and what it skipped, all files of the data set together.
 *
 * @param accepted records that were used; interactions before duplicates are merged, plus catalogue records
 * @param skipped malformed records that were left out; 0 for a strict read, which throws instead
 * @param problems the first {@value #MAX_PROBLEMS} of the skipped
 * @param remarks what else the person who reads the data should know, as sentences: a missing companion file, repeats that
 *     were merged, ties that were left out. Counts, never ids
 */
public record ReadReport(long accepted, long skipped, List<Problem> problems, List<String> remarks) {

    /** How many problems are described; the others are only counted. */
    public static final int MAX_PROBLEMS = 20;

    /** Copies the lists. */
    public ReadReport {
        problems = List.copyOf(problems);
        remarks = List.copyOf(remarks);
    }

    /**
     * A malformed record.
     *
     * @param file where
     * @param line its first line, counted from 1
     * @param message the rule and the value seen; never a user's id
     */
    public record Problem(Path file, long line, String message) {}

    /** Counts while files are read; strict unless told to be lenient. */
    static final class Collector {

        private final boolean lenient;
        private final List<Problem> problems = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private long accepted;
        private long skipped;

        Collector(boolean lenient) {
            this.lenient = lenient;
        }

        void accept() {
            accepted++;
        }

        void malformed(Path file, long line, String message) {
            Problem problem = new Problem(file, line, message);
            if (!lenient) {
                throw new MalformedDataException(problem);
            }
            skipped++;
            if (problems.size() < MAX_PROBLEMS) {
                problems.add(problem);
            }
        }

        /** Adds a sentence. */
        void remark(String sentence) {
            remarks.add(sentence);
        }

        /** Adds a sentence that says how many there are of something and what comes of it, unless there is none. */
        void remark(String what, long count, String consequence) {
            if (count > 0) {
                remark(String.format(Locale.ROOT, "%s: %,d; %s.", what, count, consequence));
            }
        }

        ReadReport report() {
            return new ReadReport(accepted, skipped, problems, remarks);
        }
    }
}
