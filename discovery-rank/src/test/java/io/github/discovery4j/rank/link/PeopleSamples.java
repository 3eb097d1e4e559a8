package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.Ties;
import java.util.Random;

/** Made-up people: two circles whose people know each other and like the same things, and mostly not the other's. */
final class PeopleSamples {

    static final int PEOPLE = 40;

    /** Likes things of the first circle, and knows nobody. */
    static final String TIELESS = "p38";

    /** Knows people of the second circle, and likes nothing. */
    static final String LIKELESS = "p39";

    private PeopleSamples() {}

    static int circle(int person) {
        return person % 2;
    }

    static Ties ties() {
        Random random = new Random(5);
        Ties.Builder ties = Ties.builder(false);
        for (int person = 0; person < PEOPLE; person++) {
            for (int other = 0; other < person; other++) {
                double chance = circle(person) == circle(other) ? 0.35 : 0.03;
                if (random.nextDouble() < chance && person != 38) {
                    ties.add("p" + person, "p" + other);
                }
            }
        }
        return ties.build();
    }

    static Interactions likes() {
        Random random = new Random(6);
        Interactions.Builder likes = Interactions.builder();
        for (int person = 0; person < PEOPLE - 1; person++) {
            for (int item = 0; item < 30; item++) {
                double chance = circle(person) == circle(item) ? 0.4 : 0.05;
                if (random.nextDouble() < chance) {
                    likes.add("p" + person, "i" + item, 1 + random.nextInt(9));
                }
            }
        }
        return likes.build();
    }

    static IdMap people() {
        return ties().users().plus(likes().users());
    }

    static JointPeopleModel model() {
        return JointPeopleTrainer.builder()
                .dimension(8)
                .tasteDimension(6)
                .build()
                .train(ties(), likes());
    }
}
