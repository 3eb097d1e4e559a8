package io.github.discovery4j.core.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Shares numbered tasks out to threads.
 *
 * <p>Which thread does a task is left to chance, so each task writes to a place of its own and the result is the same with
 * any number of threads.
 */
final class Tasks {

    /** Tasks that a thread takes at a time: enough to make the shared counter cheap. */
    private static final int BLOCK = 16;

    private final int count;
    private final Supplier<IntConsumer> workers;
    private final AtomicInteger next = new AtomicInteger();

    private Tasks(int count, Supplier<IntConsumer> workers) {
        this.count = count;
        this.workers = workers;
    }

    /**
     * Runs tasks 0 to count - 1 and returns when all are done.
     *
     * @param what is done, for error messages
     * @param workers makes what does the tasks of one thread, with its scratch
     */
    static void run(int threads, int count, String what, Supplier<IntConsumer> workers) {
        Tasks tasks = new Tasks(count, workers);
        if (threads == 1) {
            tasks.work();
        } else {
            tasks.workOn(threads, what);
        }
    }

    private void workOn(int threads, String what) {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(this::work));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
        } catch (InterruptedException e) {
            next.set(count);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the evaluation was interrupted; run it again", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the evaluation failed (" + what + ")", e.getCause());
        }
    }

    private void work() {
        IntConsumer worker = workers.get();
        try {
            for (int from = next.getAndAdd(BLOCK); from < count; from = next.getAndAdd(BLOCK)) {
                for (int task = from; task < Math.min(from + BLOCK, count); task++) {
                    worker.accept(task);
                }
            }
        } catch (RuntimeException | Error e) {
            next.set(count);
            throw e;
        }
    }
}
