package io.github.discovery4j.rank.diversity;

import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.stage.RequestContext;
import java.util.function.ToDoubleFunction;

/** How much diversity counts against the score in a request: fixed, or from parameters that the request pins. */
record DiversityWeight(ToDoubleFunction<RequestContext> ofRequest) {

    static DiversityWeight fixed(double weight) {
        check(weight);
        return new DiversityWeight(context -> weight);
    }

    static <P> DiversityWeight pinned(Handle<P> parameters, ToDoubleFunction<? super P> weight) {
        return new DiversityWeight(context -> weight.applyAsDouble(context.pin(parameters)));
    }

    /** Returns the weight of a request, in [0, 1]. */
    double of(RequestContext context) {
        double weight = ofRequest.applyAsDouble(context);
        check(weight);
        return weight;
    }

    private static void check(double weight) {
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException(
                    "diversityWeight must be in [0, 1], was %s; 0 keeps the ranker's order".formatted(weight));
        }
    }
}
