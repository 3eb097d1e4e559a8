package io.github.discovery4j.rank.link;

import java.util.Arrays;

/**
 * Steps over ties: 1 / √((ties of p + 1) (ties of q + 1)) for each tie between p and q. Eigenvalues are in (-1, 1).
 *
 * <p>The ones that are added keep people with a single tie from weighing most. <b>Cost:</b> 4 flops a tie and column.
 */
final class TieOperator implements SymmetricOperator {

    private final Neighbours ties;

    TieOperator(Neighbours ties) {
        this.ties = ties;
    }

    /** What a tie to a person counts, but for the other end's part. */
    double scale(int person) {
        return 1 / Math.sqrt(ties.degree(person) + 1.0);
    }

    @Override
    public int size() {
        return ties.count();
    }

    @Override
    public double shift() {
        return 1;
    }

    @Override
    public void apply(double[][] x, double[][] product) {
        for (int person = 0; person < product.length; person++) {
            Arrays.fill(product[person], 0);
            double scale = scale(person);
            for (int entry = ties.start(person); entry < ties.end(person); entry++) {
                int other = ties.neighbour(entry);
                Dense.add(scale * scale(other), x[other], product[person], 0);
            }
        }
    }
}
