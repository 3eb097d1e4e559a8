package io.github.discovery4j.launcher;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Main class of the runnable jar: runs the {@code discovery} command on Java 21 or newer with the options it wants.
 *
 * <p>A Java that is new enough and was started with the vector module runs the command itself. Otherwise a second JVM
 * does: same standard input and output, its exit code becomes ours, and it ends when we are told to end. It is started
 * with the {@code -X} and {@code -D} options given to this JVM, then those in the variables {@code JAVA_OPTS} and
 * {@code DISCOVERY_OPTS} (separated by blanks; quotes keep blanks together).
 *
 * <p>Exit codes of its own: {@value #UNAVAILABLE} when no such Java was found, {@value #CANNOT_START} when one was
 * found and could not be started.
 */
public final class Launcher {
    static final String VECTOR_MODULE = "jdk.incubator.vector";
    static final int UNAVAILABLE = 69;
    static final int CANNOT_START = 71;

    private static final String MAIN = "io.github.discovery4j.examples.Main";
    private static final int MINIMUM = 21;
    private static final String INCUBATOR_WARNING = "WARNING: Using incubator modules: " + VECTOR_MODULE;

    private Launcher() {}

    public static void main(String[] args) throws Throwable {
        if (JavaHome.featureOf(System.getProperty("java.version")) >= MINIMUM && bootLayerHasVectorModule()) {
            runHere(args);
            return;
        }
        List<String> jvmOptions = new ArrayList<>(ownOptions());
        jvmOptions.addAll(optionsIn(System.getenv()));
        System.exit(launch(JavaFinder.ofThisMachine(), classPath(), MAIN, jvmOptions, args, System.err));
    }

    /** Runs a main class on the Java that the finder finds, to its end; the exit code. */
    static int launch(
            JavaFinder finder,
            String classPath,
            String mainClass,
            List<String> jvmOptions,
            String[] args,
            PrintStream errors)
            throws InterruptedException {
        JavaHome home = finder.find(MINIMUM);
        if (home == null) {
            errors.println("discovery needs Java " + MINIMUM + " or newer. This is Java "
                    + System.getProperty("java.version") + " in " + System.getProperty("java.home")
                    + ", and no newer one was found in JAVA_HOME, on the PATH or where Java is usually kept.");
            errors.println(
                    "Install one (apt install openjdk-21-jre, brew install openjdk, or https://adoptium.net), or set"
                            + " JAVA_HOME to the folder of one that is there, and run this again.");
            return UNAVAILABLE;
        }
        return run(command(home, classPath, mainClass, jvmOptions, args), errors);
    }

    static List<String> command(
            JavaHome home, String classPath, String mainClass, List<String> jvmOptions, String[] args) {
        List<String> command = new ArrayList<>();
        command.add(home.java.toString());
        if (home.hasVectorModule) {
            command.add("--add-modules");
            command.add(VECTOR_MODULE);
        }
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(classPath);
        command.add(mainClass);
        command.addAll(Arrays.asList(args));
        return command;
    }

    private static int run(List<String> command, PrintStream errors) throws InterruptedException {
        ChildProcess child = new ChildProcess();
        // An interrupt or a polite kill of this process ends the child as well; so from before there is one.
        Runtime.getRuntime().addShutdownHook(new Thread(child, "end the child"));
        Process process;
        try {
            process = child.start(new ProcessBuilder(command).inheritIO().redirectError(ProcessBuilder.Redirect.PIPE));
        } catch (IOException failed) {
            errors.println("discovery could not start " + command.get(0) + ": " + failed.getMessage());
            return CANNOT_START;
        }
        // Standard error goes through here to lose one line: the JVM's note that the vector module is still incubating.
        Thread pump =
                new Thread(new LineDropper(process.getErrorStream(), errors, INCUBATOR_WARNING), "standard error");
        pump.start();
        int exitCode = process.waitFor();
        pump.join();
        return exitCode;
    }

    private static void runHere(String[] args) throws Throwable {
        try {
            Class.forName(MAIN).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** Whether the vector module was asked for when this JVM started; by reflection, as Java 8 knows no modules. */
    private static boolean bootLayerHasVectorModule() {
        try {
            Class<?> layers = Class.forName("java.lang.ModuleLayer");
            Object boot = layers.getMethod("boot").invoke(null);
            Object found = layers.getMethod("findModule", String.class).invoke(boot, VECTOR_MODULE);
            return (Boolean) found.getClass().getMethod("isPresent").invoke(found);
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }

    /** The options of this JVM that also mean something to the next: memory, properties, assertions. */
    private static List<String> ownOptions() {
        List<String> options = new ArrayList<>();
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("-X") || option.startsWith("-D") || option.startsWith("-ea")) {
                options.add(option);
            }
        }
        return options;
    }

    static List<String> optionsIn(Map<String, String> environment) {
        List<String> options = new ArrayList<>();
        for (String name : new String[] {"JAVA_OPTS", "DISCOVERY_OPTS"}) {
            String value = environment.get(name);
            if (value != null) {
                options.addAll(split(value));
            }
        }
        return options;
    }

    /** Splits at blanks that are not between quotes; the quotes go. */
    private static List<String> split(String options) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char quote = 0;
        boolean inPart = false;
        for (char c : options.toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    part.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inPart = true;
            } else if (Character.isWhitespace(c)) {
                if (inPart) {
                    parts.add(part.toString());
                    part.setLength(0);
                    inPart = false;
                }
            } else {
                part.append(c);
                inPart = true;
            }
        }
        if (inPart) {
            parts.add(part.toString());
        }
        return parts;
    }

    /** The jar that this class came from; the whole class path when it came from a folder of classes. */
    private static String classPath() throws URISyntaxException {
        Path source = Paths.get(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return new File(source.toString()).isFile() ? source.toString() : System.getProperty("java.class.path");
    }
}
