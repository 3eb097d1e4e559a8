package io.github.discovery4j.core.data;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The formats that the library reads, by name.
 *
 * <p>A host's own format is an {@link InteractionReader} of its own and needs no entry here. {@link DataLocation} guesses the format from a path.
 */
public enum DataFormat {

    /** A folder with {@code u.data}, {@code u.item}, {@code u.genre} and {@code u.user}. */
    MOVIELENS_100K("movielens-100k"),

    /** A file of tab-separated lines. */
    TSV("tsv"),

    /** A file of comma-separated records. */
    CSV("csv");

    private final String label;

    DataFormat(String label) {
        this.label = label;
    }

    /** {@return the name that users write, for example {@code movielens-100k}} */
    public String label() {
        return label;
    }

    /** {@return the format's reader} */
    public InteractionReader reader() {
        return switch (this) {
            case MOVIELENS_100K -> new MovieLens100kReader();
            case TSV -> new TsvReader();
            case CSV -> new CsvReader();
        };
    }

    /**
     * Looks a format up.
     *
     * @param label as users write it; case does not count
     * @return the format
     * @throws IllegalArgumentException if there is none of that name; the message lists those that exist
     */
    public static DataFormat named(String label) {
        for (DataFormat format : values()) {
            if (format.label.equalsIgnoreCase(label)) {
                return format;
            }
        }
        throw new IllegalArgumentException("format must be one of " + labels() + ", was \"" + label + "\"");
    }

    static String labels() {
        return Arrays.stream(values()).map(DataFormat::label).collect(Collectors.joining(", "));
    }
}
