package io.github.discovery4j.rank.diversity;

import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.VectorReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Made-up items with vectors and labels, for the tests of this package. */
final class Items {

    private Items() {}

    static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "item " + i).toList();
    }

    /** Small whole numbers, so that many items point in the same direction; one in eight has no vector or a zero one. */
    static Map<String, float[]> vectors(List<String> ids, int dimension, long seed) {
        Random random = new Random(seed);
        Map<String, float[]> vectors = new HashMap<>();
        for (String id : ids) {
            float[] vector = new float[dimension];
            int kind = random.nextInt(16);
            for (int i = 0; i < dimension && kind > 0; i++) {
                vector[i] = random.nextInt(5) - 1;
            }
            if (kind != 1) {
                vectors.put(id, vector);
            }
        }
        return vectors;
    }

    static VectorReader reader(int dimension, Map<String, float[]> vectors) {
        return new VectorReader() {
            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public boolean read(String id, float[] destination, int offset) {
                float[] vector = vectors.get(id);
                if (vector == null) {
                    return false;
                }
                System.arraycopy(vector, 0, destination, offset, dimension);
                return true;
            }
        };
    }

    /** One attribute with the labels given for each id. */
    static ItemAttributes labels(String attribute, Map<String, Set<String>> labels) {
        return new ItemAttributes() {
            @Override
            public Set<String> names() {
                return Set.of(attribute);
            }

            @Override
            public Set<String> labels(String itemId, String name) {
                return labels.getOrDefault(itemId, Set.of());
            }

            @Override
            public double number(String itemId, String name) {
                return Double.NaN;
            }
        };
    }

    static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return aa == 0 || bb == 0 ? 0 : dot / Math.sqrt(aa * bb);
    }

    static float[] vector(double... values) {
        float[] vector = new float[values.length];
        IntStream.range(0, values.length).forEach(i -> vector[i] = (float) values[i]);
        return vector;
    }

    static List<Integer> list(int... values) {
        return Arrays.stream(values).boxed().toList();
    }
}
