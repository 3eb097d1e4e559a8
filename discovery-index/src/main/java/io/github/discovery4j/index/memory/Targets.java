package io.github.discovery4j.index.memory;

import java.util.List;

/** Four targets of one metric or a multiple of four, and their vectors one behind the other. */
// The array is read, never compared.
@SuppressWarnings("ArrayRecordComponent")
record Targets(List<Target> targets, float[] vectors) {

    static final int TOGETHER = 4;

    static Targets of(List<Target> targets) {
        int length = targets.getFirst().vector().length;
        float[] vectors = new float[targets.size() * length];
        for (int i = 0; i < targets.size(); i++) {
            System.arraycopy(targets.get(i).vector(), 0, vectors, i * length, length);
        }
        return new Targets(targets, vectors);
    }

    Target get(int i) {
        return targets.get(i);
    }

    int count() {
        return targets.size();
    }

    boolean byDistance() {
        return targets.getFirst().byDistance();
    }
}
