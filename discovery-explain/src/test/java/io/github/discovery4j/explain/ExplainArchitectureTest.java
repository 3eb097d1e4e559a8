package io.github.discovery4j.explain;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of explain know core, and phrase and audit know attribution. A new arrow needs a decision record. */
@AnalyzeClasses(packages = "io.github.discovery4j.explain", importOptions = ImportOption.DoNotIncludeTests.class)
class ExplainArchitectureTest {
    @ArchTest
    static final ArchRule onlyAttributionIsShared = slices().matching("io.github.discovery4j.explain.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    resideInAnyPackage(
                            "io.github.discovery4j.explain.phrase..", "io.github.discovery4j.explain.audit.."),
                    resideInAPackage("io.github.discovery4j.explain.attribution.."));

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("io.github.discovery4j.explain.(**)").should().beFreeOfCycles();
}
