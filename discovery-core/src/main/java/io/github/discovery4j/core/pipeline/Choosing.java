package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets the diversifier choose and holds it to its laws; when it cannot, chooses by score under the same hard constraints,
 * and when a constraint itself fails, nobody can tell what it forbids: then the slate is empty.
 */
final class Choosing {

    private static final String STEP = "diversify";

    private final Diversifier diversifier;

    Choosing(Diversifier diversifier) {
        this.diversifier = diversifier;
    }

    Selection choose(KeptCandidates kept, int k, TraceRecorder trace) {
        long since = trace.now();
        List<Constraint> hard = List.of();
        try {
            hard = diversifier.constraints().stream().filter(Constraint::hard).toList();
            if (kept.context().deadline().expired()) {
                trace.skipped(STEP, "diversifier", "no time left", kept.size(), 0);
            } else {
                Selection selection = diversifier.select(kept, k);
                String broken = brokenLaw(selection, kept, k, hard);
                if (broken.isEmpty()) {
                    trace.completed(STEP, "diversifier", since, kept.size(), selection.size());
                    return selection;
                }
                trace.failed(STEP, "diversifier", broken, since, kept.size(), 0);
            }
        } catch (Throwable thrown) {
            trace.failed(STEP, "diversifier", Failures.nameOf(thrown), since, kept.size(), 0);
        }
        return byScore(kept, k, hard, trace);
    }

    private static Selection byScore(KeptCandidates kept, int k, List<Constraint> hard, TraceRecorder trace) {
        long since = trace.now();
        try {
            Selection selection = GreedySelection.select(kept, k, hard, GreedySelection.Gain.byScore(kept));
            trace.completed(STEP, "by score", since, kept.size(), selection.size());
            return selection;
        } catch (Throwable thrown) {
            trace.failed(STEP, "by score", Failures.nameOf(thrown), since, kept.size(), 0);
            return Selection.certain(new int[0], List.of());
        }
    }

    /** Replays the choice: says which law it breaks, or nothing. */
    private static String brokenLaw(@Nullable Selection selection, KeptCandidates kept, int k, List<Constraint> hard) {
        if (selection == null) {
            return "returned null";
        }
        if (selection.size() > k) {
            return "chose more than k";
        }
        List<Constraint.Progress> progress = hard.stream()
                .map(constraint -> constraint.start(kept, k))
                .filter(Constraint.Progress::feasible)
                .toList();
        boolean[] picked = new boolean[kept.size()];
        int firstLeft = 0;
        for (int position = 0; position < selection.size(); position++) {
            int index = selection.index(position);
            if (index < 0 || index >= kept.size() || picked[index]) {
                return "chose something twice, or something that there is not";
            }
            if (!allowed(index, progress)) {
                return "broke a hard constraint";
            }
            // Indexes go tier by tier, so what is left of a higher tier stands between the first left and the pick.
            for (int better = firstLeft; better < index && kept.tier(better) < kept.tier(index); better++) {
                if (!picked[better] && allowed(better, progress)) {
                    return "put a lower tier before a higher one";
                }
            }
            picked[index] = true;
            while (firstLeft < picked.length && picked[firstLeft]) {
                firstLeft++;
            }
            progress.forEach(p -> p.picked(index));
        }
        return "";
    }

    private static boolean allowed(int index, List<Constraint.Progress> progress) {
        for (Constraint.Progress p : progress) {
            if (!p.allows(index)) {
                return false;
            }
        }
        return true;
    }
}
