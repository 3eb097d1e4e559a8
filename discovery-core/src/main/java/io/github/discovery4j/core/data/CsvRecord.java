package io.github.discovery4j.core.data;

import java.util.ArrayList;
import java.util.List;

/** Splits one comma-separated record into fields by the rules of RFC 4180. */
final class CsvRecord {

    private CsvRecord() {}

    static String[] fields(String record) throws MalformedRecordException {
        List<String> fields = new ArrayList<>();
        StringBuilder quoted = new StringBuilder();
        int at = 0;
        while (true) {
            boolean isQuoted = at < record.length() && record.charAt(at) == '"';
            int end = isQuoted ? unquote(record, at + 1, quoted) : endOfPlain(record, at);
            fields.add(isQuoted ? quoted.toString() : record.substring(at, end));
            if (end == record.length()) {
                return fields.toArray(String[]::new);
            }
            at = end + 1;
        }
    }

    private static int endOfPlain(String record, int from) throws MalformedRecordException {
        int comma = record.indexOf(',', from);
        int end = comma < 0 ? record.length() : comma;
        int quote = record.indexOf('"', from);
        if (quote >= 0 && quote < end) {
            throw new MalformedRecordException(
                    "a field that holds a quote must be quoted itself, with the quote doubled; character " + (quote + 1)
                            + " of the record is a bare quote");
        }
        return end;
    }

    /** Fills {@code into} with the field whose text starts at {@code from}; returns where its closing comma or end is. */
    private static int unquote(String record, int from, StringBuilder into) throws MalformedRecordException {
        into.setLength(0);
        int at = from;
        while (true) {
            int quote = record.indexOf('"', at);
            if (quote < 0) {
                throw new MalformedRecordException("a quoted field must be closed by a quote, the one that opens at"
                        + " character " + from + " of the record is not");
            }
            into.append(record, at, quote);
            at = quote + 1;
            if (at == record.length() || record.charAt(at) == ',') {
                return at;
            }
            if (record.charAt(at) != '"') {
                throw new MalformedRecordException(
                        "after a closing quote there must be a comma or the line's end; character " + (at + 1)
                                + " of the record is something else");
            }
            into.append('"');
            at++;
        }
    }
}
