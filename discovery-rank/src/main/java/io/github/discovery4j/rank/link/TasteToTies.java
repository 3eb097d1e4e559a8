package io.github.discovery4j.rank.link;

import java.util.Arrays;

/**
 * Where somebody's taste lets expect them among the ties: a ridge regression of the rows of {@link TieSpace}, made
 * unit length, on those of {@link TasteSpace} and a constant.
 */
final class TasteToTies {

    private static final double RIDGE = 1;

    private TasteToTies() {}

    /** {@return t + 1 rows of d for tastes of up to t values and places of up to d, the last for the constant} */
    static double[][] of(double[][] tastes, int tasteDimension, double[][] places, int dimension, Neighbours known) {
        int inputs = tasteDimension + 1;
        int outputs = dimension;
        double[][] squares = new double[inputs][inputs];
        double[][] products = new double[inputs][outputs];
        for (int person = 0; person < tastes.length; person++) {
            double[] input = Arrays.copyOf(tastes[person], inputs);
            input[inputs - 1] = 1;
            double[] output = Arrays.copyOf(places[person], outputs);
            Dense.normalise(output);
            boolean taught = known.degree(person) > 0;
            for (int i = 0; taught && i < inputs; i++) {
                Dense.add(input[i], input, squares[i], 0);
                Dense.add(input[i], output, products[i], 0);
            }
        }
        for (int i = 0; i < inputs; i++) {
            squares[i][i] += RIDGE;
        }
        Dense.factor(squares);
        Dense.solve(squares, products);
        return products;
    }

    /** {@return where a taste of length 1 leads, with length 1} */
    static double[] expected(double[] taste, double[][] regression) {
        double[] sum = regression[taste.length].clone();
        for (int i = 0; i < taste.length; i++) {
            Dense.add(taste[i], regression[i], sum, 0);
        }
        Dense.normalise(sum);
        return sum;
    }
}
