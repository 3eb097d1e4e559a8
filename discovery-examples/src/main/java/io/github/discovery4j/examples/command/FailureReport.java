package io.github.discovery4j.examples.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence on standard error what went wrong, and chooses the {@link ExitCode}. */
public final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

    /** The option by which a person asks for stack traces. */
    public static final String STACK_TRACE_OPTION = "--stack-trace";

    private final BooleanSupplier stackTrace;

    /**
     * Creates a report.
     *
     * @param stackTrace whether stack traces are wanted too, asked when something has failed
     */
    public FailureReport(BooleanSupplier stackTrace) {
        this.stackTrace = stackTrace;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(sentence(wrong));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failed, CommandLine command, ParseResult parsed) {
        if (failed instanceof OutputEndedException) {
            // Whoever opened the output knows whether that is a failure.
            return ExitCode.OK;
        }
        PrintWriter err = command.getErr();
        if (stackTrace.getAsBoolean()) {
            failed.printStackTrace(err);
        }
        int exitCode = ExitCode.FAILURE;
        if (failed instanceof CommandFailure known) {
            // A file may have several mistakes, each in a line of its own.
            String.valueOf(known.getMessage()).lines().map(Text::printable).forEach(err::println);
            exitCode = known.exitCode();
        } else if (failed instanceof IOException writing) {
            // Whoever reads says so with a failure of its own.
            err.println(sentence(CommandFailure.of(ExitCode.CANNOT_WRITE, writing)));
            exitCode = ExitCode.CANNOT_WRITE;
        } else {
            err.println("Unexpected failure, " + failed.getClass().getName() + ": " + sentence(failed));
            err.println("This should not happen. Run it again with " + STACK_TRACE_OPTION
                    + " to see where, and report it.");
        }
        err.flush();
        return exitCode;
    }

    /**
     * Reports that the heap is full.
     *
     * @param err receives the sentence
     * @return the exit code
     */
    public static int outOfMemory(PrintWriter err) {
        err.println("Out of memory with %d MiB; give it more, for example java -Xmx8g -jar discovery.jar …"
                .formatted(Runtime.getRuntime().maxMemory() >> 20));
        err.flush();
        return ExitCode.FAILURE;
    }

    private static String sentence(Throwable thrown) {
        return Text.printable(String.valueOf(thrown.getMessage()));
    }
}
