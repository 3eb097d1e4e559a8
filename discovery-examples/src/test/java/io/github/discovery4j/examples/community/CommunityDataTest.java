package io.github.discovery4j.examples.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.examples.sample.Person;
import io.github.discovery4j.examples.sample.SampleCommunity;
import io.github.discovery4j.rank.factorization.BlendModel;
import io.github.discovery4j.rank.factorization.EaseModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommunityDataTest {

    private final SampleCommunity community = SampleCommunity.generate(3, 150);
    private final CommunityData data = CommunityData.of(community, ConsentView.ALLOW_ALL);
    private final BlendModel blend = data.whoToFollow().current().value();
    private final EaseModel model = blend.partsOf(EaseModel.class).getFirst();

    @Test
    void onlyPeopleWhoAddToTheScoreAreNamed() {
        int takingAway = 0;
        for (Person viewer : community.people()) {
            int[] followed = data.follows().liked(viewer.id(), community.referenceInstant(), model.items());
            for (String item : List.of("u4", "u9", "u14", "u21")) {
                int scored = model.items().ordinalOf(item);
                List<String> named = leadingTo(viewer.id(), item);
                assertThat(named).allMatch(id -> model.weight(model.items().ordinalOf(id), scored) > 0);
                takingAway += (int) model.topContributors(followed, scored, 5).stream()
                        .filter(contribution -> contribution.weight() <= 0)
                        .count();
            }
        }
        assertThat(takingAway).as("the case occurs").isPositive();
    }

    @Test
    void nobodyLeadsToAStranger() {
        assertThat(leadingTo("u4", "a stranger")).isEmpty();
        assertThat(leadingTo("a stranger", "u4")).isEmpty();
    }

    private List<String> leadingTo(String viewer, String item) {
        return data.followedThatLeadTo(blend, viewer, item, community.referenceInstant());
    }
}
