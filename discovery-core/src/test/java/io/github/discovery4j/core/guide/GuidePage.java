package io.github.discovery4j.core.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the Java of a page of the guide to a test that runs it, equal but for white space, and its output to the real one. */
public final class GuidePage {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private GuidePage() {}

    /** Checks all blocks of Java. */
    public static void showsCodeOf(String page, Class<?> test) throws IOException {
        Path source = Path.of("src/test/java", test.getName().replace('.', '/') + ".java");
        String tested = withoutSpace(Files.readString(source));
        Matcher blocks = JAVA.matcher(text(page));
        int count = 0;
        while (blocks.find()) {
            assertThat(tested).contains(withoutSpace(blocks.group(1)));
            count++;
        }
        assertThat(count).isPositive();
    }

    /** Checks a block of text. */
    public static void showsOutput(String page, String output) throws IOException {
        assertThat(text(page)).contains("```text\n" + output.replace("\r\n", "\n") + "```");
    }

    private static String text(String page) throws IOException {
        return Files.readString(Path.of("../docs", page));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }
}
