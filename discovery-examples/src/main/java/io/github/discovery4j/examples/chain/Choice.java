package io.github.discovery4j.examples.chain;

import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.Selection;
import java.util.List;
import java.util.Optional;

/**
 * What a diversifier was given and what it chose.
 *
 * @param kept what the guardrails kept, in rank order
 * @param selection what was chosen of it
 */
public record Choice(KeptCandidates kept, Selection selection) {

    /**
     * A diversifier that remembers the last choice of each thread, at the cost of one reference. An engine chooses on the thread of
     * its request, so whoever asked there finds its own. <b>Threads:</b> safe when the diversifier is.
     */
    public static final class Watched implements Diversifier {

        private final Diversifier diversifier;
        private final ThreadLocal<Optional<Choice>> last = ThreadLocal.withInitial(Optional::empty);

        /**
         * Watches a diversifier.
         *
         * @param diversifier chooses
         */
        public Watched(Diversifier diversifier) {
            this.diversifier = diversifier;
        }

        @Override
        public Selection select(KeptCandidates kept, int k) {
            last.remove();
            Selection selection = diversifier.select(kept, k);
            last.set(Optional.of(new Choice(kept, selection)));
            return selection;
        }

        @Override
        public List<Constraint> constraints() {
            return diversifier.constraints();
        }

        /**
         * Takes the last choice of this thread.
         *
         * @param requestId whose it has to be
         * @return the choice; empty where the diversifier was not asked or failed
         */
        public Optional<Choice> take(String requestId) {
            Optional<Choice> taken = last.get();
            last.remove();
            return taken.filter(choice -> choice.kept().context().request().id().equals(requestId));
        }
    }
}
