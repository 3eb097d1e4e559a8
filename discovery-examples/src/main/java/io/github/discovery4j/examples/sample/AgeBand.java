package io.github.discovery4j.examples.sample;

/** A range of ages in years; all people of the sample are adults. */
public enum AgeBand {
    FROM_18_TO_24("18-24", 18),
    FROM_25_TO_34("25-34", 28),
    FROM_35_TO_44("35-44", 22),
    FROM_45_TO_54("45-54", 16),
    FROM_55_TO_64("55-64", 10),
    FROM_65("65+", 6);

    private final String label;
    private final int percent;

    AgeBand(String label, int percent) {
        this.label = label;
        this.percent = percent;
    }

    /** Returns the range as people write it, such as {@code 25-34}. */
    public String label() {
        return label;
    }

    /** Returns the share of the people that the generator aims at; all bands add up to 100. */
    int percent() {
        return percent;
    }
}
