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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Data that was found, and the format it is in.
 *
 * <p>A folder is MovieLens 100K when it has {@code u.data} and {@code u.item}; else its one {@code .tsv} or {@code .csv}
 * file is meant. A file is known by that extension, else by whether its first line has a tab (then TSV) or a comma (then
 * CSV); an empty one counts as TSV.
 *
 * @param format the format
 * @param path what its reader takes: a folder for MovieLens 100K, else a file
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
        return only(path, candidates(path), "the format could not be guessed; name one of " + DataFormat.labels());
    }

    /**
     * Finds data of a known format. A file is taken as it is, whatever its name.
     *
     * @param path a file or folder
     * @param format the format it must have
     * @return what was found
     * @throws IllegalArgumentException if a folder holds no such data, or several files of it
     * @throws IOException if the path is missing or cannot be read
     */
    public static DataLocation of(Path path, DataFormat format) throws IOException {
        if (Files.isRegularFile(path)) {
            return new DataLocation(format, path);
        }
        List<DataLocation> fitting = candidates(path).stream()
                .filter(found -> found.format == format)
                .toList();
        return only(path, fitting, "the folder must hold " + format.label() + " data, holds none; check the path");
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

    private static DataLocation only(Path path, List<DataLocation> found, String whenNone) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException(path + ": " + whenNone);
        }
        if (found.size() > 1) {
            String all = found.stream()
                    .map(location -> location.path.getFileName() + " (" + location.format.label() + ")")
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    path + ": the data must be of one kind, found " + all + "; name the file or the format");
        }
        return found.get(0);
    }

    private static List<DataLocation> candidates(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString(), null, "no such file or folder; check the path");
        }
        return Files.isDirectory(path) ? inFolder(path) : ofFile(path);
    }

    private static List<DataLocation> inFolder(Path folder) throws IOException {
        List<DataLocation> found = new ArrayList<>();
        if (MovieLens100kReader.recognises(folder)) {
            found.add(new DataLocation(DataFormat.MOVIELENS_100K, folder));
        }
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
            String line = firstLine(file);
            if (line.isEmpty() || line.indexOf('\t') >= 0) {
                found.add(new DataLocation(DataFormat.TSV, file));
            } else if (line.indexOf(',') >= 0) {
                found.add(new DataLocation(DataFormat.CSV, file));
            }
        }
        return found;
    }

    /** Latin-1 never fails to decode, and leaves tabs and commas as they are. */
    private static String firstLine(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(SNIFFED_BYTES), StandardCharsets.ISO_8859_1);
            return start.lines().findFirst().orElse("");
        }
    }
}
