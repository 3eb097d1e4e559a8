package io.github.discovery4j.examples;

import io.github.discovery4j.examples.command.DemoCommand;
import io.github.discovery4j.examples.command.EvaluateCommand;
import io.github.discovery4j.examples.command.ExplainCommand;
import io.github.discovery4j.examples.command.FailureReport;
import io.github.discovery4j.examples.command.FeaturesCommand;
import io.github.discovery4j.examples.command.FrontierCommand;
import io.github.discovery4j.examples.command.IndexBenchCommand;
import io.github.discovery4j.examples.command.IndexCheckCommand;
import io.github.discovery4j.examples.command.RankTrainCommand;
import io.github.discovery4j.examples.command.RecommendCommand;
import io.github.discovery4j.examples.command.SampleCommand;
import io.github.discovery4j.examples.command.ScoreCommand;
import io.github.discovery4j.examples.command.SignalsCommand;
import io.github.discovery4j.examples.command.TrainCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code discovery} command: names its subcommands when called without one. */
@Command(
        name = "discovery",
        description = "Slates of people and things worth meeting, each with a reason.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            DemoCommand.class,
            RecommendCommand.class,
            ScoreCommand.class,
            ExplainCommand.class,
            EvaluateCommand.class,
            FeaturesCommand.class,
            SignalsCommand.class,
            SampleCommand.class,
            TrainCommand.class,
            RankTrainCommand.class,
            FrontierCommand.class,
            IndexBenchCommand.class,
            IndexCheckCommand.class
        },
        footer = {"", "'discovery COMMAND --help' explains a command, with examples."})
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = FailureReport.STACK_TRACE_OPTION,
            scope = ScopeType.INHERIT,
            description = "When something fails, print where it did.")
    private boolean stackTrace;

    /** Libraries that say on standard error which native or vector code they found; held, as loggers are kept weakly. */
    private static final List<Logger> TALKATIVE = List.of(
            Logger.getLogger("dev.ludovic.netlib"),
            Logger.getLogger("org.apache.lucene"),
            Logger.getLogger("org.tribuo"));

    private Main() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        TALKATIVE.forEach(logger -> logger.setLevel(Level.SEVERE));
        // Not System.out, which does not say why it fails.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /**
     * Runs the command.
     *
     * @param out receives results, in UTF-8
     * @param err receives everything else
     * @param args as typed
     * @return the exit code
     */
    static int run(OutputStream out, PrintWriter err, String... args) {
        StandardOutput output = new StandardOutput(out);
        PrintWriter results = new PrintWriter(output, true, StandardCharsets.UTF_8);
        int code = execute(results, err, args);
        results.flush();
        return output.exitCode(code, err);
    }

    private static int execute(PrintWriter out, PrintWriter err, String... args) {
        Main main = new Main();
        FailureReport failures = new FailureReport(() -> main.stackTrace);
        try {
            return new CommandLine(main)
                    .setOut(out)
                    .setErr(err)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setParameterExceptionHandler(failures)
                    .setExecutionExceptionHandler(failures)
                    .execute(args);
        } catch (OutOfMemoryError e) {
            return FailureReport.outOfMemory(err);
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "discovery " + (version == null ? "(not packaged)" : version),
                "Java " + Runtime.version() + " (" + System.getProperty("java.home") + ")"
            };
        }
    }
}
