package io.github.discovery4j.core.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.artefact.Artefact.Verification;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.model.Handle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ArtefactStoreTest {

    private static final Instant NIGHT = Instant.parse("2026-11-21T02:30:00Z");
    private static final int CHUNK = 64;

    @TempDir
    private Path folder;

    private ArtefactStore store() {
        return store(Disk.REAL);
    }

    private ArtefactStore store(Disk disk) {
        return new ArtefactStore(folder, InstantSource.fixed(NIGHT), Verification.NOW, CHUNK, disk);
    }

    /** A version whose arrays all tell the same number. */
    static String publish(ArtefactStore store, int number, int length) throws IOException {
        return store.publish(writer -> {
            float[] floats = new float[length];
            java.util.Arrays.fill(floats, number);
            writer.floats("floats", floats)
                    .ints("ints", new int[] {number})
                    .ids("items", IdMap.of(List.of("i" + number)));
            return ArtefactDescription.of("numbers").build();
        });
    }

    static int number(Artefact artefact) throws IOException {
        int number = artefact.ints("ints")[0];
        for (float value : artefact.floats("floats")) {
            if (value != number) {
                throw new AssertionError("arrays of two versions: " + value + " and " + number);
            }
        }
        assertThat(artefact.ids("items").idOf(0)).isEqualTo("i" + number);
        return number;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void versionsAreNumberedAndTheLastIsInUse() throws IOException {
        assertThat(store().versions()).isEmpty();
        assertThat(store().latest()).isEmpty();
        assertThat(publish(store(), 1, 3)).isEqualTo("v000001-20261121T023000Z");
        assertThat(publish(store(), 2, 3)).isEqualTo("v000002-20261121T023000Z");
        assertThat(store().versions()).containsExactly("v000001-20261121T023000Z", "v000002-20261121T023000Z");
        assertThat(store().load(ArtefactStoreTest::number).value()).isEqualTo(2);
        assertThat(store().open("v000001-20261121T023000Z").manifest().createdAt())
                .isEqualTo(NIGHT);
    }

    @Test
    void aClockThatIsSetBackDoesNotChangeTheOrder() throws IOException {
        publish(store(), 1, 1);
        ArtefactStore earlier = ArtefactStore.at(folder, InstantSource.fixed(NIGHT.minusSeconds(86_400)));
        publish(earlier, 2, 1);
        assertThat(store().load(ArtefactStoreTest::number).value()).isEqualTo(2);
    }

    @Test
    void onlyTheLastVersionsAreKept() throws IOException {
        for (int number = 1; number <= 5; number++) {
            publish(store(), number, 1);
        }
        store().pin(store().versions().get(1));
        assertThat(store().prune(2)).containsExactly("v000001-20261121T023000Z", "v000003-20261121T023000Z");
        assertThat(store().versions())
                .containsExactly("v000002-20261121T023000Z", "v000004-20261121T023000Z", "v000005-20261121T023000Z");
        assertThat(store().prune(5)).isEmpty();
        assertThat(publish(store(), 6, 1)).startsWith("v000006");
        assertThatThrownBy(() -> store().prune(0)).hasMessageContaining("was 0");
    }

    @Test
    void aPinnedVersionIsInUseUntilItIsUnpinned() throws IOException {
        String first = publish(store(), 1, 1);
        publish(store(), 2, 1);
        store().pin(first);
        assertThat(store().load(ArtefactStoreTest::number).value()).isEqualTo(1);
        assertThat(store().pinned()).contains(first);
        store().unpin();
        assertThat(store().load(ArtefactStoreTest::number).value()).isEqualTo(2);
        assertThatThrownBy(() -> store().pin("v000009-20261121T023000Z"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(first);
    }

    @Test
    void anEmptyDirectorySaysSo() {
        assertThatThrownBy(() -> store().load(ArtefactStoreTest::number))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("train one");
        assertThatThrownBy(() -> store().open("v000001-20261121T023000Z")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHandleFollowsTheVersionInUse() throws IOException {
        String first = publish(store(), 1, 1);
        Handle<Integer> handle = store().handle("numbers", ArtefactStoreTest::number);
        assertThat(handle.current()).isEqualTo(new Handle.Version<>(first, 1));
        assertThat(store().refresh(handle, ArtefactStoreTest::number)).isFalse();
        String second = publish(store(), 2, 1);
        assertThat(store().refresh(handle, ArtefactStoreTest::number)).isTrue();
        assertThat(handle.current()).isEqualTo(new Handle.Version<>(second, 2));
    }

    @Test
    void aHandleKeepsWhatItHasWhenTheNextVersionIsDamaged() throws IOException {
        publish(store(), 1, 1);
        Handle<Integer> handle = store().handle("numbers", ArtefactStoreTest::number);
        Path second = folder.resolve(publish(store(), 2, 1));
        Files.write(second.resolve("ints-0.i32"), new byte[] {9, 0, 0, 0});
        assertThatThrownBy(() -> store().refresh(handle, ArtefactStoreTest::number))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("ints-0.i32")
                .hasMessageContaining("checksum");
        assertThat(handle.current().value()).isEqualTo(1);
    }

    @Test
    void contentsThatThrowLeaveNothing() throws IOException {
        publish(store(), 1, 1);
        List<String> before = files();
        assertThatThrownBy(() -> store().publish(writer -> {
                    writer.ints("ints", new int[100]);
                    throw new IllegalStateException("no model");
                }))
                .hasMessage("no model");
        assertThat(files()).isEqualTo(before);
        assertThat(store().load(ArtefactStoreTest::number).value()).isEqualTo(1);
    }

    /** Has room for so many bytes. */
    private static Disk full(int room) {
        int[] left = {room};
        return file -> {
            Disk.Output output = Disk.REAL.create(file);
            return new Disk.Output() {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    int some = Math.min(left[0], bytes.remaining());
                    output.write(bytes.slice(bytes.position(), some));
                    left[0] -= some;
                    if (some < bytes.remaining()) {
                        throw new IOException("No space left on device");
                    }
                    bytes.position(bytes.limit());
                }

                @Override
                public void force() throws IOException {
                    output.force();
                }

                @Override
                public void close() throws IOException {
                    output.close();
                }
            };
        };
    }

    @Test
    void aFullDiskLeavesTheVersionsBefore() throws IOException {
        publish(store(), 1, 100);
        List<String> before = files();
        int needed = 0;
        for (int room = 0; needed == 0; room += 97) {
            ArtefactStore full = store(full(room));
            try {
                publish(full, 2, 100);
                needed = room;
            } catch (FileSystemException e) {
                assertThat(e).hasMessageContaining("No space left").hasMessageContaining("as they were");
                assertThat(files()).isEqualTo(before);
                assertThat(store().load(ArtefactStoreTest::number).value()).isEqualTo(1);
            }
        }
        assertThat(needed).isGreaterThan(1_000);
        assertThat(store().load(ArtefactStoreTest::number).value()).isEqualTo(2);
    }

    @Test
    void aSecondWriterIsRefused() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<String> first = executor.submit(() -> store().publish(writer -> {
                writing.countDown();
                go.await();
                return ArtefactDescription.of("empty").build();
            }));
            writing.await();
            try {
                assertThatThrownBy(() -> publish(store(), 2, 1))
                        .isInstanceOf(FileSystemException.class)
                        .hasMessageContaining("another is writing now");
            } finally {
                go.countDown();
            }
            first.get();
        }
        assertThat(store().versions()).hasSize(1);
    }

    @Test
    void readersSeeWholeVersionsWhileNewOnesArePublishedAndOldOnesPruned() throws Exception {
        ArtefactStore store = store();
        publish(store, 0, 500);
        AtomicBoolean done = new AtomicBoolean();
        List<Future<Integer>> readers = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 3; i++) {
                readers.add(executor.submit(() -> {
                    int last = 0;
                    int reads = 0;
                    while (!done.get() || reads == 0) {
                        int number = store.load(ArtefactStoreTest::number).value();
                        assertThat(number).as("versions do not go back").isGreaterThanOrEqualTo(last);
                        last = number;
                        reads++;
                    }
                    return reads;
                }));
            }
            try {
                for (int number = 1; number <= 40; number++) {
                    publish(store, number, 500);
                    store.prune(1);
                }
            } finally {
                done.set(true);
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
        assertThat(store.versions()).hasSize(1);
    }

    /** Publishes one version after the other until it is killed. */
    public static final class Child {
        private Child() {}

        public static void main(String[] args) throws IOException {
            ArtefactStore store = ArtefactStore.at(Path.of(args[0]));
            for (int number = 1; ; number++) {
                publish(store, number, 300_000);
                store.prune(3);
            }
        }
    }

    @Test
    void aKilledWriterLeavesWholeVersionsAndALeftoverThatTheNextOneDeletes() throws Exception {
        boolean leftoverSeen = false;
        for (int attempt = 0; attempt < 5; attempt++) {
            Optional<String> before = store().latest();
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Child.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                while (store().latest().equals(before)
                        || files().stream().noneMatch(name -> name.startsWith(".writing-"))) {
                    assertThat(child.isAlive()).isTrue();
                    Thread.sleep(1);
                }
                Thread.sleep(attempt);
            } finally {
                child.destroyForcibly();
            }
            child.waitFor();
            leftoverSeen |= files().stream().anyMatch(name -> name.startsWith(".writing-"));
            for (String version : store().versions()) {
                assertThat(number(store().open(version))).isPositive();
            }
            publish(store(), 1_000, 1);
            assertThat(files()).noneMatch(name -> name.startsWith(".writing-") || name.startsWith(".deleting-"));
            assertThat(store().load(ArtefactStoreTest::number).value()).isEqualTo(1_000);
        }
        assertThat(leftoverSeen).as("a child was killed while it wrote").isTrue();
    }

    @Test
    void aFolderUnderAnotherNameIsRefused() throws IOException {
        Path version = folder.resolve(publish(store(), 1, 1));
        Files.move(version, folder.resolve("v000007-20261121T023000Z"));
        assertThatThrownBy(() -> store().load(ArtefactStoreTest::number))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("model_version");
    }

    @Test
    void deferredVerificationFindsDamageWhenAsked() throws IOException {
        Path version = folder.resolve(publish(store(), 1, 10));
        Path file = version.resolve("floats-0.f32");
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] ^= 1;
        Files.write(file, bytes);
        Artefact artefact =
                store().deferringVerification().open(version.getFileName().toString());
        assertThatThrownBy(artefact::verify)
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("floats-0.f32");
    }
}
