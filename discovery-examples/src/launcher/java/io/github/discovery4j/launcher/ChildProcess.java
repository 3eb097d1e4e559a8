package io.github.discovery4j.launcher;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The one process that this one starts; running this object ends it, whether it has started yet or not. */
final class ChildProcess implements Runnable {
    private static final int GRACE_SECONDS = 10;

    private Process process;
    private boolean ended;

    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (ended) {
            throw new IOException("told to end before it started");
        }
        process = builder.start();
        return process;
    }

    @Override
    public void run() {
        Process started = end();
        if (started == null) {
            return;
        }
        try {
            if (!started.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                started.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            started.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Process end() {
        ended = true;
        if (process != null) {
            process.destroy();
        }
        return process;
    }
}
