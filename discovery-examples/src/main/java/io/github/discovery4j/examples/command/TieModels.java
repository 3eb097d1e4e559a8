package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.evaluation.LinkTrainer;
import io.github.discovery4j.rank.link.JointPeopleTrainer;
import io.github.discovery4j.rank.link.LinkModels;
import java.util.LinkedHashMap;
import java.util.Map;

/** The models of ties that can be evaluated by name. */
final class TieModels {

    private static final Map<String, LinkTrainer> ALL = new LinkedHashMap<>();

    static {
        ALL.put("degree", LinkModels.degree());
        ALL.put("adamic-adar", LinkModels.adamicAdar());
        ALL.put("walk", LinkModels.walk());
        ALL.put("taste", LinkModels.taste());
        ALL.put(
                "sum",
                LinkModels.sum(LinkModels.degree(), LinkModels.adamicAdar(), LinkModels.walk(), LinkModels.taste()));
        LinkTrainer joint = LinkModels.joint(JointPeopleTrainer.builder().build());
        ALL.put("joint-ties", LinkModels.withoutInteractions(joint));
        ALL.put(
                "joint-likes",
                LinkModels.jointByLikes(JointPeopleTrainer.builder().build()));
        ALL.put("joint", joint);
    }

    private TieModels() {}

    /**
     * Looks a model up.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those that exist
     */
    static LinkTrainer trainer(String name) {
        LinkTrainer trainer = ALL.get(name);
        if (trainer == null) {
            throw new IllegalArgumentException(
                    "a model of ties must be one of " + String.join(", ", names()) + ", was \"" + name + "\"");
        }
        return trainer;
    }

    static Iterable<String> names() {
        return ALL.keySet();
    }
}
