package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.DuplicatePolicy;
import io.github.discovery4j.core.data.Interactions;
import java.util.Random;

/** Interactions that tests of this package share. */
final class Samples {

    private Samples() {}

    /** Two groups of people who like different films; F is liked by one person only, "dull" was refused. */
    static Interactions twoTastes() {
        return Interactions.builder()
                .add("ana", "A")
                .add("ana", "B")
                .add("ana", "C")
                .add("ben", "A")
                .add("ben", "B")
                .add("cleo", "B")
                .add("cleo", "C")
                .add("dora", "D")
                .add("dora", "E")
                .add("emil", "D")
                .add("emil", "E")
                .add("emil", "F")
                .add("emil", "dull", -1)
                .build();
    }

    /** People who like each item with some probability; a few weights are not likes, a few pairs come twice. */
    static Interactions random(int users, int items, double density, long seed) {
        Random random = new Random(seed);
        Interactions.Builder builder = Interactions.builder().duplicates(DuplicatePolicy.KEEP_ALL);
        for (int user = 0; user < users; user++) {
            for (int item = 0; item < items; item++) {
                if (random.nextDouble() < density) {
                    builder.add("u" + user, "i" + item, random.nextInt(5) - 1);
                    if (random.nextInt(8) == 0) {
                        builder.add("u" + user, "i" + item, 1);
                    }
                }
            }
        }
        return builder.build();
    }
}
