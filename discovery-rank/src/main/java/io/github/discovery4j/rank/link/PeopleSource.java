package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import java.util.Arrays;

/**
 * Finds the people whom a model scores highest for the viewer's ties and likes.
 *
 * <p>Whom the viewer is tied to is left out. A viewer without ties and likes that the model knows, or whose consent allows
 * neither, gets nothing. A person is scored by what may be used of them at that moment: see {@link PeopleFinder}.
 *
 * <p><b>Cost:</b> one pass over the model's people, 2 d flops each; consent and admission are asked of those who would enter
 * the list. <b>Determinism:</b> equal scores go to the smaller id. <b>Threads:</b> safe.
 */
public final class PeopleSource implements CandidateSource {

    private static final int DEADLINE_EVERY = 4096;

    private final PeopleFinder finder;

    private PeopleSource(PeopleFinder finder) {
        this.finder = finder;
    }

    /**
     * Creates a source.
     *
     * @param finder its model is pinned by each request, so that a newly trained one can be swapped in
     * @return the source
     */
    public static PeopleSource over(PeopleFinder finder) {
        return new PeopleSource(finder);
    }

    @Override
    public CandidateList retrieve(RequestContext context, int limit) {
        PeopleModel pinned = context.pin(finder.handle());
        PeopleFinder.Viewer viewer = finder.viewer(pinned, context.viewerId(), context.instant());
        if (viewer.unknown()) {
            return CandidateList.empty();
        }
        TopPeople top = new TopPeople(limit, pinned.people());
        for (int person = 0; person < pinned.people().size(); person++) {
            if (person % DEADLINE_EVERY == 0 && context.deadline().expired()) {
                break;
            }
            if (top.accepts(person, best(pinned, viewer, person)) && Arrays.binarySearch(viewer.ties(), person) < 0) {
                offer(top, pinned, viewer, person, context);
            }
        }
        return top.drainTo(context.items());
    }

    /** The highest score that a person can have, whatever they allow. */
    private static double best(PeopleModel model, PeopleFinder.Viewer viewer, int person) {
        double ties = model.score(viewer.vector(), person, PeopleModel.Part.TIES);
        double likes = model.score(viewer.vector(), person, PeopleModel.Part.LIKES);
        return Math.max(ties + likes, Math.max(ties, likes));
    }

    private void offer(
            TopPeople top, PeopleModel model, PeopleFinder.Viewer viewer, int person, RequestContext context) {
        double score = finder.score(model, viewer.vector(), person);
        if (!Double.isNaN(score)
                && top.accepts(person, score)
                && context.admits(model.people().idOf(person))) {
            top.add(person, score);
        }
    }
}
