package io.github.discovery4j.rank.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.Ties;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.rank.blend.WeightedSum;
import io.github.discovery4j.rank.factorization.InteractionHistory;
import io.github.discovery4j.rank.link.JointPeopleModel;
import io.github.discovery4j.rank.link.JointPeopleTrainer;
import io.github.discovery4j.rank.link.PeopleFeatures;
import io.github.discovery4j.rank.link.PeopleFinder;
import io.github.discovery4j.rank.link.PeopleModel;
import io.github.discovery4j.rank.link.PeopleSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/people.md}. */
class PeopleGuideTest {

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final Ties follows = follows();
    private final Interactions likes = likes();

    /** Everybody follows a third of their circle, and now and then somebody of the other. */
    private static Ties follows() {
        Random random = new Random(1);
        Ties.Builder follows = Ties.builder(true);
        for (int person = 0; person < 60; person++) {
            for (int other = 0; other < 60; other++) {
                if (person != other && random.nextDouble() < (person % 2 == other % 2 ? 0.33 : 0.02)) {
                    follows.add("p" + person, "p" + other);
                }
            }
        }
        return follows.build();
    }

    private static Interactions likes() {
        Random random = new Random(2);
        Interactions.Builder likes = Interactions.builder();
        for (int person = 0; person < 60; person++) {
            for (int song = 0; song < 40; song++) {
                if (random.nextDouble() < (person % 2 == song % 2 ? 0.4 : 0.05)) {
                    likes.add("p" + person, "song" + song);
                }
            }
        }
        return likes.build();
    }

    private static int[] ordinals(IdMap map, String... ids) {
        return Arrays.stream(ids).mapToInt(map::ordinalOf).sorted().toArray();
    }

    private static List<String> best(PeopleModel model, float[] viewer, int[] known) {
        return IntStream.range(0, model.people().size())
                .filter(person -> Arrays.binarySearch(known, person) < 0)
                .boxed()
                .sorted(Comparator.comparingDouble(person -> -model.score(viewer, person)))
                .limit(3)
                .map(model.people()::idOf)
                .toList();
    }

    @Test
    void thePageShowsThisCodeAndItsOutput() throws IOException {
        GuidePage.showsCodeOf("people.md", PeopleGuideTest.class);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            run(out);
        }
        assertThat(Files.readString(Path.of("../docs/people.md")))
                .contains(printed.toString(StandardCharsets.UTF_8).strip());
    }

    private void run(PrintStream out) {
        JointPeopleModel model = JointPeopleTrainer.builder()
                .dimension(8)
                .tasteDimension(8)
                .build()
                .train(follows, likes);

        int[] threeFollows = ordinals(model.people(), "p1", "p3", "p5");
        int[] someSongs = ordinals(model.items(), "song0", "song2", "song4");
        int[] nothing = {};
        float[] follower = model.viewerVector(threeFollows, nothing);
        float[] listener = model.viewerVector(nothing, someSongs);
        out.println(best(model, follower, threeFollows) + " for the follower, " + best(model, listener, nothing)
                + " for the listener");

        InteractionHistory following = new InteractionHistory(consent, SignalGroup.SOCIAL_GRAPH, ItemKind.PEOPLE);
        InteractionHistory played = new InteractionHistory(consent);
        played.add("newcomer", "song0", 1, Instant.EPOCH);
        played.add("newcomer", "song2", 1, Instant.EPOCH);

        Handle<JointPeopleModel> people = Handle.of("people", "2026-11-21", model);
        PeopleFinder finder = PeopleFinder.over(people, consent)
                .ties(SignalGroup.SOCIAL_GRAPH, following::liked)
                .likes(SignalGroup.BEHAVIOUR, played::liked)
                .build();
        DiscoveryEngine engine = DiscoveryEngine.builder()
                .consent(consent)
                .source("people", PeopleSource.over(finder))
                .hydrate(new PeopleFeatures(finder))
                .rank(WeightedSum.builder()
                        .weight(PeopleFeatures.TIES, 1)
                        .weight(PeopleFeatures.LIKES, 1)
                        .build())
                .build();
        Slate slate =
                engine.recommend(SlateRequest.forViewer("newcomer").size(3).build());

        assertThat(slate.items()).hasSize(3);
        assertThat(slate.items()).extracting(SlateItem::id).allMatch(id -> Integer.parseInt(id.substring(1)) % 2 == 0);
        assertThat(slate.versions()).containsEntry("people", "2026-11-21");
        engine.close();
    }
}
