package io.github.discovery4j.examples.command;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command was told to write. */
final class OutputFile {

    private OutputFile() {}

    /** Looks before hours of work whether their result can be written at all. */
    static void requireWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new CommandFailure(ExitCode.CANNOT_WRITE, file + ": this is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.CANNOT_WRITE, file + ": its folder does not exist; create it first");
        }
        if (!Files.isWritable(folder)) {
            throw new CommandFailure(
                    ExitCode.CANNOT_WRITE, file + ": its folder may not be written; name another file");
        }
    }
}
