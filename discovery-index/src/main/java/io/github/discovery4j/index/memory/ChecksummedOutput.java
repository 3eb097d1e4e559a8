package io.github.discovery4j.index.memory;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Writes bytes in sections, each followed by the CRC-32C of its bytes. */
final class ChecksummedOutput extends FilterOutputStream {

    private final CRC32C checksum = new CRC32C();

    ChecksummedOutput(OutputStream target, int buffer) {
        super(new BufferedOutputStream(target, buffer));
    }

    @Override
    public void write(int value) throws IOException {
        checksum.update(value);
        out.write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        checksum.update(bytes, from, length);
        out.write(bytes, from, length);
    }

    void endSection() throws IOException {
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) checksum.getValue())
                .array());
        checksum.reset();
    }
}
