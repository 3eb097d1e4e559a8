package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.model.VectorSink;
import java.util.Arrays;
import java.util.Objects;

/**
 * Says how much worth meeting people are for a person, given whom that person is tied to and what they like.
 *
 * <p>Nobody has to be known to the model to be scored for: a person's vector is found from their ties and likes whenever it
 * is asked for. Of those who are found it has vectors, which are compared by dot product. Each has two {@link Part}s, one
 * from the person's ties and one from their likes, and a score is the sum of what the two give: who may not be found by their
 * ties any more is scored by the rest.
 *
 * <p>A model asks no consent; {@link PeopleFinder} does. <b>Threads:</b> immutable, safe.
 */
public interface PeopleModel extends VectorReader {

    /** What a part of somebody's vector was learned from. */
    enum Part {
        /** Whom the person is tied to. */
        TIES,
        /** What the person likes. */
        LIKES
    }

    /**
     * Returns the people who can be found.
     *
     * @return their ids; ordinals of people are its
     */
    IdMap people();

    /**
     * Returns the items that people's likes are known by.
     *
     * @return their ids; ordinals of items are its
     */
    IdMap items();

    /**
     * Tells whether the model learned something of a person's.
     *
     * @param person an ordinal of {@link #people}
     * @param part ties or likes
     * @return false for a person who had none
     */
    boolean knows(int person, Part part);

    /**
     * Finds the vector of a person whom others are to be found for, known or new.
     *
     * @param ties ordinals of {@link #people}, ascending without repeats; possibly none
     * @param likes ordinals of {@link #items}, ascending without repeats; possibly none
     * @return {@link #dimension} finite values; without ties and likes it scores people by how many ties they have
     * @throws IllegalArgumentException if ordinals do not ascend or are out of range
     */
    float[] viewerVector(int[] ties, int[] likes);

    /**
     * Scores a person by one part of their vector.
     *
     * @param viewer from {@link #viewerVector}
     * @param person an ordinal of {@link #people}
     * @param part ties or likes
     * @return what the part adds to the score; finite, higher is better, 0 if the model does not know the part
     */
    double score(float[] viewer, int person, Part part);

    /**
     * Scores a person by their whole vector.
     *
     * @param viewer from {@link #viewerVector}
     * @param person an ordinal of {@link #people}
     * @return the sum over both parts
     */
    default double score(float[] viewer, int person) {
        return score(viewer, person, Part.TIES) + score(viewer, person, Part.LIKES);
    }

    /**
     * Copies one part of a person's vector and leaves the other's places alone.
     *
     * @param person an ordinal of {@link #people}
     * @param part ties or likes
     * @param destination has {@link #dimension} places from {@code offset} on
     * @param offset where to begin
     */
    void copyPart(int person, Part part, float[] destination, int offset);

    @Override
    default boolean read(String id, float[] destination, int offset) {
        int person = people().ordinalOf(id);
        if (person == IdMap.ABSENT) {
            return false;
        }
        Objects.checkFromIndexSize(offset, dimension(), destination.length);
        Arrays.fill(destination, offset, offset + dimension(), 0);
        copyPart(person, Part.TIES, destination, offset);
        copyPart(person, Part.LIKES, destination, offset);
        return true;
    }

    /**
     * Hands the vectors of all people over, in the order of their ordinals. They are compared with a
     * {@link #viewerVector} by dot product.
     *
     * @param sink takes them
     */
    default void exportPeople(VectorSink sink) {
        float[] vector = new float[dimension()];
        for (int person = 0; person < people().size(); person++) {
            read(people().idOf(person), vector, 0);
            sink.accept(people().idOf(person), vector);
        }
    }
}
