package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the Java of a page of the guide to a test that runs it: equal but for white space. */
final class GuidePage {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private GuidePage() {}

    static void showsCodeOf(String page, Class<?> test) throws IOException {
        Path source = Path.of("src/test/java", test.getName().replace('.', '/') + ".java");
        String tested = withoutSpace(Files.readString(source));
        Matcher blocks = JAVA.matcher(Files.readString(Path.of("../docs", page)));
        int count = 0;
        while (blocks.find()) {
            assertThat(tested).contains(withoutSpace(blocks.group(1)));
            count++;
        }
        assertThat(count).isPositive();
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }
}
