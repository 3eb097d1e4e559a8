package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.MalformedDataException;
import io.github.discovery4j.core.data.RankingData;
import io.github.discovery4j.core.data.RankingDataReader;
import io.github.discovery4j.core.evaluation.QueryNdcg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files of rows for learning to rank.
 *
 * @param train what models learn from; empty if nothing is learned
 * @param test what they rank
 */
record RowFiles(Optional<Path> train, Path test) {

    private static final String TRAIN = ".train";
    private static final String TEST = ".test";

    /** Looks whether a file holds such rows, or a folder two such files, {@code NAME.train} and {@code NAME.test}. */
    static Optional<RowFiles> in(Path path) {
        try {
            if (RankingDataReader.recognises(path)) {
                return Optional.of(new RowFiles(Optional.empty(), path));
            }
            if (!Files.isDirectory(path)) {
                return Optional.empty();
            }
            try (Stream<Path> files = Files.list(path)) {
                List<RowFiles> pairs = files.filter(file -> name(file).endsWith(TRAIN))
                        .map(file -> new RowFiles(Optional.of(file), test(file)))
                        .filter(pair -> Files.isRegularFile(pair.test))
                        .sorted((a, b) -> a.test.compareTo(b.test))
                        .toList();
                return pairs.size() == 1 && RankingDataReader.recognises(pairs.getFirst().test)
                        ? Optional.of(pairs.getFirst())
                        : Optional.empty();
            }
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Path test(Path train) {
        String name = name(train);
        return train.resolveSibling(name.substring(0, name.length() - TRAIN.length()) + TEST);
    }

    /** Looks whether both of two files hold such rows. */
    static Optional<RowFiles> of(Path train, Path test) {
        try {
            return RankingDataReader.recognises(train) && RankingDataReader.recognises(test)
                    ? Optional.of(new RowFiles(Optional.of(train), test))
                    : Optional.empty();
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
    }

    /**
     * Reads a file of rows that are to be ranked and measured.
     *
     * @throws CommandFailure if it is missing, malformed or has no row, or nDCG does not take a label
     */
    static RankingData readJudged(Path file, Progress progress) {
        RankingData data = read(file, progress);
        for (int row = 0; row < data.rowCount(); row++) {
            double label = data.label(row);
            if (!(label >= 0 && label <= QueryNdcg.LARGEST_LABEL)) {
                throw new CommandFailure(
                        ExitCode.DATA,
                        "%s: labels must be in [0, %d], was %s in row %d; nDCG gains 2^label - 1, so grade relevance in a few steps"
                                .formatted(file, QueryNdcg.LARGEST_LABEL, label, row + 1));
            }
        }
        return data;
    }

    /**
     * Reads a file.
     *
     * @throws CommandFailure if it is missing, malformed or has no row
     */
    static RankingData read(Path file, Progress progress) {
        progress.step("reading " + file);
        try {
            RankingData data = new RankingDataReader().read(file);
            if (data.rowCount() == 0) {
                throw new CommandFailure(ExitCode.DATA, file + ": must have rows, has none; name another file");
            }
            return data;
        } catch (MalformedDataException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
    }
}
