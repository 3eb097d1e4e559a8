package io.github.discovery4j.core.signal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * Blocks in a file.
 *
 * <pre>
 * block = length (4 bytes)  CRC-32C of length and content (4 bytes)  content
 * </pre>
 */
final class Blocks {

    static final int HEADER = 8;
    static final int MOST_BYTES = 64 * 1024 * 1024;

    private Blocks() {}

    static void write(DataOutputStream out, byte[] content) throws IOException {
        if (content.length > MOST_BYTES) {
            throw new IOException("a block must have at most %d bytes, had %d".formatted(MOST_BYTES, content.length));
        }
        out.writeInt(content.length);
        out.writeInt(checksum(content));
        out.write(content);
    }

    /**
     * Reads a block.
     *
     * @throws EOFException if the file ends before the block does
     * @throws IOException if the block is not what was written
     */
    static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        int checksum = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("a block has a length of %d".formatted(length));
        }
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            throw new EOFException("a block ends after %d of %d bytes".formatted(content.length, length));
        }
        if (checksum != checksum(content)) {
            throw new IOException("a block has another checksum than was written");
        }
        return content;
    }

    private static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        for (int shift = 24; shift >= 0; shift -= 8) {
            crc.update(content.length >>> shift);
        }
        crc.update(content);
        return (int) crc.getValue();
    }
}
