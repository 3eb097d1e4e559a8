package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorFileTest {

    @TempDir
    private Path folder;

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Path file(String name, ByteBuffer content) throws IOException {
        return Files.write(folder.resolve(name), content.array());
    }

    @Test
    void readsFloatsWithTheirDimensionBeforeEach() throws IOException {
        ByteBuffer content = bytes(2 * 16);
        for (int row = 0; row < 2; row++) {
            content.putInt(3).putFloat(row).putFloat(-0.5f).putFloat(1e30f);
        }
        VectorFile vectors = VectorFile.open(file("a.FVECS", content));
        assertThat(vectors.count()).isEqualTo(2);
        assertThat(vectors.dimension()).isEqualTo(3);
        assertThat(vectors.vectors()).isDeepEqualTo(new float[][] {{0, -0.5f, 1e30f}, {1, -0.5f, 1e30f}});
    }

    @Test
    void readsUnsignedBytesAndWholeNumbers() throws IOException {
        ByteBuffer small = bytes(6).putInt(2).put((byte) 255).put((byte) 7);
        assertThat(VectorFile.open(file("a.bvecs", small)).vectors()).isDeepEqualTo(new float[][] {{255, 7}});
        ByteBuffer whole = bytes(12).putInt(2).putInt(Integer.MAX_VALUE).putInt(-1);
        assertThat(VectorFile.open(file("a.ivecs", whole)).integers())
                .isDeepEqualTo(new int[][] {{Integer.MAX_VALUE, -1}});
    }

    @ParameterizedTest
    @CsvSource({"<f4,4", "<f8,8", "<f2,2", "<i4,4", "<i8,8", "|i1,1", "|u1,1"})
    void readsNumpysTypes(String type, int size) throws IOException {
        for (int version = 1; version <= 3; version++) {
            ByteBuffer values = bytes(6 * size);
            for (int i = 0; i < 6; i++) {
                switch (type) {
                    case "<f4" -> values.putFloat(i);
                    case "<f8" -> values.putDouble(i);
                    case "<f2" -> values.putShort(Float.floatToFloat16(i));
                    case "<i4" -> values.putInt(i);
                    case "<i8" -> values.putLong(i);
                    default -> values.put((byte) i);
                }
            }
            Path file =
                    npy("{'descr': '%s', 'fortran_order': False, 'shape': (2, 3), }".formatted(type), version, values);
            VectorFile vectors = VectorFile.open(file);
            assertThat(vectors.vectors()).isDeepEqualTo(new float[][] {{0, 1, 2}, {3, 4, 5}});
            assertThat(vectors.integers()).isDeepEqualTo(new int[][] {{0, 1, 2}, {3, 4, 5}});
        }
    }

    private Path npy(String header, int version, ByteBuffer values) throws IOException {
        byte[] text = (header + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = bytes((version == 1 ? 10 : 12) + text.length + values.capacity());
        content.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        content.put((byte) version).put((byte) 0);
        if (version == 1) {
            content.putShort((short) text.length);
        } else {
            content.putInt(text.length);
        }
        content.put(text).put(values.array());
        return file("a.npy", content);
    }

    @Test
    void readsMoreThanABufferHolds() throws IOException {
        int rows = 5_000;
        ByteBuffer content = bytes(rows * 100 * Float.BYTES);
        IntStream.range(0, rows * 100).forEach(content::putFloat);
        VectorFile vectors = VectorFile.raw(file("a.f32", content), 100);
        assertThat(vectors.count()).isEqualTo(rows);
        long[] seen = {0};
        vectors.forEach((row, vector) -> {
            assertThat(row).isEqualTo(seen[0]++);
            assertThat(vector[0]).isEqualTo(row * 100);
            assertThat(vector[99]).isEqualTo(row * 100 + 99);
        });
        assertThat(seen[0]).isEqualTo(rows);
    }

    @Test
    void anEmptyFileHasNoVectors() throws IOException {
        assertThat(VectorFile.open(file("a.fvecs", bytes(0))).vectors()).isEmpty();
        assertThat(VectorFile.raw(file("a.raw", bytes(0)), 8).count()).isZero();
    }

    @Test
    void aFileCutOffAnywhereIsRefused() throws IOException {
        ByteBuffer values = bytes(24);
        IntStream.range(0, 6).forEach(values::putFloat);
        byte[] whole =
                Files.readAllBytes(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 1, values));
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, length));
            assertThatExceptionOfType(MalformedVectorFileException.class)
                    .isThrownBy(() -> VectorFile.open(cut).vectors())
                    .withMessageContaining("cut.npy, offset")
                    .satisfies(refused -> assertThat(refused.file()).isEqualTo(cut))
                    .satisfies(refused -> assertThat(refused.offset()).isNotNegative());
        }
        for (int length : new int[] {1, 3, 5, 15, 17}) {
            Path cut = file("cut.fvecs", bytes(length).put(0, (byte) 3));
            assertThatExceptionOfType(MalformedVectorFileException.class)
                    .isThrownBy(() -> VectorFile.open(cut))
                    .withMessageContaining("cut off?");
        }
    }

    @Test
    void dimensionsMustAgreeAndBeSane() throws IOException {
        Path mixed = file(
                "a.fvecs",
                bytes(24)
                        .putInt(2)
                        .putFloat(1)
                        .putFloat(1)
                        .putInt(3)
                        .putFloat(1)
                        .putFloat(1));
        assertThatExceptionOfType(MalformedVectorFileException.class)
                .isThrownBy(() -> VectorFile.open(mixed).vectors())
                .withMessageContainingAll("vector 1", "dimension 2", "had 3", "offset 12");
        for (int dimension : new int[] {0, -1, Integer.MIN_VALUE, VectorFile.LARGEST_DIMENSION + 1}) {
            Path wrong = file("b.fvecs", bytes(4).putInt(dimension));
            assertThatExceptionOfType(MalformedVectorFileException.class)
                    .isThrownBy(() -> VectorFile.open(wrong))
                    .withMessageContaining("was " + dimension);
        }
        Path raw = file("c.raw", bytes(20));
        assertThatExceptionOfType(MalformedVectorFileException.class).isThrownBy(() -> VectorFile.raw(raw, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> VectorFile.raw(raw, 0));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void valuesMustBeFinite(float value) throws IOException {
        Path file = file("a.fvecs", bytes(12).putInt(2).putFloat(1).putFloat(value));
        assertThatExceptionOfType(MalformedVectorFileException.class)
                .isThrownBy(() -> VectorFile.open(file).vectors())
                .withMessageContainingAll("offset 8", "value 1 of vector 0", "was " + value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }",
                "{'descr': '<c8', 'fortran_order': False, 'shape': (2, 3), }",
                "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 0), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999, 3), }",
                "{}"
            })
    void arraysOfAnotherKindAreRefused(String header) throws IOException {
        Path file = npy(header, 1, bytes(24));
        assertThatExceptionOfType(MalformedVectorFileException.class).isThrownBy(() -> VectorFile.open(file));
    }

    @Test
    void wholeNumbersMustBeWhole() throws IOException {
        Path file = file("a.fvecs", bytes(8).putInt(1).putFloat(1.5f));
        assertThatExceptionOfType(MalformedVectorFileException.class)
                .isThrownBy(() -> VectorFile.open(file).integers())
                .withMessageContaining("was 1.5");
    }

    @Test
    void aFileMustExistAndSayItsFormat() throws IOException {
        Path other = file("a.bin", bytes(8));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VectorFile.open(other))
                .withMessageContaining(".fvecs");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> VectorFile.open(folder.resolve("none.fvecs")));
    }
}
