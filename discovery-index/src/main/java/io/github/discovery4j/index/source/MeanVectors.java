package io.github.discovery4j.index.source;

import io.github.discovery4j.core.model.VectorReader;
import java.util.Collection;
import java.util.function.Function;

/**
 * Vectors for people who have none yet: the mean of those of the things they named, liked, or are looking for.
 *
 * <p>Each vector counts the same, whatever its length. Things without a vector, or masked ones, are passed over; a person is
 * without a vector when nothing is left, or when it cancels out.
 *
 * <p>{@snippet :
 * VectorReader firstLikes = MeanVectors.of(films, viewer -> likes.readableOf(viewer));
 * VectorSource.over(films).viewerVectors(taste).orElse(VectorSource.over(films).viewerVectors(firstLikes));
 * }
 *
 * <p><b>Cost:</b> O(nd) a read for n things. <b>Threads:</b> safe where the function is.
 */
public final class MeanVectors implements VectorReader {

    private final VectorReader things;
    private final Function<String, ? extends Collection<String>> named;

    private MeanVectors(VectorReader things, Function<String, ? extends Collection<String>> named) {
        this.things = things;
        this.named = named;
    }

    /**
     * Reads means.
     *
     * @param things their vectors
     * @param named the things that a person named; what the person's consent does not allow to be used must not be among them
     * @return the reader
     */
    public static MeanVectors of(VectorReader things, Function<String, ? extends Collection<String>> named) {
        return new MeanVectors(things, named);
    }

    @Override
    public int dimension() {
        return things.dimension();
    }

    @Override
    public boolean read(String id, float[] destination, int offset) {
        double[] sum = new double[dimension()];
        float[] vector = new float[dimension()];
        int count = 0;
        for (String thing : named.apply(id)) {
            if (things.read(thing, vector, 0)) {
                count += add(vector, sum) ? 1 : 0;
            }
        }
        boolean any = false;
        for (double value : sum) {
            any |= value != 0;
        }
        for (int i = 0; any && i < sum.length; i++) {
            destination[offset + i] = (float) (sum[i] / count);
        }
        return any;
    }

    private static boolean add(float[] vector, double[] sum) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (squares == 0) {
            return false;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector[i] / length;
        }
        return true;
    }
}
