package io.github.discovery4j.explain.phrase;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.stage.RequestContext;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Who may be told what, in one request.
 *
 * <p>Of a column that is never said nobody is told. A signal is as visible as its column and its owner's own setting both allow. The viewer may be told of the viewer's
 * own signals, however private; of another person's when they are public, or for followers and the viewer is one; of
 * nobody's, a statistic, when its column is public. What two people share follows the other person's setting, since the
 * viewer's own part is no secret to the viewer. No owner is spoken of whose consent does not allow the signal group now.
 */
final class Audience {

    private final String viewerId;
    private final ConsentView consent;
    private final BiPredicate<String, String> follows;

    Audience(RequestContext context, BiPredicate<String, String> follows) {
        this.viewerId = context.viewerId();
        this.consent = context.consent();
        this.follows = follows;
    }

    /** Returns the narrowest visibility of the signals in a column's value, or empty when the viewer may not be told. */
    Optional<Visibility> badge(FeatureColumn column, String itemId) {
        if (!column.sayable()) {
            return Optional.empty();
        }
        return switch (column.owner()) {
            case NOBODY -> Optional.of(column.visibility()).filter(visibility -> visibility == Visibility.PUBLIC);
            case SUBJECT -> own(column);
            case OBJECT -> others(column, itemId);
            case BOTH -> own(column).flatMap(mine -> others(column, itemId).map(mine::narrower));
        };
    }

    private Optional<Visibility> own(FeatureColumn column) {
        return allowed(column, viewerId);
    }

    private Optional<Visibility> others(FeatureColumn column, String ownerId) {
        return allowed(column, ownerId).filter(visibility -> switch (visibility) {
            case PUBLIC -> true;
            case FOLLOWERS -> follows.test(viewerId, ownerId);
            case PRIVATE_OPT_IN -> false;
        });
    }

    private Optional<Visibility> allowed(FeatureColumn column, String ownerId) {
        return consent.allows(ownerId, column.group())
                ? Optional.of(column.visibility().narrower(consent.visibility(ownerId, column.group())))
                : Optional.empty();
    }
}
