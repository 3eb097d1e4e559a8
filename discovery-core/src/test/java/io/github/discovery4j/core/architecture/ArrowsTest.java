package io.github.discovery4j.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rule of the arrows against small packages that break it: a rule that cannot fail proves nothing. */
class ArrowsTest {
    private static final String FIXTURE = ArrowsTest.class.getPackageName() + ".fixture";

    @Test
    void listedArrowsAreFollowedTransitively() {
        assertThat(violations(arrows().room("middle", "lower").room("upper", "middle")))
                .noneMatch(violation -> violation.contains("from upper"));
    }

    @Test
    void anArrowThatIsNotListedIsReported() {
        assertThat(violations(arrows().room("upper")))
                .anyMatch(violation -> violation.startsWith("no arrow leads from upper to lower: "));
    }

    @Test
    void aRoomThatIsNotListedIsReported() {
        assertThat(violations(arrows().room("upper", "lower")))
                .anyMatch(violation -> violation.endsWith("stands in unlisted, a room that is not listed"));
    }

    @Test
    void adaptersImportAnyRoomButNoOtherAdapter() {
        assertThat(violations(arrows().room("upper", "lower")))
                .noneMatch(violation -> violation.contains("from adapter.one to lower"))
                .anyMatch(violation -> violation.startsWith("no arrow leads from adapter.one to adapter.two"));
    }

    @Test
    void nothingImportsAnAdapter() {
        assertThat(violations(arrows().room("upper", "lower")))
                .anyMatch(violation -> violation.startsWith("no arrow leads from unlisted to adapter.two"));
    }

    @Test
    void aRoomIsListedAfterThoseItImportsAndOnlyOnce() {
        assertThatThrownBy(() -> arrows().room("upper", "later")).hasMessageContaining("list room later before upper");
        assertThatThrownBy(() -> arrows().room("lower")).hasMessageContaining("listed twice");
    }

    private static Arrows arrows() {
        return new Arrows(FIXTURE).room("lower");
    }

    private static List<String> violations(Arrows arrows) {
        return arrows.rule()
                .evaluate(new ClassFileImporter().importPackages(FIXTURE))
                .getFailureReport()
                .getDetails();
    }
}
