package io.github.discovery4j.core.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The formats of interactions that the library reads, by name.
 *
 * <p>A host's own format is an {@link InteractionReader} of its own and needs no entry here. {@link DataLocation} guesses the
 * format from a path. Rows for learning to rank have no users and items: {@link RankingDataReader} reads them.
 */
@SuppressWarnings("ImmutableEnumChecker") // what List.of and Set.of made never changes
public enum DataFormat {

    /** A folder with {@code u.data}, {@code u.item}, {@code u.genre} and {@code u.user}. */
    MOVIELENS_100K(
            "movielens-100k", List.of(MovieLens100kReader.RATINGS), Set.of("u.item"), MovieLens100kReader.FILES, false),

    /** A folder with {@code ratings.dat}, or that file; MovieLens 10M too. */
    MOVIELENS_1M("movielens-1m", List.of(MovieLens1mReader.RATINGS), Set.of(), MovieLens1mReader.FILES, true),

    /** A folder with {@code ratings.csv} and {@code movies.csv}: ml-latest, 20M, 25M, 32M. */
    MOVIELENS_LATEST(
            "movielens-latest",
            List.of(MovieLensLatestReader.RATINGS),
            Set.of(MovieLensLatestReader.MOVIES),
            MovieLensLatestReader.FILES,
            false),

    /** A folder with {@code user_artists.dat}: the Last.fm set of HetRec 2011. */
    LASTFM_HETREC("lastfm-hetrec", List.of(LastFmReader.PLAYS), Set.of(), LastFmReader.FILES, false),

    /** A folder with {@code ratings.csv} and {@code books.csv}. */
    GOODBOOKS_10K(
            "goodbooks-10k",
            List.of(GoodbooksReader.RATINGS),
            Set.of(GoodbooksReader.BOOKS),
            GoodbooksReader.FILES,
            false),

    /** A folder with {@code ratings.txt} and {@code trust.txt}, or the former; Epinions and Ciao too. */
    FILMTRUST("filmtrust", FilmTrustReader.RATINGS, Set.of(), FilmTrustReader.FILES, true),

    /** A file of tab-separated lines. */
    TSV("tsv", List.of(), Set.of(), Set.of(), true),

    /** A file of comma-separated records. */
    CSV("csv", List.of(), Set.of(), Set.of(), true);

    private final String label;
    private final List<String> mainFiles;
    private final Set<String> tellTales;
    private final Set<String> files;
    private final boolean takesFile;

    /**
     * Describes a format.
     *
     * @param mainFiles one of them is in every folder of the format; none for formats of one file
     * @param tellTales one of them tells the format from others with the same main file; none where that needs no telling
     * @param files all names that such a folder may hold, which are then no data of their own
     * @param takesFile whether the reader takes a file
     */
    DataFormat(String label, List<String> mainFiles, Set<String> tellTales, Set<String> files, boolean takesFile) {
        this.label = label;
        this.mainFiles = mainFiles;
        this.tellTales = tellTales;
        this.files = files;
        this.takesFile = takesFile;
    }

    /** {@return the name that users write, for example {@code movielens-100k}} */
    public String label() {
        return label;
    }

    /** {@return the format's reader} */
    public InteractionReader reader() {
        return switch (this) {
            case MOVIELENS_100K -> new MovieLens100kReader();
            case MOVIELENS_1M -> new MovieLens1mReader();
            case MOVIELENS_LATEST -> new MovieLensLatestReader();
            case LASTFM_HETREC -> new LastFmReader();
            case GOODBOOKS_10K -> new GoodbooksReader();
            case FILMTRUST -> new FilmTrustReader();
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

    /** Whether data of the format is a folder. */
    boolean isFolder() {
        return !mainFiles.isEmpty();
    }

    boolean takesFile() {
        return takesFile;
    }

    /** Whether a folder can be read as this format, were it named. */
    boolean isIn(Path folder) {
        return hasAny(folder, mainFiles);
    }

    /** Whether a folder looks as if this format were meant. */
    boolean isMeantBy(Path folder) {
        return isIn(folder) && (tellTales.isEmpty() || hasAny(folder, tellTales));
    }

    /** Whether a file of that name belongs to a folder of this format. */
    boolean owns(String fileName) {
        return files.contains(fileName);
    }

    /** Words for the files that a folder must have, one of them. */
    String mainFiles() {
        return String.join(" or ", mainFiles);
    }

    private static boolean hasAny(Path folder, Iterable<String> names) {
        for (String name : names) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return true;
            }
        }
        return false;
    }
}
