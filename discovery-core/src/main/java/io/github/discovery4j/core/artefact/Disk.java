package io.github.discovery4j.core.artefact;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where artefacts are written; tests put one that is full or breaks off in its place. */
interface Disk {

    /** A new file that is being written. */
    interface Output extends Closeable {
        void write(ByteBuffer bytes) throws IOException;

        /** Returns when all that was written will outlast a power cut. */
        void force() throws IOException;
    }

    /** Creates a file that is not there yet. */
    Output create(Path file) throws IOException;

    /** The disk of this machine. */
    Disk REAL = file -> {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new Output() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }

            @Override
            public void force() throws IOException {
                channel.force(true);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    };
}
