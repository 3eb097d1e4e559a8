package io.github.discovery4j.core.feature.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** A manifest is malformed; the message has a line for each thing that is wrong, in the file's order. */
public final class FeatureManifestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** How many problems the message names; {@link #problems()} has them all. */
    private static final int MOST_LINES = 50;

    private final transient List<ManifestProblem> problems;

    /**
     * Says what is wrong.
     *
     * @param problems one or more
     */
    public FeatureManifestException(List<ManifestProblem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    private static String message(List<ManifestProblem> problems) {
        String lines = problems.stream()
                .limit(MOST_LINES)
                .map(ManifestProblem::toString)
                .collect(Collectors.joining("\n"));
        int more = problems.size() - MOST_LINES;
        return more > 0 ? lines + "\nand " + more + " more" : lines;
    }

    /**
     * Returns everything that is wrong.
     *
     * @return one or more, in the file's order
     */
    public List<ManifestProblem> problems() {
        return problems;
    }
}
