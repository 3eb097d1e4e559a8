package io.github.discovery4j.core.report;

import java.util.ArrayList;
import java.util.List;

/** Names and what they stand for, one pair a line: settings, definitions, where something comes from. */
public final class Facts implements Block {

    private record Fact(String name, String value) {}

    private final List<Fact> facts;

    private Facts(List<Fact> facts) {
        this.facts = List.copyOf(facts);
    }

    /** {@return a builder with no fact} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void writeTo(Markup out) {
        if (facts.isEmpty()) {
            return;
        }
        out.open("dl");
        facts.forEach(fact -> out.element("dt", fact.name).element("dd", fact.value));
        out.close();
    }

    /** Collects facts. */
    public static final class Builder {

        private final List<Fact> facts = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a fact.
         *
         * @param name what it is
         * @param value what is so
         * @return this
         */
        public Builder fact(String name, String value) {
            facts.add(new Fact(name, value));
            return this;
        }

        /** {@return the facts, in the order they came in} */
        public Facts build() {
            return new Facts(facts);
        }
    }
}
