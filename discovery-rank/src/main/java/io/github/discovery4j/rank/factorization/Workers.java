package io.github.discovery4j.rank.factorization;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Threads that share out the tasks of a training run.
 *
 * <p>Which thread does a task is left to chance, so tasks write to different places and their cut does not depend on the
 * number of threads: the result is then the same with any number. <b>Threads:</b> used by one at a time.
 */
final class Workers implements AutoCloseable {

    private final ExecutorService executor;

    Workers(int threads) {
        this.executor = Executors.newFixedThreadPool(threads);
    }

    /** Runs tasks 0 … count - 1 and returns when all are done. */
    void forEach(int count, IntConsumer task) {
        List<Callable<Void>> calls = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int number = i;
            calls.add(() -> {
                task.accept(number);
                return null;
            });
        }
        try {
            for (Future<Void> done : executor.invokeAll(calls)) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("training was interrupted; no model was made", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("training failed; no model was made", e.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
