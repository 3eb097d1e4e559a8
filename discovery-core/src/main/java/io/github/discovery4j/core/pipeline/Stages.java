package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.Explainer;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.Ranker;
import java.time.InstantSource;
import java.util.List;

/**
 * Everything that a pipeline runs, in the order of a request.
 *
 * @param items owns the candidates' ordinals
 * @param itemKind whether they are people
 * @param attributes what filters and constraints may ask
 * @param consent what people allow
 * @param sources asked side by side
 * @param fallbacks asked one after the other while candidates are missing
 * @param views fill the feature table
 * @param schema the columns of all views
 * @param ranker scores; pinned for each request
 * @param fallbackRanker scores when the ranker fails
 * @param guardrails judge, all of them
 * @param diversifier chooses
 * @param explainer gives reasons
 * @param limits times and counts
 * @param clock the time of day
 * @param listener hears of slates and impressions
 */
public record Stages(
        IdSpace items,
        ItemKind itemKind,
        ItemAttributes attributes,
        ConsentView consent,
        List<Named<CandidateSource>> sources,
        List<Named<CandidateSource>> fallbacks,
        List<FeatureView> views,
        FeatureSchema schema,
        Handle<? extends Ranker> ranker,
        Ranker fallbackRanker,
        List<Named<Guardrail>> guardrails,
        Diversifier diversifier,
        Explainer explainer,
        Limits limits,
        InstantSource clock,
        DiscoveryListener listener) {

    /** Copies the lists. */
    public Stages {
        sources = List.copyOf(sources);
        fallbacks = List.copyOf(fallbacks);
        views = List.copyOf(views);
        guardrails = List.copyOf(guardrails);
    }
}
