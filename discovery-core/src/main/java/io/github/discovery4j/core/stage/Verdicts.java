package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.model.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Takes one guardrail's verdicts on a batch of candidates.
 *
 * <p>A row without a verdict is removed: a guardrail fails closed. Of several verdicts on one row the
 * {@linkplain Verdict#and stricter} holds. <b>Threads:</b> belongs to one thread.
 */
public final class Verdicts {

    private final @Nullable Verdict[] verdicts;

    /**
     * Creates an undecided verdict for every row.
     *
     * @param rows how many
     */
    public Verdicts(int rows) {
        this.verdicts = new @Nullable Verdict[rows];
    }

    /**
     * Says that a row may be shown.
     *
     * @param row the candidate's row
     */
    public void keep(int row) {
        set(row, Verdict.keep());
    }

    /**
     * Says that a row may be shown after those of higher tiers.
     *
     * @param row the candidate's row
     * @param tier 1 or more, a larger number is lower
     * @param reason for the trace; names no person
     */
    public void demote(int row, int tier, String reason) {
        set(row, new Verdict.Demote(tier, reason));
    }

    /**
     * Says that a row must not be shown.
     *
     * @param row the candidate's row
     * @param reason for the trace; names no person
     */
    public void remove(int row, String reason) {
        set(row, new Verdict.Remove(reason));
    }

    /**
     * Sets a verdict; the stricter one holds when there is one already.
     *
     * @param row the candidate's row
     * @param verdict what the guardrail says
     */
    public void set(int row, Verdict verdict) {
        Verdict before = verdicts[row];
        verdicts[row] = before == null ? verdict : before.and(verdict);
    }

    /** Keeps every row that has no verdict yet; called last, once all rows were really looked at. */
    public void keepUndecided() {
        for (int row = 0; row < verdicts.length; row++) {
            if (verdicts[row] == null) {
                verdicts[row] = Verdict.keep();
            }
        }
    }

    /**
     * Returns the number of rows.
     *
     * @return the batch's size
     */
    public int size() {
        return verdicts.length;
    }

    /**
     * Tells whether the guardrail said anything about a row.
     *
     * @param row the candidate's row
     * @return false when the row will be removed for want of a verdict
     */
    public boolean decided(int row) {
        return verdicts[row] != null;
    }

    /**
     * Returns a row's verdict.
     *
     * @param row the candidate's row
     * @return the verdict; a removal when the guardrail gave none
     */
    public Verdict get(int row) {
        Verdict verdict = verdicts[row];
        return verdict == null ? new Verdict.Remove("undecided") : verdict;
    }
}
