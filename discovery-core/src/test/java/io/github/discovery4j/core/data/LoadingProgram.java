package io.github.discovery4j.core.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Loads a generated file and prints how long it took: run it with {@code -Xmx} to see in how little heap it loads.
 *
 * <pre>
 * java -cp discovery-core/target/classes:discovery-core/target/test-classes:JARS
 *     io.github.discovery4j.core.data.LoadingProgram write FILE ROWS USERS ITEMS REPEATED_PERCENT TIMES
 * java -XX:+UseSerialGC -Xmn4m -Xmx300m -cp … io.github.discovery4j.core.data.LoadingProgram read FILE
 * </pre>
 */
final class LoadingProgram {

    private LoadingProgram() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        if (arguments[0].equals("write")) {
            write(
                    file,
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[3]),
                    Integer.parseInt(arguments[4]),
                    Integer.parseInt(arguments[5]),
                    Boolean.parseBoolean(arguments[6]));
            return;
        }
        long start = System.nanoTime();
        DataSet data = new TsvReader().read(file);
        double seconds = (System.nanoTime() - start) / 1e9;
        double busy = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
        Interactions interactions = data.interactions();
        System.out.printf(
                "%d interactions of %d lines, %d users, %d items, %.2f s, %.2f s of them on a processor (%.2f million lines a second)%n",
                interactions.size(),
                data.report().accepted(),
                interactions.users().size(),
                interactions.items().size(),
                seconds,
                busy,
                data.report().accepted() / busy / 1e6);
    }

    /** Writes rows in random order, the worst case for grouping; each repeats the row before with the given probability. */
    static void write(Path file, int rows, int users, int items, int repeatedPercent, boolean times)
            throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            int user = 0;
            int item = 0;
            for (int row = 0; row < rows; row++) {
                if (row < Math.max(users, items)) {
                    // Everybody and everything once: a file of these rows alone has all ids.
                    user = row % users;
                    item = row % items;
                } else if (random.nextInt(100) >= repeatedPercent) {
                    user = random.nextInt(users);
                    item = (int) (items * Math.pow(random.nextDouble(), 3));
                }
                out.append(Integer.toString(user + 1)).append('\t').append(Integer.toString(item + 1));
                out.append('\t').append(Integer.toString(1 + random.nextInt(5)));
                if (times) {
                    out.append('\t').append(Long.toString(1_000_000_000L + random.nextInt(300_000_000)));
                }
                out.append('\n');
            }
        }
    }
}
