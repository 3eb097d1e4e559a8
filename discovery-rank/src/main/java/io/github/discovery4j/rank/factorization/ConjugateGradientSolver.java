package io.github.discovery4j.rank.factorization;

import java.util.Arrays;

/**
 * Comes nearer to the solution by a few steps of conjugate gradients, and never makes the matrix.
 *
 * <p><b>Cost:</b> 4 d flops a liked vector and 2 d² for each step.
 *
 * <p>Source: Takács, Pilászy and Tikk, "Applications of the conjugate gradient method for implicit feedback collaborative
 * filtering", RecSys 2011.
 */
final class ConjugateGradientSolver implements FactorSolver {

    /** What is left of the residual's squared length when it is not worth another step. */
    private static final double LEAST_RESIDUAL = 1e-20;

    private final double[][] gram;
    private final double unobservedWeight;
    private final int steps;
    private final FactorBatch liked;
    private final double[] x;
    private final double[] residual;
    private final double[] direction;
    private final double[] product;
    private final float[] narrow;
    private final float[] sum;
    private float[] dots = {};
    private double ridge;

    /** Takes the Gram matrix with both triangles filled. */
    ConjugateGradientSolver(double[][] gram, double unobservedWeight, int steps) {
        int dimension = gram.length;
        this.gram = gram;
        this.unobservedWeight = unobservedWeight;
        this.steps = steps;
        this.liked = new FactorBatch(dimension, Gram.BLOCK);
        this.x = new double[dimension];
        this.residual = new double[dimension];
        this.direction = new double[dimension];
        this.product = new double[dimension];
        this.narrow = new float[dimension];
        this.sum = new float[dimension];
    }

    @Override
    public void begin(double newRidge) {
        ridge = newRidge;
        liked.clear();
        Arrays.fill(residual, 0);
    }

    @Override
    public void add(float[] factor, float confidence) {
        liked.add(factor, confidence);
        RowKernels.add(residual, 0, confidence, factor);
    }

    @Override
    public void solve(float[] solution) {
        liked.fillUp();
        if (dots.length < liked.size()) {
            dots = new float[liked.scales().length];
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = solution[i];
        }
        multiply(x);
        RowKernels.subtract(residual, 0, 1, product);
        System.arraycopy(residual, 0, direction, 0, x.length);
        double length = dot(residual, residual);
        for (int step = 0; step < steps && length > LEAST_RESIDUAL; step++) {
            length = step(length);
        }
        for (int i = 0; i < x.length; i++) {
            solution[i] = (float) x[i];
        }
    }

    private double step(double length) {
        multiply(direction);
        double curvature = dot(direction, product);
        if (!(curvature > 0)) {
            return 0;
        }
        double stride = length / curvature;
        RowKernels.subtract(x, 0, -stride, direction);
        RowKernels.subtract(residual, 0, stride, product);
        double next = dot(residual, residual);
        for (int i = 0; i < direction.length; i++) {
            direction[i] = residual[i] + next / length * direction[i];
        }
        return next;
    }

    /** product = (unobservedWeight · G + Σ c h hᵀ + ridge · I) v */
    private void multiply(double[] v) {
        Arrays.fill(product, 0);
        for (int i = 0; i < v.length; i++) {
            narrow[i] = (float) v[i];
            RowKernels.subtract(product, 0, -unobservedWeight * v[i], gram[i]);
        }
        for (int from = 0; from < liked.size(); from += Gram.BLOCK) {
            multiplyBlock(from, Math.min(liked.size(), from + Gram.BLOCK));
        }
        RowKernels.subtract(product, 0, -ridge, v);
    }

    private void multiplyBlock(int from, int to) {
        Arrays.fill(sum, 0);
        for (int row = from; row < to; row += RowKernels.WIDTH) {
            RowKernels.dots(liked.rows(), row, narrow, dots);
            for (int i = row; i < row + RowKernels.WIDTH; i++) {
                dots[i] *= liked.scales()[i];
            }
            RowKernels.addRows(liked.rows(), dots, row, sum);
        }
        RowKernels.add(product, 0, 1, sum);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
