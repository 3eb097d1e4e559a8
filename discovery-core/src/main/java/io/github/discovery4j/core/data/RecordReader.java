package io.github.discovery4j.core.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Streams a text file record by record: lines, or CSV records, whose quoted fields may hold line ends.
 *
 * <p>Records are found in the bytes and decoded one at a time, so that a wrong byte costs one record and is reported with
 * its line. That is sound in UTF-8 and Latin-1, where no part of another character looks like a line feed, a comma or a
 * quote. A record ends at LF or CR LF; the last may end with the file. A byte-order mark is skipped, and so are empty
 * lines.
 */
final class RecordReader {

    /** Takes a record, without its line end. */
    @FunctionalInterface
    interface Handler {
        void accept(String record) throws MalformedRecordException;
    }

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int FIRST_RECORD_BYTES = 1 << 10;
    private static final int PROGRESS_BYTES = 1 << 20;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path file;
    private final CharsetDecoder decoder;
    private final boolean orLatin1;
    private final boolean quotes;
    private final ReadOptions options;
    private final ReadReport.Collector report;
    private final Handler handler;

    private byte[] record = new byte[FIRST_RECORD_BYTES];
    private int length;
    private boolean tooLong;
    private long line = 1;
    private long recordLine = 1;

    private boolean atFieldStart = true;
    private boolean inQuotes;
    private boolean afterQuote;

    private RecordReader(
            Path file,
            TextEncoding encoding,
            boolean quotes,
            ReadOptions options,
            ReadReport.Collector report,
            Handler handler) {
        this.file = file;
        this.decoder = encoding.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.orLatin1 = encoding == TextEncoding.UTF_8_OR_LATIN_1;
        this.quotes = quotes;
        this.options = options;
        this.report = report;
        this.handler = handler;
    }

    /** Reads a file of lines. */
    static void lines(
            Path file, TextEncoding encoding, ReadOptions options, ReadReport.Collector report, Handler handler)
            throws IOException {
        new RecordReader(file, encoding, false, options, report, handler).read();
    }

    /** Reads a file of comma-separated records. */
    static void csv(Path file, TextEncoding encoding, ReadOptions options, ReadReport.Collector report, Handler handler)
            throws IOException {
        new RecordReader(file, encoding, true, options, report, handler).read();
    }

    private void read() throws IOException {
        requireFile(file);
        long total = Files.size(file);
        long done = 0;
        long told = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            int count = in.readNBytes(buffer, 0, buffer.length);
            int from = startsWithByteOrderMark(buffer, count) ? BYTE_ORDER_MARK.length : 0;
            while (count > 0) {
                takeAll(buffer, from, count);
                from = 0;
                done += count;
                if (done - told >= PROGRESS_BYTES) {
                    options.progress().read(file, done, total);
                    told = done;
                }
                count = in.readNBytes(buffer, 0, buffer.length);
            }
        }
        if (length > 0) {
            report.remark(
                    file.getFileName() + " does not end with a line end; if it was cut off, its last line may be too.");
        }
        finish();
        options.progress().read(file, done, total);
    }

    static void requireFile(Path file) throws FileSystemException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such file; check the path");
        }
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "this is a folder; name a file in it");
        }
    }

    private static boolean startsWithByteOrderMark(byte[] buffer, int count) {
        int marked = BYTE_ORDER_MARK.length;
        return count >= marked && Arrays.equals(buffer, 0, marked, BYTE_ORDER_MARK, 0, marked);
    }

    /** Whole lines without quotes within the buffer, nearly all there are, skip the copying byte by byte. */
    private void takeAll(byte[] buffer, int from, int end) {
        int at = from;
        while (at < end) {
            int lineEnd = length > 0 || tooLong ? -1 : endOfLine(buffer, at, end);
            if (lineEnd >= 0 && lineEnd - at <= options.maxRecordBytes()) {
                line++;
                handle(buffer, at, lineEnd > at && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd);
                recordLine = line;
                at = lineEnd + 1;
            } else {
                take(buffer[at++]);
            }
        }
    }

    /** Where a line ends; -1 when it does not end here, or a quote may hold its end. */
    private int endOfLine(byte[] buffer, int from, int end) {
        for (int i = from; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
            if (buffer[i] == '"' && quotes) {
                return -1;
            }
        }
        return -1;
    }

    private void take(byte next) {
        if (next == '\n' && !inQuotes) {
            line++;
            finish();
            return;
        }
        if (next == '\n') {
            line++;
        }
        if (quotes) {
            followQuotes(next);
        }
        if (length > options.maxRecordBytes()) {
            // Whatever is quoted, the next line starts afresh: one unclosed quote must not swallow the file.
            tooLong = true;
            inQuotes = false;
            if (next == '\n') {
                finish();
            }
            return;
        }
        if (length == record.length) {
            record = Arrays.copyOf(record, 2 * length);
        }
        record[length++] = next;
    }

    /** A quote opens at the start of a field; inside, two in a row stand for one. */
    private void followQuotes(byte next) {
        boolean quote = next == '"';
        if (inQuotes) {
            inQuotes = !quote;
            afterQuote = quote;
        } else {
            inQuotes = quote && (atFieldStart || afterQuote) && !tooLong;
            afterQuote = false;
        }
        atFieldStart = !inQuotes && next == ',';
    }

    private void finish() {
        int end = length > 0 && record[length - 1] == '\r' ? length - 1 : length;
        if (tooLong || end > options.maxRecordBytes()) {
            report.malformed(
                    file,
                    recordLine,
                    "a record must have at most " + options.maxRecordBytes()
                            + " bytes, has more (raise maxRecordBytes if"
                            + " it is right; look for a quote that is not closed)");
        } else {
            handle(record, 0, end);
        }
        length = 0;
        tooLong = false;
        inQuotes = false;
        afterQuote = false;
        atFieldStart = true;
        recordLine = line;
    }

    private void handle(byte[] bytes, int from, int end) {
        if (from == end) {
            return;
        }
        try {
            handler.accept(decode(bytes, from, end));
        } catch (MalformedRecordException e) {
            report.malformed(file, recordLine, e.text());
        }
    }

    private String decode(byte[] bytes, int from, int end) throws MalformedRecordException {
        if (isAscii(bytes, from, end)) {
            return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
        }
        try {
            return decoder.decode(ByteBuffer.wrap(bytes, from, end - from)).toString();
        } catch (CharacterCodingException e) {
            if (orLatin1) {
                return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
            }
            throw new MalformedRecordException("text must be " + decoder.charset()
                    + ", has bytes that are not; if the file is Latin-1, as older"
                    + " data often is, convert it: iconv -f ISO-8859-1 -t UTF-8 " + file.getFileName() + " > NEW");
        }
    }

    private static boolean isAscii(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
