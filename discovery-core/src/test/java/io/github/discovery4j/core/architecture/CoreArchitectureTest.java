package io.github.discovery4j.core.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The plan of core: which room imports which. A new arrow needs a decision record. */
@AnalyzeClasses(packages = "io.github.discovery4j.core", importOptions = ImportOption.DoNotIncludeTests.class)
class CoreArchitectureTest {
    private static final String CORE = "io.github.discovery4j.core";

    @ArchTest
    static final ArchRule roomsImportOnlyWhatIsListed = new Arrows(CORE)
            .room("model")
            .room("consent", "model")
            .room("stage", "model", "consent")
            .room("observe", "stage")
            .room("pipeline", "observe")
            .room(Arrows.ROOT, "pipeline")
            .room("data", "model")
            .room("feature", "model", "consent", "stage", "observe", "data")
            .room("artefact", "feature")
            .room("social", "stage", "data")
            .room("affinity", "feature", "social")
            .room("signal", "feature", "social", "data")
            .room("privacy", "consent")
            .room("safety", "model", "consent")
            .room("report")
            .room("kernel")
            .room("job", "observe", "data")
            .room("watch", "signal", "job")
            .room("evaluation", "data", "report", Arrows.ROOT)
            .rule()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching(CORE + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule optionalLibrariesStayInAdapters = classes()
            .that(not(resideInAPackage(CORE + ".adapter..")))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            CORE + "..",
                            "java..",
                            "javax.crypto..",
                            "jdk.incubator.vector..",
                            "com.fasterxml.jackson..",
                            "org.eclipse.collections..",
                            "org.jspecify..",
                            "org.slf4j..")
                    .and(not(resideInAPackage("java.sql.."))))
            .allowEmptyShould(true);
}
