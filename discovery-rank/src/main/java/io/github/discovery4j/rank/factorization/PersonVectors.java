package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.VectorReader;
import java.time.InstantSource;

/**
 * The vectors of people by what they like: two people are near who would like the same.
 *
 * <p>A vector is found from the person's history when it is asked for, under their consent at that moment, and not kept here.
 * An index of them serves "people like you" (user to user); such an index has to declare the history's group, so that it masks
 * whoever opts out. They are compared by cosine.
 *
 * <p>{@link PeopleVectors}, in contrast, are of people who are a model's items.
 *
 * <p><b>Cost:</b> one {@link FactorModel#userVector} a read. <b>Threads:</b> safe.
 */
public final class PersonVectors implements VectorReader {

    private final Handle<? extends FactorModel> model;
    private final InteractionHistory history;
    private final InstantSource clock;

    /**
     * Creates a reader.
     *
     * @param model learned from such histories
     * @param history what people did
     * @param clock tells the moment as of which histories are read
     */
    public PersonVectors(Handle<? extends FactorModel> model, InteractionHistory history, InstantSource clock) {
        this.model = model;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public int dimension() {
        return model.current().value().dimension();
    }

    /** {@inheritDoc} Somebody without a history that the model knows, or whose consent does not allow its use, has none. */
    @Override
    public boolean read(String id, float[] destination, int offset) {
        FactorModel current = model.current().value();
        int[] liked = history.liked(id, clock.instant(), current.items());
        if (liked.length == 0) {
            return false;
        }
        float[] vector = current.userVector(liked);
        System.arraycopy(vector, 0, destination, offset, vector.length);
        return true;
    }
}
