package io.github.discovery4j.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.InParallel;
import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.Deadline;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SlateRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestContextTest {

    private static final SlateRequest REQUEST = SlateRequest.forViewer("viewer")
            .id("r1")
            .exclude(List.of("excluded"))
            .build();

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();

    @Test
    void hasDefaultsThatAllowEverything() {
        IdSpace items = new IdSpace();
        RequestContext context = RequestContext.builder(REQUEST, items).build();
        assertThat(context.request()).isSameAs(REQUEST);
        assertThat(context.viewerId()).isEqualTo("viewer");
        assertThat(context.items()).isSameAs(items);
        assertThat(context.itemKind()).isEqualTo(ItemKind.PEOPLE);
        assertThat(context.attributes()).isSameAs(ItemAttributes.NONE);
        assertThat(context.consent()).isSameAs(ConsentView.ALLOW_ALL);
        assertThat(context.deadline()).isSameAs(Deadline.never());
        assertThat(context.admits("anybody")).isTrue();
        assertThat(context.versions()).isEmpty();
    }

    @Test
    void excludesTheViewerTheExcludedTheWithdrawnAndWhatGuardrailsExclude() {
        ledger.withdraw("withdrawn");
        RequestContext context = builder().exclusions("blocked"::equals).build();
        for (String id : List.of("viewer", "excluded", "withdrawn", "blocked")) {
            assertThat(context.excludes(id)).as(id).isTrue();
            assertThat(context.admits(id)).as(id).isFalse();
        }
        assertThat(context.excludes("other")).isFalse();
        ledger.rejoin("withdrawn");
        assertThat(context.excludes("withdrawn"))
                .as("consent is asked each time")
                .isFalse();
    }

    @Test
    void aThingIsNeitherTheViewerNorWithdrawn() {
        ledger.withdraw("withdrawn");
        RequestContext context = builder().itemKind(ItemKind.THINGS).build();
        assertThat(context.excludes("viewer")).isFalse();
        assertThat(context.excludes("withdrawn")).isFalse();
        assertThat(context.excludes("excluded")).isTrue();
    }

    @Test
    void moreExclusionsAddToThoseThatAreThere() {
        RequestContext context = builder().exclusions("blocked"::equals).build();
        RequestContext narrower = context.excluding("known"::equals);
        assertThat(narrower.excludes("blocked")).isTrue();
        assertThat(narrower.excludes("known")).isTrue();
        assertThat(context.excludes("known")).isFalse();
    }

    @Test
    void admitsWhatPassesTheFilter() {
        SlateRequest request =
                REQUEST.toBuilder().filter(Filter.equal("language", "es")).build();
        RequestContext context = RequestContext.builder(request, new IdSpace())
                .attributes(new ItemAttributes() {
                    @Override
                    public Set<String> names() {
                        return Set.of("language");
                    }

                    @Override
                    public Set<String> labels(String itemId, String attribute) {
                        return itemId.startsWith("es") ? Set.of("es") : Set.of();
                    }

                    @Override
                    public double number(String itemId, String attribute) {
                        return Double.NaN;
                    }
                })
                .build();
        assertThat(context.admits("es1")).isTrue();
        assertThat(context.admits("en1")).isFalse();
        assertThat(context.excludes("en1")).as("filtered, not excluded").isFalse();
    }

    @Test
    void aPinHoldsForTheContextAndAllThatWereMadeFromIt() {
        Handle<String> model = Handle.of("model", "v1", "one");
        Handle<String> index = Handle.of("index", "v7", "seven");
        RequestContext context = builder().build();
        RequestContext later = context.withDeadline(Deadline.after(Duration.ZERO));
        RequestContext narrower = context.excluding(id -> true);
        assertThat(later.pin(model)).isEqualTo("one");
        model.swap("v2", "two");
        assertThat(context.pin(model)).isEqualTo("one");
        assertThat(narrower.pin(model)).isEqualTo("one");
        assertThat(narrower.pin(index)).isEqualTo("seven");
        assertThat(context.versions())
                .containsExactly(java.util.Map.entry("index", "v7"), java.util.Map.entry("model", "v1"));
        assertThat(builder().build().pin(model)).as("the next request").isEqualTo("two");
    }

    @Test
    void aRequestThatBringsAVersionIsServedWithIt() {
        Handle<String> model = Handle.of("model", "v1", "one");
        Handle<String> sameName = Handle.of("model", "v1", "other");
        Handle.Version<String> tried = new Handle.Version<>("experiment 7", "tried");
        SlateRequest request =
                SlateRequest.forViewer("viewer").using(model, tried).build();
        RequestContext context = RequestContext.builder(request, new IdSpace()).build();
        assertThat(context.pin(model)).isEqualTo("tried");
        assertThat(context.versions()).containsEntry("model", "experiment 7");
        assertThat(model.current().value()).as("for others").isEqualTo("one");
        assertThat(request.toBuilder().build().versionOf(model)).isSameAs(tried);
        assertThat(request.versionOf(sameName).value())
                .as("a handle is the object, not its name")
                .isEqualTo("other");
    }

    @Test
    void whatAnotherVersionFoundIsNotPinnedAgain() {
        Handle<String> model = Handle.of("model", "v1", "one");
        Handle.Version<String> tried = new Handle.Version<>("experiment 7", "tried");
        SlateRequest plain = SlateRequest.forViewer("viewer").build();
        SlateRequest experiment = plain.toBuilder().using(model, tried).build();
        RequestContext ofPlain = RequestContext.builder(plain, new IdSpace()).build();
        RequestContext ofExperiment =
                RequestContext.builder(experiment, new IdSpace()).build();
        ofPlain.pin(model);
        ofExperiment.pin(model);
        assertThat(RequestContext.builder(experiment, new IdSpace()).build().pinAgain(ofPlain.pins()))
                .isFalse();
        assertThat(RequestContext.builder(plain, new IdSpace()).build().pinAgain(ofExperiment.pins()))
                .isFalse();
        RequestContext again = RequestContext.builder(experiment, new IdSpace()).build();
        assertThat(again.pinAgain(ofExperiment.pins())).isTrue();
        assertThat(again.pin(model)).isEqualTo("tried");
    }

    @Test
    void threadsThatPinWhileVersionsAreSwappedGetTheSameOne() throws Exception {
        Handle<Integer> handle = Handle.of("model", "0", 0);
        for (int round = 0; round < 300; round++) {
            RequestContext context = builder().build();
            int version = round + 1;
            List<Integer> pinned = InParallel.run(3, thread -> {
                if (thread == 0) {
                    handle.swap(Integer.toString(version), version);
                }
                return context.pin(handle);
            });
            assertThat(new HashSet<>(pinned)).hasSize(1);
            assertThat(context.versions())
                    .containsEntry("model", pinned.getFirst().toString());
        }
    }

    @Test
    void anotherDeadlineChangesNothingElse() {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        RequestContext context = builder()
                .instant(noon)
                .itemKind(ItemKind.THINGS)
                .exclusions("blocked"::equals)
                .build();
        Deadline deadline = Deadline.after(Duration.ofDays(1));
        RequestContext limited = context.withDeadline(deadline);
        assertThat(limited.deadline()).isSameAs(deadline);
        assertThat(Stream.of(context, limited))
                .allMatch(c -> c.instant().equals(noon)
                        && c.itemKind() == ItemKind.THINGS
                        && c.excludes("blocked")
                        && c.consent() == ledger
                        && c.request() == REQUEST);
        assertThat(context.deadline()).isSameAs(Deadline.never());
    }

    @Test
    void namesNobodyWhenPrinted() {
        assertThat(builder().build()).asString().contains("r1").doesNotContain("viewer", "excluded");
    }

    private RequestContext.Builder builder() {
        return RequestContext.builder(REQUEST, new IdSpace()).consent(ledger);
    }
}
