package io.github.discovery4j.benchmarks.rank;

import com.sun.management.OperatingSystemMXBean;
import io.github.discovery4j.benchmarks.Growth;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.rank.factorization.IalsTrainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * How an epoch of iALS grows with the number of likes: 100 likes a person, items by Zipf's law, 40 likes an item, one thread.
 *
 * <pre>{@code
 * java --add-modules jdk.incubator.vector -Xmx8g -cp benchmarks/target/benchmarks.jar \
 *     io.github.discovery4j.benchmarks.rank.IalsGrowth growth.html 64 1000000 4000000 16000000
 * }</pre>
 */
public final class IalsGrowth {

    private static final int LIKES_A_PERSON = 100;
    private static final int LIKES_AN_ITEM = 40;
    private static final int EPOCHS = 3;

    private IalsGrowth() {}

    /**
     * Measures and draws.
     *
     * @param args the page to write, the dimension, then numbers of likes
     * @throws IOException if the page cannot be written
     */
    public static void main(String[] args) throws IOException {
        int dimension = Integer.parseInt(args[1]);
        Growth growth = new Growth(
                "How training grows",
                "An epoch of iALS, %d values a vector, one thread, CPU seconds; reading the likes into rows is left out."
                        .formatted(dimension),
                "likes");
        // Runs that compile the loops do not count.
        Interactions first = likes(Integer.parseInt(args[2]));
        for (IalsTrainer.Solver solver : IalsTrainer.Solver.values()) {
            epoch(first, dimension, solver);
        }
        for (int i = 2; i < args.length; i++) {
            Interactions likes = likes(Integer.parseInt(args[i]));
            // The same item may be drawn twice for a person.
            int pairs = likes.byUser().entryCount();
            for (IalsTrainer.Solver solver : IalsTrainer.Solver.values()) {
                double seconds = epoch(likes, dimension, solver);
                growth.add("seconds an epoch", solver.name(), pairs, seconds);
                System.out.printf(Locale.ROOT, "%,d likes, %s: %.2f s an epoch%n", pairs, solver, seconds);
            }
        }
        growth.write(Path.of(args[0]));
    }

    private static Interactions likes(int count) {
        Random random = new Random(42);
        int items = count / LIKES_AN_ITEM;
        Interactions.Builder builder = Interactions.builder();
        for (int i = 0; i < count; i++) {
            int item = (int) Math.pow(items + 1, random.nextDouble()) - 1;
            builder.add("u" + i / LIKES_A_PERSON, "i" + item);
        }
        return builder.build();
    }

    /** The difference between trainings of many epochs and of one, an epoch. */
    private static double epoch(Interactions likes, int dimension, IalsTrainer.Solver solver) {
        double one = train(likes, dimension, solver, 1);
        return (train(likes, dimension, solver, 1 + EPOCHS) - one) / EPOCHS;
    }

    private static double train(Interactions likes, int dimension, IalsTrainer.Solver solver, int epochs) {
        System.gc();
        long start = cpuNanos();
        var unused = IalsTrainer.builder()
                .dimension(dimension)
                .solver(solver)
                .epochs(epochs)
                .threads(1)
                .build()
                .train(likes);
        return (cpuNanos() - start) / 1e9;
    }

    /** Of all threads: what other programs take meanwhile does not count. */
    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
