package io.github.discovery4j.explain.attribution;

/**
 * Points t and weights w in (0, 1) with which a sum is an integral: for every polynomial p of degree 2n - 1 or less the
 * integral of p over [0, 1] is the sum of w p(t) over the n points.
 *
 * <p>The points are the roots of the Legendre polynomial of degree n, found by Newton's method.
 */
final class GaussLegendre {

    private static final int STEPS = 100;

    private final double[] points;
    private final double[] weights;

    private GaussLegendre(double[] points, double[] weights) {
        this.points = points;
        this.weights = weights;
    }

    static GaussLegendre of(int count) {
        double[] points = new double[count];
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (count + 0.5));
            double slope = 1;
            for (int step = 0; step < STEPS; step++) {
                double before = 0;
                double value = 1;
                for (int n = 1; n <= count; n++) {
                    double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
                    before = value;
                    value = next;
                }
                slope = count * (x * value - before) / (x * x - 1);
                double change = value / slope;
                x -= change;
                if (Math.abs(change) < 1e-16) {
                    break;
                }
            }
            points[i] = (1 - x) / 2;
            weights[i] = 1 / ((1 - x * x) * slope * slope);
        }
        return new GaussLegendre(points, weights);
    }

    double point(int index) {
        return points[index];
    }

    double weight(int index) {
        return weights[index];
    }
}
