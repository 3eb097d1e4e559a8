package io.github.discovery4j.index.lucene;

import io.github.discovery4j.index.vector.IndexDataException;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.TreeSet;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;

/** Looks at files before they are used: whole, of a known format, made with the same settings. */
final class Verification {

    private Verification() {}

    /** Tells whether a folder holds an index; refuses one that holds only a part of one. */
    static boolean holdsAnIndex(Directory directory, String folder) throws IOException {
        if (DirectoryReader.indexExists(directory)) {
            return true;
        }
        TreeSet<String> others = new TreeSet<>(Arrays.asList(directory.listAll()));
        others.remove(IndexWriter.WRITE_LOCK_NAME);
        if (!others.isEmpty()) {
            throw new IndexDataException(
                    "%s: the folder must hold an index or nothing, holds %s and no segments_N; name another folder, or restore a backup"
                            .formatted(folder, others.first()));
        }
        return false;
    }

    /** Reads what was committed last, and refuses it unless it fits. */
    static SegmentInfos committed(
            Directory directory, String folder, VectorIndexSettings settings, LuceneSettings kept) {
        String reading = "segments_N";
        try {
            SegmentInfos infos = SegmentInfos.readLatestCommit(directory);
            Schema.require(settings, infos.getUserData(), folder);
            if (kept.verified()) {
                for (String file : new TreeSet<>(infos.files(true))) {
                    reading = file;
                    checksum(directory, file);
                }
            }
            return infos;
        } catch (IOException | RuntimeException e) {
            throw e instanceof IndexDataException known ? known : damaged(folder, reading, e);
        }
    }

    private static void checksum(Directory directory, String file) throws IOException {
        try (IndexInput input = directory.openInput(file, IOContext.READONCE)) {
            CodecUtil.checksumEntireFile(input);
        }
    }

    /** Says which file is damaged, and how. */
    static IndexDataException damaged(String folder, String reading, Exception e) {
        String file = e instanceof CorruptIndexException corrupt && corrupt.getResourceDescription() != null
                ? corrupt.getResourceDescription()
                : reading;
        String what = switch (e) {
            case IndexFormatTooNewException newer -> "is of a newer format of Lucene: " + newer.getMessage();
            case NoSuchFileException missing -> "is missing";
            case FileNotFoundException missing -> "is missing";
            case CorruptIndexException corrupt -> "is damaged: " + corrupt.getOriginalMessage();
            default -> "cannot be read: " + e.getMessage();
        };
        return new IndexDataException(
                "%s: the index must be whole, but %s %s; restore a backup, or make the index anew"
                        .formatted(folder, file, what),
                e);
    }
}
