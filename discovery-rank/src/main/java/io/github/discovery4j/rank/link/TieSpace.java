package io.github.discovery4j.rank.link;

/**
 * Where people's ties put them: for each person a row, longer the more ties they have, and what a tie to them adds to the row
 * of somebody else.
 *
 * @param people n rows whose mean square length is 1; 0 for people without ties
 * @param anchors n rows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TieSpace(double[][] people, double[][] anchors) {

    /** Eigenvalues below this are steps back and forth, and rounding. */
    private static final double LEAST = 1e-6;

    /**
     * Takes eigenvectors x of steps over ties, times λ^decay. As x = T x / λ, a row is a sum over ties.
     *
     * @param decay how fast long walks fade: the products of rows are sums over walks of 2 decay steps
     */
    static TieSpace of(Neighbours ties, int dimension, double decay, long seed) {
        TieOperator operator = new TieOperator(ties);
        Spectrum.Pairs pairs = Spectrum.of(operator, dimension, seed);
        double[] scales = new double[pairs.values().length];
        for (int i = 0; i < scales.length; i++) {
            double value = pairs.values()[i];
            scales[i] = value > LEAST ? Math.pow(value, decay - 1) : 0;
        }
        double[][] anchors = pairs.vectors();
        for (int person = 0; person < anchors.length; person++) {
            TasteSpace.multiply(anchors[person], scales);
            Dense.scale(anchors[person], operator.scale(person));
        }
        return scaled(ties, operator, anchors);
    }

    private static TieSpace scaled(Neighbours ties, TieOperator operator, double[][] anchors) {
        double[][] people = new double[anchors.length][anchors.length == 0 ? 0 : anchors[0].length];
        double squares = 0;
        int tied = 0;
        for (int person = 0; person < people.length; person++) {
            for (int entry = ties.start(person); entry < ties.end(person); entry++) {
                Dense.add(operator.scale(person), anchors[ties.neighbour(entry)], people[person], 0);
            }
            tied += ties.degree(person) > 0 ? 1 : 0;
            for (double value : people[person]) {
                squares += value * value;
            }
        }
        double unit = squares > 0 ? Math.sqrt(tied / squares) : 0;
        for (double[] row : people) {
            Dense.scale(row, unit);
        }
        return new TieSpace(people, anchors);
    }
}
