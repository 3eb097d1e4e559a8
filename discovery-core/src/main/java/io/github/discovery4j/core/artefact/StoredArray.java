package io.github.discovery4j.core.artefact;

import java.util.List;

/**
 * An array of an artefact and the files that it lies in, one after the other.
 *
 * @param name unique within the artefact
 * @param type what it holds
 * @param length how many values
 * @param files each smaller than 2 GiB
 */
public record StoredArray(String name, ArrayType type, long length, List<StoredFile> files) {

    /** Copies the list. */
    public StoredArray {
        files = List.copyOf(files);
    }

    /**
     * A file of an artefact.
     *
     * @param name within the artefact's folder
     * @param bytes its size
     * @param checksum of its content, {@code sha256:} and 64 hexadecimal digits
     */
    public record StoredFile(String name, long bytes, String checksum) {}

    /** {@return the size of all files together} */
    public long bytes() {
        return files.stream().mapToLong(StoredFile::bytes).sum();
    }
}
