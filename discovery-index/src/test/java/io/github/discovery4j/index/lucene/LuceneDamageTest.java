package io.github.discovery4j.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.IndexDataException;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are cut, changed, gone, or cannot be written. */
@Timeout(120)
class LuceneDamageTest {

    private static final VectorIndexSettings FILMS =
            VectorIndexSettings.of("films", 2).labels("language");
    private static final VectorQuery EAST = VectorQuery.nearestTo(new float[] {1, 0}, 100);

    @TempDir
    Path folder;

    private Path made() {
        Path index = folder.resolve("index");
        try (LuceneIndex films = LuceneIndex.open(index, FILMS)) {
            for (int i = 0; i < 30; i++) {
                films.put("f" + i, new float[] {1, i}, EntryAttributes.NONE.label("language", "es"));
            }
            films.delete("f3");
            films.commit();
            films.delete("f4");
        }
        return index;
    }

    private static List<Path> files(Path index) throws IOException {
        try (Stream<Path> files = Files.list(index)) {
            return files.filter(file -> !file.endsWith(IndexWriter.WRITE_LOCK_NAME))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyFileIsMissedWhenItIsCutChangedOrGone() throws IOException {
        Path index = made();
        assertThat(LuceneIndex.check(index).clean()).isTrue();
        assertThat(LuceneIndex.check(index).entries()).isEqualTo(28);
        for (Path file : files(index)) {
            byte[] whole = Files.readAllBytes(file);
            byte[] flipped = whole.clone();
            flipped[whole.length / 2] ^= 0x10;
            byte[] cut = Arrays.copyOf(whole, whole.length - 1);
            for (byte[] bytes : new byte[][] {flipped, cut, new byte[0]}) {
                Files.write(file, bytes);
                refused(index, file);
            }
            Files.delete(file);
            refused(index, file);
            Files.write(file, whole);
        }
        try (LuceneIndex films = LuceneIndex.open(index, FILMS)) {
            assertThat(films.size()).isEqualTo(28);
        }
    }

    private static void refused(Path index, Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String named = name.startsWith("segments_") ? "segments_" : name;
        assertThatThrownBy(() -> LuceneIndex.open(index, FILMS))
                .isInstanceOf(IndexDataException.class)
                .hasMessageContainingAll(index.toString(), named);
        assertThatThrownBy(() -> LuceneIndex.openReadOnly(index, FILMS)).isInstanceOf(IndexDataException.class);
        assertThat(LuceneIndex.check(index).clean()).as(name).isFalse();
    }

    @Test
    void anIndexOfSomebodyElseOrOfANewerFormatIsRefused() throws IOException {
        Path other = folder.resolve("other");
        try (FSDirectory directory = FSDirectory.open(other);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            writer.commit();
        }
        assertThatThrownBy(() -> LuceneIndex.open(other, FILMS)).hasMessageContaining("must be one of ours");
        Path index = made();
        try (FSDirectory directory = FSDirectory.open(index);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            writer.setLiveCommitData(Map.of("discovery.format", "2").entrySet());
            writer.commit();
        }
        assertThatThrownBy(() -> LuceneIndex.open(index, FILMS))
                .isInstanceOf(IndexDataException.class)
                .hasMessageContainingAll("format 1 or older", "has 2");
    }

    /** A disk of a given size. */
    private static final class SmallDisk extends FilterDirectory {
        private long free = Long.MAX_VALUE;

        SmallDisk(Directory directory) {
            super(directory);
        }

        synchronized void leave(long bytes) {
            free = bytes;
        }

        synchronized void take(long bytes) throws IOException {
            free -= bytes;
            if (free < 0) {
                free = 0;
                throw new IOException("No space left on device");
            }
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            return new Limited(super.createOutput(name, context));
        }

        @Override
        public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
            return new Limited(super.createTempOutput(prefix, suffix, context));
        }

        private final class Limited extends FilterIndexOutput {
            Limited(IndexOutput output) {
                super("limited " + output, output.getName(), output);
            }

            @Override
            public void writeByte(byte value) throws IOException {
                take(1);
                super.writeByte(value);
            }

            @Override
            public void writeBytes(byte[] values, int offset, int length) throws IOException {
                take(length);
                super.writeBytes(values, offset, length);
            }
        }
    }

    @Test
    void aFullDiskLosesNothingCommittedAndWritesGoOnWhenThereIsSpace() throws IOException {
        SmallDisk disk = new SmallDisk(FSDirectory.open(folder.resolve("index")));
        try (LuceneIndex films = LuceneIndex.open(
                disk, "small", FILMS, LuceneIndexContract.byHand().build())) {
            films.accept("kept", new float[] {1, 0});
            films.accept("deleted", new float[] {1, 0});
            films.commit();
            films.refresh();
            disk.leave(1_500);
            films.delete("deleted");
            films.accept("lost", new float[] {1, 0});
            assertThatThrownBy(films::commit)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContainingAll("small", "No space left", "2 changes since are lost", "free space");
            assertThat(ids(films.search(EAST))).containsExactly("kept");
            assertThatThrownBy(films::commit).isInstanceOf(UncheckedIOException.class);
            disk.leave(Long.MAX_VALUE);
            storeUntilCommitted(films, "later");
            films.refresh();
            assertThat(ids(films.search(EAST))).containsExactly("kept", "later");
        }
        try (LuceneIndex films = LuceneIndex.openReadOnly(folder.resolve("index"), FILMS)) {
            assertThat(ids(films.search(EAST))).containsExactly("kept", "later");
        }
    }

    /** A merge that met the full disk may be heard of once there is space: the message says what to do. */
    private static void storeUntilCommitted(LuceneIndex films, String id) {
        for (int attempt = 0; attempt < 3; attempt++) {
            try {
                films.accept(id, new float[] {1, 0});
                films.commit();
                return;
            } catch (UncheckedIOException e) {
                assertThat(e).hasMessageContaining("lost");
            }
        }
        throw new AssertionError("three attempts failed");
    }

    @Test
    void whoCannotBeErasedOnDiskIsHiddenNevertheless() throws IOException {
        SmallDisk disk = new SmallDisk(FSDirectory.open(folder.resolve("index")));
        try (LuceneIndex films = LuceneIndex.open(
                disk, "small", FILMS, LuceneIndexContract.byHand().build())) {
            films.accept("a", new float[] {1, 0});
            films.accept("b", new float[] {1, 0});
            films.commit();
            films.refresh();
            disk.leave(0);
            assertThatThrownBy(() -> films.erase("a")).isInstanceOf(UncheckedIOException.class);
            assertThat(ids(films.search(EAST))).containsExactly("b");
            disk.leave(Long.MAX_VALUE);
            storeUntilCommitted(films, "c");
            films.refresh();
            assertThat(ids(films.search(EAST))).containsExactly("b", "c");
        }
        try (LuceneIndex films = LuceneIndex.openReadOnly(folder.resolve("index"), FILMS)) {
            assertThat(ids(films.search(EAST))).containsExactly("b", "c");
        }
    }

    @Test
    void aBackupThatCannotBeWrittenLeavesNothing() throws IOException {
        Path copy = folder.resolve("copy");
        Files.writeString(folder.resolve("file"), "");
        try (LuceneIndex films = LuceneIndex.open(folder.resolve("index"), FILMS)) {
            films.accept("a", new float[] {1, 0});
            assertThatThrownBy(() -> films.backup(folder.resolve("file").resolve("below")))
                    .isInstanceOf(IOException.class);
            films.backup(copy);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("copy", "file", "index");
        }
    }

    private static List<String> ids(SearchResult result) {
        return IntStream.range(0, result.size()).mapToObj(result::id).toList();
    }
}
