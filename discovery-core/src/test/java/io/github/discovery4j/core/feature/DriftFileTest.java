package io.github.discovery4j.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftFileTest {

    @TempDir
    Path folder;

    private static FeatureTable table(String version, Random random, int rows) {
        FeatureSchema schema = FeatureSchema.of(
                "connect",
                version,
                List.of(
                        FeatureColumn.number("any", SignalGroup.PROFILE, Owner.OBJECT),
                        new FeatureColumn(
                                "名 \"code\"",
                                SignalGroup.PROFILE,
                                Owner.OBJECT,
                                Visibility.PUBLIC,
                                List.of("a", "b", "c")),
                        FeatureColumn.number("missing", SignalGroup.PROFILE, Owner.OBJECT)));
        FeatureTable table = FeatureTable.allocate(schema, rows);
        FeatureTable.Writer writer = table.writer(0, 3);
        for (int row = 0; row < rows; row++) {
            float any = Float.intBitsToFloat(random.nextInt());
            writer.set(row, 0, Float.isInfinite(any) ? 0 : any);
            writer.set(row, 1, random.nextInt(3));
        }
        return table;
    }

    @RepeatedTest(20)
    void whatIsLoadedComparesAsWhatWasSaved(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        DriftReference saved = DriftReference.of(table("1", random, 1 + random.nextInt(300)));
        Path file = folder.resolve("drift.json");
        saved.save(file);
        DriftReference loaded = DriftReference.load(file);
        FeatureTable now = table("1", random, 50);
        assertThat(loaded.compare(now)).isEqualTo(saved.compare(now));
        assertThat(loaded.view()).isEqualTo("connect");
        assertThat(loaded.version()).isEqualTo("1");
        assertThat(loaded.rows()).isEqualTo(saved.rows());
        assertThat(folder).isDirectoryContaining("glob:**drift.json");
        loaded.save(folder.resolve("again.json"));
        assertThat(folder.resolve("again.json")).hasSameTextualContentAs(file);
    }

    @Test
    void everyChangeOfALetterOrDigitIsNoticedUnlessItChangesNoNumber() throws IOException {
        Path file = folder.resolve("drift.json");
        Path again = folder.resolve("again.json");
        DriftReference.of(table("1", new Random(1), 40)).save(file);
        String text = Files.readString(file);
        int noticed = 0;
        for (int at = 0; at < text.length(); at++) {
            char was = text.charAt(at);
            if (Character.isLetterOrDigit(was)) {
                char other = was == '7' ? '3' : Character.isDigit(was) ? '7' : was == 'x' ? 'y' : 'x';
                Files.writeString(file, text.substring(0, at) + other + text.substring(at + 1));
                try {
                    DriftReference.load(file).save(again);
                    assertThat(Files.readString(again)).as("character %d", at).isEqualTo(text);
                } catch (FeatureDataException refused) {
                    assertThat(refused).hasMessageContaining("drift.json");
                    noticed++;
                }
            }
        }
        // The last digit of a number may be one too many for its 64 bits.
        assertThat(noticed).isGreaterThan(text.length() / 2);
    }

    @Test
    void whatIsCutOffOrAppendedOrNoReferenceIsRefused() throws IOException {
        Path file = folder.resolve("drift.json");
        DriftReference.of(table("1", new Random(1), 40)).save(file);
        String text = Files.readString(file);
        for (String damaged :
                List.of("", "[]", "{}", text.substring(0, text.length() / 2), text + "1", "[".repeat(99))) {
            Files.writeString(file, damaged);
            assertThatThrownBy(() -> DriftReference.load(file)).isInstanceOf(FeatureDataException.class);
        }
        Files.writeString(file, text.replace("\"drift_reference\" : 1", "\"drift_reference\" : 2"));
        assertThatThrownBy(() -> DriftReference.load(file)).hasMessageContaining("version 2, and this library reads 1");
        assertThatThrownBy(() -> DriftReference.load(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void anotherVersionOfTheViewIsNotCompared() {
        DriftReference reference = DriftReference.of(table("1", new Random(1), 40));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reference.compare(table("2", new Random(1), 40)))
                .withMessageContaining("\"connect\" 1, was \"connect\" 2");
    }
}
