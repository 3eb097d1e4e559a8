package io.github.discovery4j.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a task in several threads that start together. */
public final class InParallel {

    private InParallel() {}

    /** What one thread does, given its number from 0 on. */
    public interface Task<T> {
        T run(int thread) throws Exception;
    }

    /** Returns what each thread returned, or throws what one of them threw. */
    public static <T> List<T> run(int threads, Task<T> task) throws Exception {
        CountDownLatch start = new CountDownLatch(threads);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                tasks.add(() -> {
                    start.countDown();
                    start.await();
                    return task.run(thread);
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : executor.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
