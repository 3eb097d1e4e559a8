package io.github.discovery4j.benchmarks.social;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.social.EgoNetwork;
import io.github.discovery4j.core.social.SocialGraph;
import io.github.discovery4j.core.social.SocialGraphSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * How fast a follow graph is loaded, saved and changed, and how much heap it takes: each person follows ten others on the mean,
 * most of them people near by in a ring and some at random, with a few stars.
 *
 * <p>The ids are made before the first measurement and shared with the graph, as the host's own are; their room is said apart.
 *
 * <pre>
 * java -Xmx4g -cp benchmarks/target/benchmarks.jar io.github.discovery4j.benchmarks.social.SocialGraphLoad PEOPLE FOLLOWS
 * </pre>
 */
public final class SocialGraphLoad {

    private static final int CHANGES = 200_000;
    private static final int EGOS = 200_000;

    private final SocialGraphSettings settings = SocialGraphSettings.of(new InMemoryConsentLedger());
    private final int people;
    private final int follows;

    private SocialGraphLoad(int people, int follows) {
        this.people = people;
        this.follows = follows;
    }

    /**
     * Runs once and prints what it measured.
     *
     * @param arguments people, follows
     * @throws IOException if the temporary file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        new SocialGraphLoad(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).run();
    }

    private void run() throws IOException {
        long before = used();
        String[] ids = ids(people);
        System.out.println("ids of %,d people: %,d MB".formatted(people, megabytes(used() - before)));
        for (int round = 0; round < 2; round++) {
            load(ids, true);
            SocialGraph graph = load(ids, false);
            file(graph);
            change(ids, graph);
            measure(ids, graph);
        }
    }

    /** Makes ids of people. */
    static String[] ids(int people) {
        String[] ids = new String[people];
        for (int person = 0; person < people; person++) {
            ids[person] = "person-" + person;
        }
        return ids;
    }

    /** Whom somebody follows: one time of eight a star, one of eight anybody, else somebody near. */
    static int followed(int person, int people, Random random) {
        int kind = random.nextInt(8);
        int other = kind == 0
                ? (int) (people * Math.pow(random.nextDouble(), 4))
                : kind == 1 ? random.nextInt(people) : (person + 1 + random.nextInt(30)) % people;
        return other == person ? (person + 1) % people : other;
    }

    private SocialGraph load(String[] ids, boolean sorted) {
        long before = used();
        Random random = new Random(11);
        long begin = System.nanoTime();
        SocialGraph.Builder builder = SocialGraph.builder(settings);
        for (int i = 0; i < follows; i++) {
            int from = sorted ? (int) ((long) i * people / follows) : random.nextInt(people);
            builder.follow(ids[from], ids[followed(from, people, random)]);
        }
        SocialGraph graph = builder.build();
        double seconds = secondsSince(begin);
        System.out.println("%s: loaded %,d follows of %,d people in %.1f s"
                .formatted(sorted ? "sorted" : "unsorted", graph.follows(), graph.people(), seconds));
        System.out.println("heap beside the ids: %,d MB".formatted(megabytes(used() - before)));
        return graph;
    }

    private void file(SocialGraph graph) throws IOException {
        Path file = Files.createTempFile("social-graph", ".bin");
        try {
            long begin = System.nanoTime();
            graph.save(file);
            System.out.println("saved %,d MB in %.1f s".formatted(megabytes(Files.size(file)), secondsSince(begin)));
            begin = System.nanoTime();
            SocialGraph loaded = SocialGraph.load(settings, file);
            System.out.println("read %,d follows in %.1f s".formatted(loaded.follows(), secondsSince(begin)));
        } finally {
            Files.delete(file);
        }
    }

    private void change(String[] ids, SocialGraph graph) {
        Random random = new Random(12);
        long changed = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < CHANGES; i++) {
            int from = random.nextInt(people);
            String to = ids[followed(from, people, random)];
            changed += graph.follow(ids[from], to) || graph.unfollow(ids[from], to) ? 1 : 0;
        }
        System.out.println("%,d changes: %.1f µs each".formatted(changed, 1e6 * secondsSince(begin) / CHANGES));
    }

    private void measure(String[] ids, SocialGraph graph) {
        for (String which : new String[] {"measured", "remembered"}) {
            Random random = new Random(13);
            double sum = 0;
            long begin = System.nanoTime();
            for (int i = 0; i < EGOS; i++) {
                sum += graph.ego(ids[random.nextInt(people)])
                        .map(EgoNetwork::brokerage)
                        .orElse(0.0);
            }
            System.out.println("ego networks %s: %.2f µs each (mean brokerage %.3f)"
                    .formatted(which, 1e6 * secondsSince(begin) / EGOS, sum / EGOS));
        }
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static long megabytes(long bytes) {
        return bytes / 1_000_000;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
