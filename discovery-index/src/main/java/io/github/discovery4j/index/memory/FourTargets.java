package io.github.discovery4j.index.memory;

import java.util.List;

/** Four targets of one metric, and their vectors one behind the other. */
// The array is read, never compared.
@SuppressWarnings("ArrayRecordComponent")
record FourTargets(List<Target> targets, float[] vectors) {

    static final int COUNT = 4;

    static FourTargets of(List<Target> targets) {
        int length = targets.getFirst().vector().length;
        float[] vectors = new float[COUNT * length];
        for (int i = 0; i < COUNT; i++) {
            System.arraycopy(targets.get(i).vector(), 0, vectors, i * length, length);
        }
        return new FourTargets(targets, vectors);
    }

    Target get(int i) {
        return targets.get(i);
    }

    boolean byDistance() {
        return targets.getFirst().byDistance();
    }
}
