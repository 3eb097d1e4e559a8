package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.observe.Occurrence;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.Selection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets the diversifier choose and holds it to its laws; when it cannot, chooses by score under the same hard constraints.
 * When a constraint itself fails, or the diversifier cannot name its constraints, nobody can tell what is forbidden: then
 * the slate is empty.
 */
final class Choosing {

    private static final String STEP = "diversify";

    private final Diversifier diversifier;

    Choosing(Diversifier diversifier) {
        this.diversifier = diversifier;
    }

    Selection choose(KeptCandidates kept, int k, TraceRecorder trace) {
        List<Constraint> hard;
        try {
            hard = diversifier.constraints().stream().filter(Constraint::hard).toList();
        } catch (Throwable thrown) {
            trace.neverRan(STEP, "diversifier", new StepOutcome.Failed(Failures.nameOf(thrown)), kept.size(), 0);
            return nothing();
        }
        Selection selection = byDiversifier(kept, k, hard, trace)
                .or(() -> byScore(kept, k, hard, trace))
                .orElseGet(Choosing::nothing);
        if (lowerBeforeHigher(selection, kept)) {
            trace.happened(Occurrence.TIERS_RELAXED, "", "a hard constraint put a lower tier before a higher one");
        }
        return selection;
    }

    private Optional<Selection> byDiversifier(KeptCandidates kept, int k, List<Constraint> hard, TraceRecorder trace) {
        if (kept.context().deadline().expired()) {
            trace.skipped(STEP, "diversifier", "no time left", kept.size(), 0);
            return Optional.empty();
        }
        long since = trace.open(STEP, "diversifier");
        try {
            Selection selection = diversifier.select(kept, k);
            String broken = brokenLaw(selection, kept, k, hard);
            if (broken.isEmpty()) {
                trace.completed(STEP, "diversifier", since, kept.size(), selection.size());
                return Optional.of(selection);
            }
            trace.failed(STEP, "diversifier", broken, since, kept.size(), 0);
        } catch (Throwable thrown) {
            trace.failed(STEP, "diversifier", Failures.nameOf(thrown), since, kept.size(), 0);
        }
        return Optional.empty();
    }

    private static Optional<Selection> byScore(KeptCandidates kept, int k, List<Constraint> hard, TraceRecorder trace) {
        long since = trace.open(STEP, "by score");
        try {
            Selection selection = GreedySelection.select(kept, k, hard, GreedySelection.Gain.byScore(kept));
            trace.completed(STEP, "by score", since, kept.size(), selection.size());
            return Optional.of(selection);
        } catch (Throwable thrown) {
            trace.failed(STEP, "by score", Failures.nameOf(thrown), since, kept.size(), 0);
            return Optional.empty();
        }
    }

    private static Selection nothing() {
        return Selection.certain(new int[0], List.of());
    }

    /** Replays the choice: says which law it breaks, or nothing. */
    private static String brokenLaw(@Nullable Selection selection, KeptCandidates kept, int k, List<Constraint> hard) {
        if (selection == null) {
            return "returned null";
        }
        if (selection.size() > k) {
            return "chose more than k";
        }
        List<Constraint.Progress> progress =
                hard.stream().map(constraint -> constraint.start(kept, k)).toList();
        boolean[] picked = new boolean[kept.size()];
        for (int position = 0; position < selection.size(); position++) {
            int index = selection.index(position);
            if (index < 0 || index >= kept.size() || picked[index]) {
                return "chose something twice, or something that there is not";
            }
            if (!allowed(index, progress)) {
                return "broke a hard constraint";
            }
            if (anyLeft(kept, kept.tier(index), picked, progress)) {
                return "put a lower tier before a higher one";
            }
            picked[index] = true;
            progress.forEach(p -> p.picked(index));
        }
        if (selection.size() < k && anyLeft(kept, Integer.MAX_VALUE, picked, progress)) {
            return "stopped before k";
        }
        return "";
    }

    /** Whether something above a tier is left that the hard constraints allow; indexes go tier by tier. */
    private static boolean anyLeft(
            KeptCandidates kept, int belowTier, boolean[] picked, List<Constraint.Progress> progress) {
        for (int index = 0; index < picked.length && kept.tier(index) < belowTier; index++) {
            if (!picked[index] && allowed(index, progress)) {
                return true;
            }
        }
        return false;
    }

    private static boolean allowed(int index, List<Constraint.Progress> progress) {
        for (Constraint.Progress p : progress) {
            if (!p.allows(index)) {
                return false;
            }
        }
        return true;
    }

    private static boolean lowerBeforeHigher(Selection selection, KeptCandidates kept) {
        boolean[] picked = new boolean[kept.size()];
        int firstLeft = 0;
        for (int position = 0; position < selection.size(); position++) {
            if (kept.tier(firstLeft) < kept.tier(selection.index(position))) {
                return true;
            }
            picked[selection.index(position)] = true;
            while (firstLeft < picked.length && picked[firstLeft]) {
                firstLeft++;
            }
        }
        return false;
    }
}
