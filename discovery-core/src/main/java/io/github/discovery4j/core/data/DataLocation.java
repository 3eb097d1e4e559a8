package io.github.discovery4j.core.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Data that was found, and the format it is in.
 *
 * <p>A folder is known by the names of the files in it, as {@link DataFormat} lists them; in any other folder its one
 * {@code .tsv} or {@code .csv} file is meant. A file is known by that extension, else by its first line: a tab makes it TSV,
 * {@code ::} MovieLens 1M, a comma CSV, and spaces between numbers FilmTrust; an empty one counts as TSV.
 *
 * @param format the format
 * @param path what its reader takes: a folder or a file
 */
public record DataLocation(DataFormat format, Path path) {

    private static final int SNIFFED_BYTES = 1 << 16;

    /**
     * Guesses the format of a file or folder. Say aloud what was guessed.
     *
     * @param path a file or folder
     * @return what was found
     * @throws IllegalArgumentException if no format fits, or several do; the message lists them
     * @throws IOException if the path is missing or cannot be read
     */
    public static DataLocation detect(Path path) throws IOException {
        requireThere(path);
        List<DataLocation> found = Files.isDirectory(path) ? inFolder(path) : ofFile(path);
        return only(path, found, "the format could not be guessed; name one of " + DataFormat.labels());
    }

    /**
     * Finds data of a known format. A file is taken as it is, whatever its name.
     *
     * @param path a file or folder
     * @param format the format it must have
     * @return what was found
     * @throws IllegalArgumentException if a folder holds no such data, or several files of it, or a file is given where the
     *     format is a folder
     * @throws IOException if the path is missing or cannot be read
     */
    public static DataLocation of(Path path, DataFormat format) throws IOException {
        requireThere(path);
        if (!Files.isDirectory(path)) {
            if (!format.takesFile()) {
                throw new IllegalArgumentException(path + ": " + format.label()
                        + " data must be a folder, this is a file; name the folder that holds " + format.mainFiles());
            }
            return new DataLocation(format, path);
        }
        if (format.isFolder()) {
            List<DataLocation> found = format.isIn(path) ? List.of(new DataLocation(format, path)) : List.of();
            return only(
                    path,
                    found,
                    "the folder must hold " + format.label() + " data, that is " + format.mainFiles()
                            + ", holds none; check the path");
        }
        // Files of a folder's format count here: who names csv wants the file and not what the folder looks like.
        return only(
                path,
                byExtension(path).stream()
                        .filter(found -> found.format == format)
                        .toList(),
                "the folder must hold " + format.label() + " data, holds none; check the path");
    }

    /**
     * Reads the data.
     *
     * @param options how
     * @return what was found
     * @throws MalformedDataException if a record breaks the format's rules and reading is strict
     * @throws IOException if it cannot be read
     */
    public DataSet read(ReadOptions options) throws IOException {
        return format.reader().read(path, options);
    }

    private static void requireThere(Path path) throws NoSuchFileException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString(), null, "no such file or folder; check the path");
        }
    }

    private static DataLocation only(Path path, List<DataLocation> found, String whenNone) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException(path + ": " + whenNone);
        }
        if (found.size() > 1) {
            String all = found.stream().map(DataLocation::described).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    path + ": the data must be of one kind, found " + all + "; name the file or the format");
        }
        return found.get(0);
    }

    private String described() {
        return (format.isFolder() ? format.mainFiles() : path.getFileName()) + " (" + format.label() + ")";
    }

    private static List<DataLocation> inFolder(Path folder) throws IOException {
        List<DataLocation> found = new ArrayList<>();
        for (DataFormat format : DataFormat.values()) {
            if (format.isMeantBy(folder)) {
                found.add(new DataLocation(format, folder));
            }
        }
        List<DataFormat> folders = found.stream().map(DataLocation::format).toList();
        byExtension(folder).stream()
                .filter(file ->
                        folders.stream().noneMatch(format -> format.owns(String.valueOf(file.path.getFileName()))))
                .forEach(found::add);
        return found;
    }

    private static List<DataLocation> byExtension(Path folder) throws IOException {
        List<DataLocation> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile).sorted().forEach(file -> addByExtension(file, found));
        }
        return found;
    }

    private static void addByExtension(Path file, List<DataLocation> found) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".tsv")) {
            found.add(new DataLocation(DataFormat.TSV, file));
        } else if (name.endsWith(".csv")) {
            found.add(new DataLocation(DataFormat.CSV, file));
        }
    }

    private static List<DataLocation> ofFile(Path file) throws IOException {
        List<DataLocation> found = new ArrayList<>();
        addByExtension(file, found);
        if (found.isEmpty()) {
            DataFormat guessed = byFirstLine(file);
            if (guessed != null) {
                found.add(new DataLocation(guessed, file));
            }
        }
        return found;
    }

    private static @Nullable DataFormat byFirstLine(Path file) throws IOException {
        String line = firstLine(file);
        if (RankingDataReader.recognises(line)) {
            throw new IllegalArgumentException(
                    file + ": interactions must have users and items, this looks like rows for"
                            + " learning to rank (LibSVM), which have none; read it with RankingDataReader");
        }
        if (line.isEmpty()) {
            return DataFormat.TSV;
        }
        Delimiter delimiter = Delimiter.guess(line);
        if (delimiter == null) {
            return null;
        }
        return switch (delimiter) {
            case TAB -> DataFormat.TSV;
            case DOUBLE_COLON -> DataFormat.MOVIELENS_1M;
            case COMMA -> DataFormat.CSV;
            case BLANKS -> FilmTrustReader.recognises(line) ? DataFormat.FILMTRUST : null;
            case SEMICOLON, PIPE ->
                throw new IllegalArgumentException(file + ": fields must be separated by tabs or commas, seem to be by "
                        + delimiter.text() + "; convert the file, or name its format");
        };
    }

    /** Latin-1 never fails to decode, and leaves the delimiters as they are. */
    static String firstLine(Path file) throws IOException {
        return firstLine(file, line -> true);
    }

    /** Returns the first of the lines that count, among those at the beginning of the file. */
    static String firstLine(Path file, Predicate<String> counts) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(SNIFFED_BYTES), StandardCharsets.ISO_8859_1);
            return start.lines().filter(counts).findFirst().orElse("");
        }
    }
}
