package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Deadline;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The laws of a {@link CandidateSource}. */
public abstract class CandidateSourceContract {

    /**
     * Returns the source under test, over people or items that do not change.
     *
     * @return the source
     */
    protected abstract CandidateSource source();

    /**
     * Returns viewers to ask for; the contract adds one that nobody knows.
     *
     * @return one id or more
     */
    protected abstract List<String> viewers();

    /** Returns viewers and a stranger. */
    @Provide
    Arbitrary<String> anyViewer() {
        List<String> all = new ArrayList<>(viewers());
        all.add("nobody knows \uD83E\uDD37 this one");
        return Arbitraries.of(all);
    }

    @Property(tries = 50)
    void findsAtMostItsLimitOfDifferentItemsWithFiniteScores(
            @ForAll("anyViewer") String viewer, @ForAll @IntRange(min = 1, max = 60) int limit) {
        RequestContext context = context(viewer, Set.of());
        CandidateList found = source().retrieve(context, limit);
        assertThat(found.size()).isLessThanOrEqualTo(limit);
        assertThat(ids(found, context)).doesNotHaveDuplicates().doesNotContain(viewer);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.score(i)).isFinite();
        }
    }

    @Property(tries = 50)
    void honoursExclusionsWhileRetrieving(
            @ForAll("anyViewer") String viewer, @ForAll @IntRange(min = 1, max = 20) int limit) {
        RequestContext open = context(viewer, Set.of());
        List<String> before = ids(source().retrieve(open, limit), open);
        Set<String> excluded = new HashSet<>(before.subList(0, (before.size() + 1) / 2));
        RequestContext narrowed = context(viewer, excluded);
        List<String> after = ids(source().retrieve(narrowed, limit), narrowed);
        assertThat(after).noneMatch(excluded::contains);
        // What was found and is still admitted must not be crowded out by what is excluded.
        assertThat(before.subList((before.size() + 1) / 2, before.size())).allMatch(after::contains);
    }

    @Property(tries = 20)
    void givesTheSameAnswerTwice(@ForAll("anyViewer") String viewer) {
        RequestContext first = context(viewer, Set.of());
        RequestContext second = context(viewer, Set.of());
        assertThat(ids(source().retrieve(second, 25), second)).isEqualTo(ids(source().retrieve(first, 25), first));
    }

    @Property(tries = 20)
    void endsQuietlyWhenItsTimeIsOver(@ForAll("anyViewer") String viewer) {
        RequestContext late = context(viewer, Set.of()).withDeadline(Deadline.after(Duration.ZERO));
        assertThat(source().retrieve(late, 10).size()).isLessThanOrEqualTo(10);
    }

    private static RequestContext context(String viewer, Set<String> excluded) {
        SlateRequest request = SlateRequest.forViewer(viewer).exclude(excluded).build();
        return RequestContext.builder(request, new IdSpace()).build();
    }

    private static List<String> ids(CandidateList found, RequestContext context) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            ids.add(context.items().idOf(found.ordinal(i)));
        }
        return ids;
    }
}
