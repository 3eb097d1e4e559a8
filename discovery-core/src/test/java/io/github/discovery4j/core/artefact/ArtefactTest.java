package io.github.discovery4j.core.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.artefact.Artefact.Verification;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.core.feature.manifest.FeatureManifest;
import io.github.discovery4j.core.feature.manifest.ManifestText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtefactTest {

    private static final int CHUNK = 64;

    private static final float[] FLOATS = floats(50);
    private static final double[] DOUBLES = {0, -0.0, Double.NaN, Double.MIN_VALUE, Double.NEGATIVE_INFINITY, Math.PI};
    private static final int[] INTS = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 7};
    private static final IdMap IDS =
            IdMap.of(List.of("film-1", "ü", "映画", "🎬", " ", "a".repeat(200), "\u0000", "x\ny"));

    @TempDir
    private Path folder;

    private Path version;

    private static float[] floats(int count) {
        float[] values = new float[count];
        Random random = new Random(5);
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt());
        }
        return values;
    }

    @BeforeEach
    void write() throws IOException {
        version = folder.resolve(store().publish(writer -> {
            writer.floats("floats", FLOATS)
                    .doubles("doubles", DOUBLES)
                    .ints("ints", INTS)
                    .ids("items", IDS)
                    .floats("none", new float[0])
                    .bytes("bytes", "somebody else's".getBytes(StandardCharsets.UTF_8))
                    .ids("nobody", IdMap.of(List.of()));
            return description();
        }));
    }

    private ArtefactStore store() {
        return new ArtefactStore(
                folder, InstantSource.fixed(Instant.parse("2026-11-21T02:30:00Z")), Verification.NOW, CHUNK, Disk.REAL);
    }

    private static DeclaredView view(String version, String kind) {
        String manifest = """
                {"manifest": 1,
                 "entities": [{"entity": "film", "features": [
                   {"name": "cf_score", "type": "float", "group": "behaviour", "visibility": "PUBLIC"},
                   {"name": "popularity", "type": "float", "group": "behaviour", "visibility": "PUBLIC"}]}],
                 "views": [{"name": "films", "version": "%s", "entity": "film", "columns": [
                   {"kind": "number", "feature": "cf_score"}, {"kind": "%s", "feature": "popularity", "name": "popularity"}]}]}
                """.formatted(version, kind);
        return FeatureManifest.json(new ManifestText("films.json", manifest)).view("films", version);
    }

    private static ArtefactDescription description() {
        return ArtefactDescription.of("test")
                .counts(3, 8)
                .embeddingDim(5)
                .coverage(new Coverage(10, 9, 100, 95))
                .view(view("1", "number"))
                .hyperParameters(Map.of("regularization", "500"))
                .seed(-42)
                .trainingData("sha256:0")
                .metric("validation.ndcg@10", 0.25)
                .build();
    }

    @Test
    void theViewThatItWasTrainedOnIsToldFromOthers() throws IOException {
        Artefact artefact = Artefact.open(version);
        assertThat(artefact.manifest().description().featureSchema()).containsExactly("cf_score", "popularity");
        assertThat(artefact.requireView(view("1", "number"))).isSameAs(artefact);
        assertThatThrownBy(() -> artefact.requireView(view("1", "subject_number")))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining(version.resolve("manifest.json") + ", field \"feature_view\": view \"films\" 1")
                .hasMessageContaining("column \"popularity\"")
                .hasMessageContaining("subject_number");
        assertThatThrownBy(() -> artefact.requireView(view("2", "number"))).hasMessageContaining("version was \"1\"");
    }

    @Test
    void withoutAViewNoneCanBeCompared() throws IOException {
        Path plain = folder.resolve(
                store().publish(writer -> ArtefactDescription.of("test").build()));
        assertThatThrownBy(() -> Artefact.open(plain).requireView(view("1", "number")))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("is empty");
    }

    @Test
    void everythingComesBackBitByBit() throws IOException {
        Artefact artefact = Artefact.open(version);
        assertThat(bits(artefact.floats("floats"))).containsExactly(bits(FLOATS));
        assertThat(Arrays.stream(artefact.doubles("doubles")).mapToLong(Double::doubleToRawLongBits))
                .containsExactly(Arrays.stream(DOUBLES)
                        .mapToLong(Double::doubleToRawLongBits)
                        .boxed()
                        .toArray(Long[]::new));
        assertThat(artefact.ints("ints")).containsExactly(INTS);
        assertThat(artefact.ids("items")).isEqualTo(IDS);
        assertThat(artefact.floats("none")).isEmpty();
        assertThat(artefact.bytes("bytes")).asString(StandardCharsets.UTF_8).isEqualTo("somebody else's");
        assertThat(artefact.ids("nobody").size()).isZero();
        assertThat(artefact.manifest().description()).isEqualTo(description());
        assertThat(artefact.manifest().modelVersion()).isEqualTo("v000001-20261121T023000Z");
        assertThat(artefact.manifest().arrays().get("floats").files()).hasSize(4);
    }

    @Test
    void mappedValuesAreThoseOfTheArrayAcrossFiles() throws IOException {
        MappedFloats mapped = Artefact.open(version, Verification.DEFERRED).mappedFloats("floats");
        assertThat(mapped.length()).isEqualTo(FLOATS.length);
        for (int from = 0; from <= FLOATS.length; from++) {
            for (int count = 0; count <= FLOATS.length - from; count++) {
                float[] read = new float[count + 1];
                mapped.read(from, read, 1, count);
                assertThat(bits(Arrays.copyOfRange(read, 1, count + 1)))
                        .containsExactly(bits(Arrays.copyOfRange(FLOATS, from, from + count)));
            }
        }
        assertThatThrownBy(() -> mapped.read(49, new float[2], 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(Artefact.open(version).mappedFloats("none").length()).isZero();
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    @Test
    void aManifestCutOffAtAnyByteIsRefused() throws IOException {
        Path manifest = version.resolve("manifest.json");
        byte[] whole = Files.readAllBytes(manifest);
        for (int length = 0; length < whole.length; length++) {
            Files.write(manifest, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Artefact.open(version, Verification.DEFERRED))
                    .as("cut at %d", length)
                    .isInstanceOf(ArtefactException.class)
                    .hasMessageContaining("manifest.json");
        }
    }

    @Test
    void aFlippedBitInAnyByteOfAManifestIsRefused() throws IOException {
        Path manifest = version.resolve("manifest.json");
        byte[] whole = Files.readAllBytes(manifest);
        Random random = new Random(3);
        for (int at = 0; at < whole.length; at++) {
            int bit = random.nextInt(Byte.SIZE);
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << bit);
            Files.write(manifest, flipped);
            assertThatThrownBy(() -> Artefact.open(version, Verification.DEFERRED))
                    .as("bit %d of byte %d", bit, at)
                    .isInstanceOf(ArtefactException.class);
        }
    }

    private List<Path> dataFiles() throws IOException {
        try (Stream<Path> files = Files.list(version)) {
            return files.filter(file -> !file.endsWith("manifest.json"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void dataThatIsCutOffLongerOrMissingIsRefusedEvenUnverified() throws IOException {
        Random random = new Random(1);
        for (Path file : dataFiles()) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < 5 && whole.length > 0; i++) {
                Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length)));
                refused(Verification.DEFERRED, file);
            }
            Files.write(file, Arrays.copyOf(whole, whole.length + 1));
            refused(Verification.DEFERRED, file);
            Files.delete(file);
            refused(Verification.DEFERRED, file);
            Files.createDirectory(file);
            refused(Verification.DEFERRED, file);
            Files.delete(file);
            Files.write(file, whole);
        }
        Artefact.open(version);
    }

    private void refused(Verification verification, Path file) {
        assertThatThrownBy(() -> Artefact.open(version, verification))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageContaining("another version");
    }

    @Test
    void anyFlippedBitOfTheDataIsRefused() throws IOException {
        Random random = new Random(2);
        for (Path file : dataFiles()) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < 20 && whole.length > 0; i++) {
                byte[] flipped = whole.clone();
                flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                Files.write(file, flipped);
                refused(Verification.NOW, file);
            }
            Files.write(file, whole);
        }
    }

    @Test
    void filesThatChangedPlacesAreRefused() throws IOException {
        Path first = version.resolve("floats-0.f32");
        Path second = version.resolve("floats-1.f32");
        Path aside = folder.resolve("aside");
        Files.move(first, aside);
        Files.move(second, first);
        Files.move(aside, second);
        refused(Verification.NOW, first);
    }

    @Test
    void filesThatNobodyNamedPlayNoPart() throws IOException {
        Files.writeString(version.resolve("notes.txt"), "mine");
        Files.createDirectory(version.resolve("sub"));
        assertThat(Artefact.open(version).ints("ints")).containsExactly(INTS);
    }

    /** As a later library would write it: its own fields, and a checksum that fits. */
    @Test
    void aNewerFormatIsRefusedAsSuch() throws IOException {
        Path manifest = version.resolve("manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace("\"format_version\" : 1", "\"format_version\" : 2,\n  \"codec\" : \"zstd\""));
        assertThatThrownBy(() -> Artefact.open(version))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("formats up to 1, the artefact has 2");
    }

    /** Even with a checksum that fits: whoever makes such a manifest leads nobody out of the folder. */
    @Test
    void aManifestThatNamesOtherFoldersOrImpossibleSizesIsRefused() throws IOException {
        Files.writeString(folder.resolve("secret.f32"), "xxxx");
        for (String[] change : new String[][] {
            {"floats-0.f32", "../secret.f32"},
            {"\"bytes\" : 64", "\"bytes\" : -64"},
            {"\"length\" : 50", "\"length\" : 51"},
            {"\"length\" : 50", "\"length\" : \"many\""},
            {"float32", "float16"},
            {"\"item_count\" : 8", "\"item_count\" : 5000000000"},
            {"\"covered_users\" : 9", "\"covered_users\" : 11"},
            {"2026-11-21T02:30:00Z", "yesterday"},
            {"\"kind\" : \"test\"", "\"kind\" : 5"},
            {"\"seed\"", "\"seed2\""},
            {"discovery-artefact", "something-else"}
        }) {
            Path copy = folder.resolve("copy");
            copy(version, copy);
            Path manifest = copy.resolve("manifest.json");
            String text = Files.readString(manifest);
            assertThat(text).contains(change[0]);
            Files.write(manifest, resealed(text.replaceFirst(change[0], change[1])));
            assertThatThrownBy(() -> Artefact.open(copy))
                    .as(change[1])
                    .isInstanceOf(ArtefactException.class)
                    .hasMessageContaining("manifest.json");
        }
    }

    private static byte[] resealed(String manifest) {
        String body = manifest.substring(0, manifest.lastIndexOf(",\n"));
        java.security.MessageDigest digest = Checksums.digest();
        digest.update(body.getBytes(StandardCharsets.UTF_8));
        return (body + ",\n  \"manifest_checksum\" : \"" + Checksums.text(digest) + "\"\n}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void anIdMapOfAnotherModelIsRefused() throws IOException {
        Path other = folder.resolve(store().publish(writer -> {
            writer.ids("items", IdMap.of(List.of("film-1", "u")));
            return description();
        }));
        Artefact artefact = Artefact.open(other);
        artefact.requireIds("items", IdMap.of(List.of("film-1", "u")));
        for (List<String> ids : List.of(List.of("u", "film-1"), List.of("film-1"), List.of("film-1u"))) {
            assertThatThrownBy(() -> artefact.requireIds("items", IdMap.of(ids)))
                    .isInstanceOf(ArtefactException.class)
                    .hasMessageContaining("ids.items");
        }
        // The same size, so that only the digest of the ids tells.
        Files.writeString(other.resolve("items-0.str"), "\6\0\0\0film-2\1\0\0\0u");
        Artefact deferred = Artefact.open(other, Verification.DEFERRED);
        assertThatThrownBy(() -> deferred.ids("items"))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("ids.items");
        for (String broken :
                List.of("\6\0\0\0film-1\2\0\0\0u", "\1\0\0\0u\1\0\0\0u     ", "\0\0\0\0" + "xxxxxxxxxxx")) {
            Files.writeString(other.resolve("items-0.str"), broken);
            assertThatThrownBy(() -> deferred.ids("items")).isInstanceOf(ArtefactException.class);
        }
    }

    @Test
    void anArrayOfAnotherNameTypeOrKindIsRefused() throws IOException {
        Artefact artefact = Artefact.open(version);
        assertThatThrownBy(() -> artefact.floats("weights"))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("weights")
                .hasMessageContaining("floats, doubles");
        assertThatThrownBy(() -> artefact.doubles("floats")).hasMessageContaining("float64, was float32");
        assertThatThrownBy(() -> artefact.requireKind("ease"))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("must be \"ease\", was \"test\"");
        assertThat(artefact.requireKind("test")).isSameAs(artefact);
    }

    @Test
    void aFolderWithoutAManifestIsNoArtefact() throws IOException {
        Files.delete(version.resolve("manifest.json"));
        assertThatThrownBy(() -> Artefact.open(version)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store().open("v000001-20261121T023000Z"))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("manifest.json");
    }

    @Test
    void namesAndIdsThatCannotBeKeptAreRefused() {
        for (String name : List.of("", "Upper", "../up", "floats")) {
            assertThatThrownBy(() -> store().publish(writer -> {
                        writer.floats("floats", FLOATS).floats(name, FLOATS);
                        return description();
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"" + name + "\"");
        }
        assertThatThrownBy(() -> store().publish(writer -> {
                    writer.ids("items", IdMap.of(List.of("fine", "half \uD83C")));
                    return description();
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ordinal 1");
        assertThatThrownBy(() -> ArtefactDescription.of("Not Good").build()).hasMessageContaining("Not Good");
        assertThatThrownBy(() ->
                        ArtefactDescription.of("x").metric("m", Double.NaN).build())
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> ArtefactDescription.of("x").counts(-1, 0).build())
                .hasMessageContaining("-1");
    }
}
