package io.github.discovery4j.core.artefact;

import io.github.discovery4j.core.artefact.StoredArray.StoredFile;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.feature.FeatureDataException;
import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.core.feature.manifest.ViewFingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * One version of something trained, opened for reading.
 *
 * <p>Opening reads the manifest, checks it and the size of every file, and unless deferred the SHA-256 of every file. What
 * is damaged, incomplete or of a newer format is refused; files that the manifest does not name play no part. The digest
 * of an id map is checked whenever it is read, deferred or not: ordinals mean nothing over other ids.
 *
 * <p>Nothing is held open: a version that is deleted later makes later reads fail, while what was read, or mapped where the
 * operating system allows it, stays. <b>Threads:</b> safe.
 */
public final class Artefact {

    private static final int BUFFER_BYTES = 1 << 16;

    /** When the digests of files are compared. */
    public enum Verification {
        /** When the artefact is opened: every byte is read once. */
        NOW,
        /** When {@link Artefact#verify} is called: for large mapped files, on another thread. */
        DEFERRED
    }

    private final Path folder;
    private final ArtefactManifest manifest;

    private Artefact(Path folder, ArtefactManifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /**
     * Opens a version and checks all of it.
     *
     * @param folder with a manifest
     * @return the artefact
     * @throws NoSuchFileException if there is no manifest
     * @throws IOException if it cannot be read
     * @throws ArtefactException if it is damaged, incomplete or of a newer format
     */
    public static Artefact open(Path folder) throws IOException {
        return open(folder, Verification.NOW);
    }

    /**
     * Opens a version.
     *
     * @param folder with a manifest
     * @param verification whether digests are compared now
     * @return the artefact
     * @throws NoSuchFileException if there is no manifest
     * @throws IOException if it cannot be read
     * @throws ArtefactException if it is damaged, incomplete or of a newer format
     */
    public static Artefact open(Path folder, Verification verification) throws IOException {
        Artefact artefact = new Artefact(folder, ManifestJson.read(folder));
        artefact.checkSizes();
        if (verification == Verification.NOW) {
            artefact.verify();
        }
        return artefact;
    }

    private void checkSizes() throws IOException {
        for (StoredArray array : manifest.arrays().values()) {
            for (StoredFile file : array.files()) {
                Path path = folder.resolve(file.name());
                if (!Files.isRegularFile(path)) {
                    throw new ArtefactException(
                            path + ": is missing, the manifest names it; take another version of the artefact");
                }
                long size = Files.size(path);
                if (size != file.bytes()) {
                    throw damaged(
                            path,
                            Math.min(size, file.bytes()),
                            "has %d bytes, the manifest says %d".formatted(size, file.bytes()));
                }
            }
        }
    }

    /**
     * Compares the digest of every file with the manifest's. <b>Cost:</b> reads everything once.
     *
     * @throws IOException if a file cannot be read
     * @throws ArtefactException if one differs
     */
    public void verify() throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (StoredArray array : manifest.arrays().values()) {
            for (StoredFile file : array.files()) {
                Path path = folder.resolve(file.name());
                String found = checksum(path, buffer);
                if (!found.equals(file.checksum())) {
                    throw damaged(
                            path, 0, "has the checksum %s, the manifest says %s".formatted(found, file.checksum()));
                }
            }
        }
    }

    private static String checksum(Path path, byte[] buffer) throws IOException {
        MessageDigest digest = Checksums.digest();
        try (InputStream in = Files.newInputStream(path)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return Checksums.text(digest);
    }

    /** {@return what the artefact is and where it comes from} */
    public ArtefactManifest manifest() {
        return manifest;
    }

    /**
     * Checks that the artefact is of the kind that a reader understands.
     *
     * @param kind the reader's
     * @return this
     * @throws ArtefactException if it is another
     */
    public Artefact requireKind(String kind) {
        String is = manifest.description().kind();
        if (!is.equals(kind)) {
            throw new ArtefactException(
                    "%s, field \"kind\": must be \"%s\", was \"%s\"; name the folder of such a model"
                            .formatted(manifestFile(), kind, is));
        }
        return this;
    }

    /**
     * Checks that an id map is the one that the arrays are over, such as one that the host keeps elsewhere.
     *
     * @param name of the id map's array
     * @param map the host's
     * @throws ArtefactException if ids or their order differ
     */
    public void requireIds(String name, IdMap map) {
        MessageDigest digest = Checksums.digest();
        for (int ordinal = 0; ordinal < map.size(); ordinal++) {
            ArtefactWriter.addId(digest, map.idOf(ordinal).getBytes(StandardCharsets.UTF_8));
        }
        requireDigest(name, digest);
    }

    /**
     * Checks that a model reads the view that it was trained on.
     *
     * @param view what its columns will be filled from
     * @return this
     * @throws ArtefactException if the artefact keeps no view, or another one; the message lists the differences
     */
    public Artefact requireView(DeclaredView view) {
        String trained = manifest.description().featureView();
        if (trained.isEmpty()) {
            throw new ArtefactException(
                    "%s, field \"feature_view\": must be a view to compare with \"%s\" %s, is empty; train on a declared view"
                            .formatted(manifestFile(), view.name(), view.version()));
        }
        try {
            view.requireSame(ViewFingerprint.of(trained));
        } catch (FeatureDataException e) {
            throw new ArtefactException("%s, field \"feature_view\": %s".formatted(manifestFile(), e.getMessage()), e);
        }
        return this;
    }

    private void requireDigest(String name, MessageDigest digest) {
        if (!Checksums.text(digest).equals(manifest.ids().get(name))) {
            throw new ArtefactException(
                    "%s, field \"ids.%s\": the ids are not those that the artefact was made with; read the map from the same version"
                            .formatted(manifestFile(), name));
        }
    }

    /**
     * Reads an array of float32.
     *
     * @param name its name
     * @return its values
     * @throws IOException if it cannot be read
     * @throws ArtefactException if there is no such array of this type
     */
    public float[] floats(String name) throws IOException {
        StoredArray array = array(name, ArrayType.FLOAT32);
        float[] values = new float[length(array)];
        try (ArrayInput input = new ArrayInput(folder, array)) {
            for (int i = 0; i < values.length; i++) {
                values[i] = input.have(Float.BYTES).getFloat();
            }
        }
        return values;
    }

    /**
     * Maps an array of float32 and leaves it on disk.
     *
     * @param name its name
     * @return its values
     * @throws IOException if it cannot be mapped
     * @throws ArtefactException if there is no such array of this type
     */
    public MappedFloats mappedFloats(String name) throws IOException {
        return MappedFloats.of(folder, array(name, ArrayType.FLOAT32));
    }

    /**
     * Reads an array of float64.
     *
     * @param name its name
     * @return its values
     * @throws IOException if it cannot be read
     * @throws ArtefactException if there is no such array of this type
     */
    public double[] doubles(String name) throws IOException {
        StoredArray array = array(name, ArrayType.FLOAT64);
        double[] values = new double[length(array)];
        try (ArrayInput input = new ArrayInput(folder, array)) {
            for (int i = 0; i < values.length; i++) {
                values[i] = input.have(Double.BYTES).getDouble();
            }
        }
        return values;
    }

    /**
     * Reads an array of int32.
     *
     * @param name its name
     * @return its values
     * @throws IOException if it cannot be read
     * @throws ArtefactException if there is no such array of this type
     */
    public int[] ints(String name) throws IOException {
        StoredArray array = array(name, ArrayType.INT32);
        int[] values = new int[length(array)];
        try (ArrayInput input = new ArrayInput(folder, array)) {
            for (int i = 0; i < values.length; i++) {
                values[i] = input.have(Integer.BYTES).getInt();
            }
        }
        return values;
    }

    /**
     * Reads an array of bytes.
     *
     * @param name its name
     * @return its values
     * @throws IOException if it cannot be read
     * @throws ArtefactException if there is no such array of this type
     */
    public byte[] bytes(String name) throws IOException {
        StoredArray array = array(name, ArrayType.BYTES);
        byte[] values = new byte[length(array)];
        try (ArrayInput input = new ArrayInput(folder, array)) {
            input.read(values);
        }
        return values;
    }

    /**
     * Reads an id map and compares it with the manifest's digest.
     *
     * @param name its name
     * @return the map, ordinals as they were
     * @throws IOException if it cannot be read
     * @throws ArtefactException if there is no such map, or it is not the one that was written
     */
    public IdMap ids(String name) throws IOException {
        StoredArray array = array(name, ArrayType.STRINGS);
        int length = length(array);
        IdMap.Builder ids = IdMap.builder();
        MessageDigest digest = Checksums.digest();
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        long left = array.bytes();
        try (ArrayInput input = new ArrayInput(folder, array)) {
            for (int ordinal = 0; ordinal < length; ordinal++) {
                int bytes = input.have(Integer.BYTES).getInt();
                left -= Integer.BYTES;
                if (bytes < 1 || bytes > left) {
                    throw brokenId(array, ordinal);
                }
                byte[] id = new byte[bytes];
                input.read(id);
                left -= bytes;
                ArtefactWriter.addId(digest, id);
                if (ids.add(decoder.decode(ByteBuffer.wrap(id)).toString()) != ordinal) {
                    throw brokenId(array, ordinal);
                }
            }
            if (!input.atEnd()) {
                throw brokenId(array, length);
            }
        } catch (CharacterCodingException e) {
            throw new ArtefactException(
                    folder.resolve(array.files().getFirst().name())
                            + ": ids must be UTF-8; take another version of the artefact",
                    e);
        }
        requireDigest(name, digest);
        return ids.build();
    }

    private ArtefactException brokenId(StoredArray array, int ordinal) {
        return new ArtefactException(
                "%s, id %d of %d: is damaged, ids must have a length and come once; take another version of the artefact"
                        .formatted(folder.resolve(array.files().getFirst().name()), ordinal, array.length()));
    }

    private StoredArray array(String name, ArrayType type) {
        StoredArray array = manifest.arrays().get(name);
        if (array == null || array.type() != type) {
            throw new ArtefactException("%s, field \"arrays.%s\": must be of type %s, %s; the artefact has %s"
                    .formatted(
                            manifestFile(),
                            name,
                            type.label(),
                            array == null ? "is missing" : "was " + array.type().label(),
                            manifest.arrays().keySet()));
        }
        return array;
    }

    private int length(StoredArray array) {
        if (array.length() > Integer.MAX_VALUE - Long.BYTES) {
            throw new ArtefactException("%s, field \"arrays.%s.length\": %d values do not fit into one array; map it"
                    .formatted(manifestFile(), array.name(), array.length()));
        }
        return (int) array.length();
    }

    private Path manifestFile() {
        return folder.resolve(ArtefactManifest.FILE);
    }

    private static ArtefactException damaged(Path file, long offset, String what) {
        return new ArtefactException("%s, from byte %d on: is damaged, %s; take another version of the artefact"
                .formatted(file, offset, what));
    }
}
