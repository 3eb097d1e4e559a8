package io.github.discovery4j.rank.factorization;

/**
 * Finds the vector of one user from the vectors of their items, or of one item from those of its users:
 *
 * <p>(w G + Σ c h hᵀ + ridge I) x = Σ c h, over the liked h with their confidences c; w is the unobserved weight and G the
 * {@link Gram} of all vectors h.
 *
 * <p>Sums over likes are right to about 1e-6 of their size, however many there are, so the ridge should not be smaller than
 * that beside them; one that grows with the likes never is.
 *
 * <p>Called as {@code begin, add, add, …, solve}, again and again. <b>Threads:</b> belongs to one thread.
 */
interface FactorSolver {

    /** Starts a system. */
    void begin(double ridge);

    /** Adds a liked vector, which must not change until {@link #solve}. */
    void add(float[] factor, float confidence);

    /**
     * Solves.
     *
     * @param solution overwritten; where it stood before is where an iterative solver starts
     */
    void solve(float[] solution);
}
