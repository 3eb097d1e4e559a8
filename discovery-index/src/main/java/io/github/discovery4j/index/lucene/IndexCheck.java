package io.github.discovery4j.index.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.CheckIndex.Status;
import org.apache.lucene.index.CheckIndex.Status.SegmentInfoStatus;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * What a check of all files of an index found.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param folder that was checked
 * @param madeFor what the index is for, by name: dimension, metric, groups, attributes; empty when that cannot be read
 * @param segments one after the other
 * @param problem what is wrong with the index as a whole, when something is
 */
public record IndexCheck(Path folder, Map<String, String> madeFor, List<Segment> segments, Optional<String> problem) {

    /**
     * A segment.
     *
     * @param name its files begin with it
     * @param entries in it, those that were replaced or deleted included
     * @param deleted of them replaced or deleted; none when it cannot be read
     * @param bytes that its files take
     * @param problem what is wrong with it, when something is; it names the file
     */
    public record Segment(String name, int entries, OptionalInt deleted, long bytes, Optional<String> problem) {}

    /** Copies the collections. */
    public IndexCheck {
        madeFor = Map.copyOf(madeFor);
        segments = List.copyOf(segments);
    }

    /**
     * Tells whether all is well.
     *
     * @return true when nothing is damaged
     */
    public boolean clean() {
        return problem.isEmpty() && segments.stream().allMatch(segment -> segment.problem.isEmpty());
    }

    /**
     * Returns how many entries can be found.
     *
     * @return those of undamaged segments that were not deleted
     */
    public long entries() {
        return segments.stream()
                .filter(segment -> segment.problem.isEmpty())
                .mapToLong(segment -> segment.entries - segment.deleted.orElse(0))
                .sum();
    }

    static IndexCheck of(Path folder) throws IOException {
        try (FSDirectory directory = FSDirectory.open(folder)) {
            if (!DirectoryReader.indexExists(directory)) {
                return new IndexCheck(
                        folder, Map.of(), List.of(), Optional.of("there is no index: no file segments_N"));
            }
            try (CheckIndex check = new CheckIndex(directory)) {
                check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_INTEGRITY_CHECKS);
                return of(folder, check.checkIndex());
            } catch (LockObtainFailedException e) {
                throw new IllegalStateException(
                        folder
                                + ": an index must be closed while it is checked, is open for writing; close it, or check a backup",
                        e);
            }
        }
    }

    private static IndexCheck of(Path folder, Status status) {
        List<Segment> segments = new ArrayList<>();
        for (SegmentInfoStatus segment : status.segmentInfos) {
            segments.add(of(segment));
        }
        Optional<String> problem = Optional.empty();
        if (status.missingSegments) {
            problem = Optional.of("the file segments_N is missing or damaged");
        } else if (status.toolOutOfDate) {
            problem = Optional.of("the files are of a newer format");
        } else if (!status.clean && status.numBadSegments == 0) {
            problem = Optional.of("the counter of segments is behind them");
        }
        return new IndexCheck(folder, Schema.described(userData(status)), segments, problem);
    }

    private static Map<String, String> userData(Status status) {
        Map<String, String> data = status.userData;
        return data == null ? Map.of() : data;
    }

    private static final double BYTES_A_MEGABYTE = 1 << 20;

    private static Segment of(SegmentInfoStatus segment) {
        Throwable error = segment.error;
        OptionalInt deleted =
                segment.liveDocStatus == null ? OptionalInt.empty() : OptionalInt.of(segment.liveDocStatus.numDeleted);
        return new Segment(
                segment.name,
                segment.maxDoc,
                deleted,
                Math.round(segment.sizeMB * BYTES_A_MEGABYTE),
                Optional.ofNullable(error).map(IndexCheck::described));
    }

    private static String described(Throwable error) {
        return error instanceof CorruptIndexException corrupt && corrupt.getResourceDescription() != null
                ? corrupt.getResourceDescription() + ": " + corrupt.getOriginalMessage()
                : String.valueOf(error.getMessage());
    }
}
