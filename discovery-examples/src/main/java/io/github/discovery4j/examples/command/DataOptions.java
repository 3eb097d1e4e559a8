package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.DataFormat;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say which data: a mixin of {@code recommend}, and part of a group of {@code evaluate}. */
class DataOptions {

    @Option(
            names = "--data",
            paramLabel = "PATH",
            required = true,
            description =
                    "The data: the folder of a published set (MovieLens, Last.fm, goodbooks, FilmTrust), a TSV or CSV"
                            + " file, or a folder with one such file.")
    private Path data = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatNames.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: guessed from the data).")
    private Optional<DataFormat> format = Optional.empty();

    DataOptions() {}

    Path data() {
        return data;
    }

    /** Empty to guess it. */
    Optional<DataFormat> format() {
        return format;
    }

    /** Reads the name of a format. */
    static final class FormatConverter implements ITypeConverter<DataFormat> {

        FormatConverter() {}

        @Override
        public DataFormat convert(String text) {
            try {
                return DataFormat.named(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** The names of the formats, for help texts. */
    static final class FormatNames implements Iterable<String> {

        FormatNames() {}

        @Override
        public Iterator<String> iterator() {
            return Stream.of(DataFormat.values()).map(DataFormat::label).iterator();
        }
    }
}
