package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.SignalGroup;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class PersonVectorsTest {

    private final Interactions films = Samples.twoTastes();
    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final InteractionHistory history = new InteractionHistory(ledger);
    private final IalsModel ials = IalsTrainer.builder().dimension(4).build().train(films);
    private final PersonVectors vectors =
            new PersonVectors(Handle.of("ials", "1", ials), history, InstantSource.fixed(Instant.ofEpochSecond(100)));

    private double[] unit(String person) {
        float[] vector = new float[vectors.dimension() + 1];
        assertThat(vectors.read(person, vector, 1)).isTrue();
        assertThat(vector[0]).isZero();
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double[] unit = new double[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = vector[i] / Math.sqrt(squares);
        }
        return unit;
    }

    private double cosine(String one, String other) {
        double[] a = unit(one);
        double[] b = unit(other);
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
        }
        return dot;
    }

    @Test
    void peopleOfOneTasteAreNearerThanThoseOfTwo() {
        history.addAll(films);
        assertThat(cosine("ana", "ben")).isGreaterThan(cosine("ana", "dora") + 0.3);
    }

    @Test
    void nobodyIsFoundWithoutAHistoryOrConsentOrBeforeItsTime() {
        float[] vector = new float[vectors.dimension()];
        assertThat(vectors.read("stranger", vector, 0)).isFalse();
        history.add("late", "A", 1, Instant.ofEpochSecond(101));
        assertThat(vectors.read("late", vector, 0)).isFalse();
        history.add("zoe", "A", 1, Instant.EPOCH);
        assertThat(vectors.read("zoe", vector, 0)).isTrue();
        ledger.optOut("zoe", SignalGroup.BEHAVIOUR);
        assertThat(vectors.read("zoe", vector, 0)).isFalse();
    }
}
