package io.github.discovery4j.explain.phrase;

import io.github.discovery4j.core.model.FeatureSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What may be said about each feature, in English and in Spanish.
 *
 * <p>A book is a JSON file:
 *
 * <pre>{@code
 * {
 *   "fallback": {"en": "Suggested for you", "es": "Sugerencia para ti"},
 *   "phrases": {
 *     "shared_interests": {
 *       "code": "shared_interests",
 *       "atLeast": 1,
 *       "en": {
 *         "named": "You both like {names}",
 *         "plain": {"one": "1 shared interest", "other": "{count} shared interests"}
 *       },
 *       "es": {
 *         "named": {"one": "Interés en común: {names}", "other": "Intereses en común: {names}"},
 *         "plain": {"one": "1 interés en común", "other": "{count} intereses en común"}
 *       }
 *     }
 *   }
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@code phrases} is keyed by feature. {@code code} names the phrase for programs; it is the feature's name unless
 *       given. An item never has two reasons of one code.
 *   <li>{@code atLeast} or {@code atMost}: for which values the words are true. With {@code atMost} they speak of a low
 *       value, otherwise of a high one. Unless given, the value must be more than 0.
 *   <li>{@code named} is said when there are names, {@code plain} when there are none; a phrase has one of them or both,
 *       the same in every language. A text that says how many is one for {@code one} and one for every {@code other}
 *       number: of names in {@code named}, of the feature's value in {@code plain}, which is then said of whole numbers
 *       only.
 *   <li>{@code fallback} is said when nothing else may be. It must be true of every item.
 * </ul>
 *
 * <p><b>Threads:</b> immutable.
 */
public final class PhraseBook {

    private static final String STANDARD = "phrases.json";

    private final Map<String, Phrase> phrases;
    private final Map<String, String> fallback;

    PhraseBook(Map<String, Phrase> phrases, Map<String, String> fallback) {
        this.phrases = Map.copyOf(phrases);
        this.fallback = Map.copyOf(fallback);
    }

    /**
     * Reads the book that comes with the library: phrases for features that communities commonly have.
     *
     * @return the book; {@link #features()} lists what it speaks of
     */
    public static PhraseBook standard() {
        try (InputStream json = PhraseBook.class.getResourceAsStream(STANDARD)) {
            if (json == null) {
                throw new IllegalStateException("resource " + STANDARD
                        + " must lie beside PhraseBook.class, was not found; repackage without dropping resources");
            }
            return read(STANDARD, json);
        } catch (IOException e) {
            throw new UncheckedIOException("phrase book \"" + STANDARD + "\" could not be read", e);
        }
    }

    /**
     * Reads a book from a file.
     *
     * @param file UTF-8 JSON, at most 1 MiB
     * @return the book
     * @throws PhraseBookException if it breaks a rule of the format
     * @throws UncheckedIOException if it cannot be read
     */
    public static PhraseBook load(Path file) {
        try (InputStream json = Files.newInputStream(file)) {
            return read(file.toString(), json);
        } catch (IOException e) {
            throw new UncheckedIOException("phrase book \"" + file + "\" could not be read", e);
        }
    }

    /**
     * Reads a book from a stream, such as a resource of the host.
     *
     * @param name what errors call the book
     * @param json UTF-8 JSON, at most 1 MiB; left open
     * @return the book
     * @throws PhraseBookException if it breaks a rule of the format
     * @throws IOException if the stream cannot be read
     */
    public static PhraseBook read(String name, InputStream json) throws IOException {
        return new PhraseBookReader(name).read(json);
    }

    /**
     * Returns this book with another's phrases added; where both speak, and for the fallback, the other's words hold.
     *
     * @param other such as the host's own book
     * @return the book of both
     */
    public PhraseBook with(PhraseBook other) {
        Map<String, Phrase> both = new TreeMap<>(phrases);
        both.putAll(other.phrases);
        return new PhraseBook(both, other.fallback);
    }

    /**
     * Returns the features that the book has a phrase for.
     *
     * @return their names, sorted
     */
    public Set<String> features() {
        return new TreeSet<>(phrases.keySet());
    }

    /**
     * Returns the features that the book speaks of and a schema does not declare: those phrases will never be said.
     *
     * <p>For the standard book that is normal. In a host's own book it is most likely a misspelt name.
     *
     * @param schema what the engine hydrates
     * @return their names, sorted; empty when all are declared
     */
    public List<String> unknownFeatures(FeatureSchema schema) {
        return phrases.keySet().stream()
                .filter(feature -> !schema.contains(feature))
                .sorted()
                .toList();
    }

    Optional<Phrase> phrase(String feature) {
        return Optional.ofNullable(phrases.get(feature));
    }

    Map<String, String> fallback() {
        return fallback;
    }
}
