package io.github.discovery4j.examples.publication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What the build published into the folder of the rehearsal is what users and Maven Central expect. */
class PublicationIT {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String BOM = "discovery-bom";

    /** The files of each published artefact by what follows name and version, such as {@code -sources.jar}. */
    private static final Map<String, Map<String, Path>> PUBLISHED = new HashMap<>();

    @BeforeAll
    static void readRehearsal() throws IOException {
        Path group = Path.of(System.getProperty("discovery.rehearsal"), "io", "github", "discovery4j");
        for (Path artefact : list(group)) {
            List<Path> versions =
                    list(artefact).stream().filter(Files::isDirectory).toList();
            assertThat(versions).as("versions of %s", artefact.getFileName()).hasSize(1);
            String name = artefact.getFileName().toString();
            String version = versions.get(0).getFileName().toString();
            // A repository keeps a snapshot under the time of its publication.
            String prefix = name + "-" + version.replace("SNAPSHOT", "");
            Map<String, Path> files = new HashMap<>();
            for (Path file : list(versions.get(0))) {
                String fileName = file.getFileName().toString();
                if (fileName.startsWith(prefix)) {
                    files.put(fileName.substring(prefix.length()).replaceFirst("^\\d{8}\\.\\d{6}-\\d+", ""), file);
                }
            }
            PUBLISHED.put(name, files);
        }
    }

    @Test
    void theModulesThatSaySoArePublishedAndNoOther() throws Exception {
        assertThat(PUBLISHED.keySet()).isEqualTo(modulesThatSaySo()).contains("discovery-core", BOM);
    }

    @Test
    void theBomListsAllOfThemAndNothingElse() throws Exception {
        Element bom = pom(BOM);
        String version = text(bom, "version");
        List<String> listed = new ArrayList<>();
        for (Element dependency : children(child(child(bom, "dependencyManagement"), "dependencies"))) {
            assertThat(text(dependency, "groupId")).isEqualTo("io.github.discovery4j");
            assertThat(text(dependency, "version").replace("${project.version}", version))
                    .isEqualTo(version);
            listed.add(text(dependency, "artifactId")
                    + optionalText(dependency, "type")
                    + optionalText(dependency, "classifier"));
        }

        List<String> expected = new ArrayList<>(modulesThatSaySo());
        expected.remove(BOM);
        // The testkit under both of the names that Maven has for a jar of tests.
        expected.add("discovery-core test-jar");
        expected.add("discovery-core tests");
        assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(children(bom).stream().map(Element::getTagName)).doesNotContain("dependencies", "properties");
    }

    @Test
    void everyJarComesWithPomSourcesJavadocAndBillOfMaterials() {
        PUBLISHED.forEach((name, files) -> {
            List<String> expected = new ArrayList<>(List.of(".pom"));
            if (!name.equals(BOM)) {
                expected.addAll(List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json"));
            }
            if (name.equals("discovery-core")) {
                expected.addAll(List.of("-tests.jar", "-test-sources.jar"));
            }
            List<String> withChecksums = expected.stream()
                    .flatMap(file -> Stream.of(file, file + ".md5", file + ".sha1"))
                    .toList();
            assertThat(files.keySet()).as(name).containsExactlyInAnyOrderElementsOf(withChecksums);
        });
    }

    @Test
    void everyChecksumIsRight() throws Exception {
        for (Map<String, Path> files : PUBLISHED.values()) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                if (file.getKey().endsWith(".sha1") || file.getKey().endsWith(".md5")) {
                    String algorithm = file.getKey().endsWith(".sha1") ? "SHA-1" : "MD5";
                    Path checked = files.get(file.getKey().replaceFirst("\\.(sha1|md5)$", ""));
                    assertThat(Files.readString(file.getValue()).strip())
                            .as(file.getValue().getFileName().toString())
                            .isEqualTo(digest(algorithm, checked));
                }
            }
        }
    }

    @Test
    void everyPomStandsAloneAndSaysWhatMavenCentralAsksFor() throws Exception {
        for (String name : PUBLISHED.keySet()) {
            Element pom = pom(name);
            assertThat(children(pom).stream().map(Element::getTagName))
                    .as(name)
                    .contains("groupId", "artifactId", "version", "name", "description", "url")
                    .contains("licenses", "developers", "scm")
                    .doesNotContain("parent", "build", "modules", "profiles", "repositories", "properties");
            assertThat(text(pom, "url")).as(name).isEqualTo("https://github.com/discovery4j/discovery");
        }
    }

    @Test
    void noDependencyOfTheTestsIsHandedOn() throws Exception {
        for (String name : PUBLISHED.keySet()) {
            if (!name.equals(BOM)) {
                for (Element dependency : children(child(pom(name), "dependencies"))) {
                    assertThat(text(dependency, "scope"))
                            .as("scope of %s in %s", text(dependency, "artifactId"), name)
                            .isIn("compile", "runtime");
                    assertThat(text(dependency, "version")).as(name).doesNotContain("$");
                }
            }
        }
    }

    @Test
    void jarsHoldWhatTheyShould() throws IOException {
        PUBLISHED.forEach((name, files) -> {
            if (!name.equals(BOM)) {
                assertThat(entries(files.get(".jar"))).contains("module-info.class", "META-INF/LICENSE");
                assertThat(entries(files.get("-sources.jar"))).contains("module-info.java", "META-INF/LICENSE");
                assertThat(entries(files.get("-javadoc.jar"))).contains("index.html");
            }
        });
        Map<String, Path> core = PUBLISHED.get("discovery-core");
        assertThat(entries(core.get("-tests.jar")).stream().filter(entry -> entry.endsWith(".class")))
                .isNotEmpty()
                .allMatch(entry -> entry.startsWith("io/github/discovery4j/testkit/"));
        assertThat(entries(core.get("-test-sources.jar")).stream().filter(entry -> entry.endsWith(".java")))
                .contains("io/github/discovery4j/testkit/RankerContract.java")
                .allMatch(entry -> entry.startsWith("io/github/discovery4j/testkit/"));
    }

    @Test
    void theBillOfMaterialsNamesTheJarAndItsDependencies() throws Exception {
        for (String name : PUBLISHED.keySet()) {
            if (!name.equals(BOM)) {
                JsonNode bill = new ObjectMapper()
                        .readTree(PUBLISHED.get(name).get("-cyclonedx.json").toFile());
                assertThat(bill.at("/metadata/component/name").asText()).isEqualTo(name);
                List<String> components = bill.get("components").findValuesAsText("name");
                for (Element dependency : children(child(pom(name), "dependencies"))) {
                    assertThat(components).as(name).contains(text(dependency, "artifactId"));
                }
                assertThat(components).as(name).doesNotContain("junit-jupiter", "jqwik");
            }
        }
    }

    @Test
    void theRunnableJarSaysWhoseWorkIsInIt() throws IOException {
        try (JarFile jar = new JarFile(Path.of("target", "discovery.jar").toFile())) {
            String thirdParties = read(jar, "META-INF/THIRD-PARTY.txt");
            JsonNode bill = new ObjectMapper().readTree(read(jar, "META-INF/sbom/discovery.cdx.json"));
            for (JsonNode component : bill.get("components")) {
                String coordinates = component.get("group").asText() + ":"
                        + component.get("name").asText() + ":";
                if (coordinates.startsWith("io.github.discovery4j:")) {
                    assertThat(thirdParties).doesNotContain(coordinates);
                } else {
                    assertThat(thirdParties).contains(coordinates);
                }
            }
            assertThat(thirdParties).contains("org.apache.lucene:lucene-core:", "info.picocli:picocli:");
        }
    }

    private static TreeSet<String> modulesThatSaySo() throws Exception {
        TreeSet<String> names = new TreeSet<>();
        for (Element module : children(child(xml(ROOT.resolve("pom.xml")), "modules"))) {
            Element pom = xml(ROOT.resolve(module.getTextContent()).resolve("pom.xml"));
            boolean published = children(pom).stream()
                    .filter(element -> element.getTagName().equals("properties"))
                    .flatMap(properties -> children(properties).stream())
                    .anyMatch(property -> property.getTagName().equals("discovery.unpublished")
                            && property.getTextContent().equals("false"));
            if (published) {
                names.add(text(pom, "artifactId"));
            }
        }
        return names;
    }

    private static Element pom(String name) throws Exception {
        return xml(PUBLISHED.get(name).get(".pom"));
    }

    private static Element xml(Path file) throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static Element child(Element parent, String name) {
        List<Element> found = children(parent).stream()
                .filter(element -> element.getTagName().equals(name))
                .toList();
        assertThat(found).as("<%s> in <%s>", name, parent.getTagName()).hasSize(1);
        return found.get(0);
    }

    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent().strip();
    }

    private static String optionalText(Element parent, String name) {
        return children(parent).stream()
                .filter(element -> element.getTagName().equals(name))
                .map(element -> " " + element.getTextContent().strip())
                .findFirst()
                .orElse("");
    }

    private static List<String> entries(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).toList();
        } catch (IOException e) {
            throw new AssertionError("cannot read " + jar, e);
        }
    }

    private static String read(JarFile jar, String name) throws IOException {
        try (var in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("maven-metadata"))
                    .sorted()
                    .toList();
        }
    }

    private static String digest(String algorithm, Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
    }
}
