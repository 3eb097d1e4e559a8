package io.github.discovery4j.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Copies a stream as it comes, byte by byte the same, without the first line that is equal to a given one.
 *
 * <p>Bytes are held back only as long as they could be that line, so that a progress bar without a line end passes.
 */
final class LineDropper implements Runnable {
    private final InputStream in;
    private final PrintStream out;
    private final byte[] unwanted;
    /** How many bytes of the unwanted line were seen and are held back; -1 while inside a line that differs. */
    private int held;

    private boolean dropped;

    LineDropper(InputStream in, PrintStream out, String unwanted) {
        this.in = in;
        this.out = out;
        this.unwanted = unwanted.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8192];
        try {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    accept(buffer[i]);
                }
                out.flush();
            }
        } catch (IOException closed) {
            // The other side is gone: what it wrote so far is all there is.
        }
        release();
        out.flush();
    }

    private void accept(byte b) {
        if (dropped) {
            out.write(b);
        } else if (held >= 0 && held < unwanted.length && b == unwanted[held]) {
            held++;
        } else if (held == unwanted.length && b == '\r') {
            return;
        } else if (held == unwanted.length && b == '\n') {
            held = 0;
            dropped = true;
        } else {
            release();
            out.write(b);
            held = b == '\n' ? 0 : -1;
        }
    }

    private void release() {
        if (held > 0) {
            out.write(unwanted, 0, held);
        }
        held = 0;
    }
}
