package io.github.discovery4j.rank.link;

/** A symmetric matrix that is known by what it does to columns. */
interface SymmetricOperator {

    /** {@return n, its rows and columns} */
    int size();

    /** {@return what makes all eigenvalues positive when it is added to them} */
    double shift();

    /**
     * Multiplies.
     *
     * @param x n rows
     * @param product n rows of as many values, overwritten
     */
    void apply(double[][] x, double[][] product);
}
