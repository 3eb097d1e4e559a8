package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.core.stage.Explainer;
import java.util.Collections;
import java.util.List;

/** Asks for reasons; when there is no time or the explainer fails, the slate goes without. */
final class Explaining {

    private static final String STEP = "explain";

    private final Explainer explainer;

    Explaining(Explainer explainer) {
        this.explainer = explainer;
    }

    List<List<Reason>> explain(ChosenItems chosen, TraceRecorder trace) {
        List<List<Reason>> none = Collections.nCopies(chosen.size(), List.of());
        if (!chosen.context().request().explained()) {
            return none;
        }
        if (chosen.context().deadline().expired()) {
            trace.skipped(STEP, "explainer", "no time left", chosen.size(), 0);
            return none;
        }
        long since = trace.open(STEP, "explainer");
        try {
            List<List<Reason>> reasons =
                    explainer.explain(chosen).stream().map(List::copyOf).toList();
            if (reasons.size() == chosen.size()) {
                trace.completed(STEP, "explainer", since, chosen.size(), chosen.size());
                return reasons;
            }
            trace.failed(STEP, "explainer", "did not return one list an item", since, chosen.size(), 0);
        } catch (Throwable thrown) {
            trace.failed(STEP, "explainer", Failures.nameOf(thrown), since, chosen.size(), 0);
        }
        return none;
    }
}
