package io.github.discovery4j.rank.factorization;

import java.util.Arrays;

/** Solves by a Cholesky decomposition of the whole matrix. <b>Cost:</b> d² flops a liked vector, and d³ / 3. */
final class ExactSolver implements FactorSolver {

    private final double[][] gram;
    private final double unobservedWeight;
    private final Gram system;
    private final double[] vector;

    ExactSolver(double[][] gram, double unobservedWeight) {
        this.gram = gram;
        this.unobservedWeight = unobservedWeight;
        this.system = new Gram(gram.length);
        this.vector = new double[gram.length];
    }

    @Override
    public void begin(double ridge) {
        system.begin(unobservedWeight, gram, ridge);
        Arrays.fill(vector, 0);
    }

    @Override
    public void add(float[] factor, float confidence) {
        system.add(factor, confidence);
        RowKernels.add(vector, 0, confidence, factor);
    }

    @Override
    public void solve(float[] solution) {
        double[][] upper = system.flush();
        Cholesky.factor(upper);
        Cholesky.solve(upper, vector);
        for (int i = 0; i < solution.length; i++) {
            solution[i] = (float) vector[i];
        }
    }
}
