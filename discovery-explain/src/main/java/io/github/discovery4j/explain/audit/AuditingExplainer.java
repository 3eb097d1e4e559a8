package io.github.discovery4j.explain.audit;

import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.core.stage.Explainer;
import io.github.discovery4j.explain.attribution.Attribution;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives reasons as another explainer does, and hands an audit of every slate to whoever may see it.
 *
 * <p>The audit is of the very features, scores and versions that the slate was made of. A slate that is made again because
 * consent changed is audited again: the last audit of a request is that of its slate. When auditing fails the viewer's reasons
 * stay, and a warning names the request. <b>Cost:</b> see {@link SlateAudit}: for an engine of operators, or a share of the requests.
 * <b>Threads:</b> safe when explainer and receiver are.
 */
public final class AuditingExplainer implements Explainer {

    private static final Logger LOG = LoggerFactory.getLogger(AuditingExplainer.class);

    private final Explainer explainer;
    private final Attribution attribution;
    private final Consumer<SlateAudit> receiver;

    private AuditingExplainer(Explainer explainer, Attribution attribution, Consumer<SlateAudit> receiver) {
        this.explainer = explainer;
        this.attribution = attribution;
        this.receiver = receiver;
    }

    /**
     * Puts auditing around an explainer.
     *
     * @param explainer gives the reasons
     * @param attribution how scores are taken apart: as the explainer does
     * @param receiver gets every audit, in the thread of the request
     * @return the explainer to build the engine with
     */
    public static AuditingExplainer around(
            Explainer explainer, Attribution attribution, Consumer<SlateAudit> receiver) {
        return new AuditingExplainer(explainer, attribution, receiver);
    }

    @Override
    public List<List<Reason>> explain(ChosenItems chosen) {
        List<List<Reason>> reasons = explainer.explain(chosen);
        try {
            receiver.accept(SlateAudit.of(chosen, attribution, reasons));
        } catch (RuntimeException e) { // the exception's own message may name a person
            LOG.warn(
                    "auditing failed with {} (request {}); the slate is not audited",
                    e.getClass().getName(),
                    chosen.context().request().id());
        }
        return reasons;
    }
}
