package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Reads the folder of the Last.fm set of HetRec 2011 as its authors publish it: tab-separated, a header in every file.
 *
 * <ul>
 *   <li>{@code user_artists.dat} ({@code userID artistID weight}): weight = how often somebody played an artist; no times.
 *       Repeated pairs are added up
 *   <li>{@code artists.dat} ({@code id name …}): titles; addresses of pages and pictures are not read
 *   <li>{@code user_friends.dat} ({@code userID friendID}): friendships, each written both ways and counted once
 *   <li>{@code user_taggedartists.dat} ({@code userID artistID tagID day month year}): taggings, at midnight UTC of their
 *       day; where it is missing, {@code user_taggedartists-timestamps.dat} ({@code userID artistID tagID timestamp},
 *       milliseconds)
 *   <li>{@code tags.dat} ({@code tagID tagValue}): the texts of the tags; two of the same text become one tag
 * </ul>
 *
 * {@code tags.dat} is Latin-1, the others are UTF-8; each line that is not UTF-8 is read as Latin-1. All but the play counts
 * may be missing, which the report remarks. Taggings name artists that nobody plays. A few are dated before the site
 * existed, in 1956 for example: they are kept as the file has them.
 */
public final class LastFmReader implements InteractionReader {

    static final String PLAYS = "user_artists.dat";
    private static final String ARTISTS = "artists.dat";
    private static final String FRIENDS = "user_friends.dat";
    private static final String TAGGINGS = "user_taggedartists.dat";
    private static final String TIMED_TAGGINGS = "user_taggedartists-timestamps.dat";
    private static final String TAGS = "tags.dat";
    static final Set<String> FILES = Set.of(PLAYS, ARTISTS, FRIENDS, TAGGINGS, TIMED_TAGGINGS, TAGS);

    /** Creates a reader; it holds no state. */
    public LastFmReader() {}

    @Override
    public DataSet read(Path folder, ReadOptions options) throws IOException {
        Reading reading = new Reading(options, DuplicatePolicy.SUM);
        ReadReport.Collector report = reading.report();
        table(folder.resolve(PLAYS)).readBelowHeader(options, report, header -> plays(header, reading));
        reading.companion(
                folder.resolve(ARTISTS),
                "artists have no names",
                file -> table(file).readBelowHeader(options, report, header -> artists(header, reading)));
        reading.companion(
                folder.resolve(FRIENDS),
                "there are no friendships",
                file -> table(file).readBelowHeader(options, report, header -> friends(header, reading)));
        reading.companion(
                folder.resolve(TAGS),
                "there are no taggings",
                file -> readTaggings(folder, tags(file, options, report), options, reading));
        return reading.finish();
    }

    private static void readTaggings(Path folder, Map<String, String> tags, ReadOptions options, Reading reading)
            throws IOException {
        Path timed = folder.resolve(TIMED_TAGGINGS);
        boolean onlyTimed = !Files.isRegularFile(folder.resolve(TAGGINGS)) && Files.isRegularFile(timed);
        reading.companion(
                onlyTimed ? timed : folder.resolve(TAGGINGS),
                "there are no taggings",
                file -> table(file)
                        .readBelowHeader(options, reading.report(), header -> taggings(header, tags, reading)));
    }

    private static TableFile table(Path file) {
        return new TableFile(file, Delimiter.TAB, TextEncoding.UTF_8_OR_LATIN_1);
    }

    private static TableFile.Row plays(TableFile.Header header, Reading reading) throws MalformedRecordException {
        int user = header.column("userid");
        int artist = header.column("artistid");
        int weight = header.column("weight");
        return fields -> reading.add(
                fields[user], fields[artist], InteractionFields.weight(fields[weight]), Interactions.NO_TIME);
    }

    private static TableFile.Row artists(TableFile.Header header, Reading reading) throws MalformedRecordException {
        int artist = header.column("id");
        int name = header.column("name");
        return fields -> {
            String id = InteractionFields.id(fields[artist], "item");
            reading.addItem(new CatalogueRecord(id, fields[name].isEmpty() ? id : fields[name], Map.of()));
        };
    }

    private static TableFile.Row friends(TableFile.Header header, Reading reading) throws MalformedRecordException {
        int user = header.column("userid");
        int friend = header.column("friendid");
        return fields -> reading.addTie(false, fields[user], fields[friend], Interactions.DEFAULT_WEIGHT);
    }

    private static Map<String, String> tags(Path file, ReadOptions options, ReadReport.Collector report)
            throws IOException {
        Map<String, String> tags = new HashMap<>();
        table(file).readBelowHeader(options, report, header -> {
            int tag = header.column("tagid");
            int text = header.column("tagvalue");
            return fields -> {
                if (tags.putIfAbsent(fields[tag], fields[text]) != null) {
                    throw new MalformedRecordException("each tag must come once, this one came on an earlier line");
                }
                report.accept();
            };
        });
        return tags;
    }

    private static TableFile.Row taggings(TableFile.Header header, Map<String, String> tags, Reading reading)
            throws MalformedRecordException {
        int user = header.column("userid");
        int artist = header.column("artistid");
        int tag = header.column("tagid");
        int timestamp = header.find("timestamp");
        int day = timestamp >= 0 ? timestamp : header.column("day");
        int month = timestamp >= 0 ? timestamp : header.column("month");
        int year = timestamp >= 0 ? timestamp : header.column("year");
        return fields -> {
            String text = tags.get(fields[tag]);
            if (text == null) {
                throw new MalformedRecordException(
                        "a tag must be one of " + TAGS + ", was \"" + fields[tag] + "\", which is not there");
            }
            long time = timestamp >= 0
                    ? InteractionFields.timeMillis(fields[timestamp], TimeUnit.MILLISECONDS)
                    : midnight(fields[day], fields[month], fields[year]);
            reading.addTagging(fields[user], fields[artist], text, time);
        };
    }

    private static long midnight(String day, String month, String year) throws MalformedRecordException {
        try {
            LocalDate date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
            return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        } catch (NumberFormatException | DateTimeException e) {
            throw new MalformedRecordException("day, month and year must make a date, were \"" + day + "\", \"" + month
                    + "\" and \"" + year + "\"");
        }
    }
}
