package io.github.discovery4j.examples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.jspecify.annotations.NullMarked;

/** The rules that hold in every module; they stand here because this module sees them all. */
@AnalyzeClasses(
        packages = "io.github.discovery4j",
        importOptions = {ImportOption.DoNotIncludeTests.class, HouseRulesTest.WithoutTestkit.class})
class HouseRulesTest {
    private static final String BASE = "io.github.discovery4j";

    @ArchTest
    static final ArchRule indexRankAndExplainDoNotKnowEachOther = slices().matching(BASE + ".(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage(BASE + ".."), resideInAPackage(BASE + ".core.."))
            .ignoreDependency(resideInAPackage(BASE + ".examples.."), resideInAPackage(BASE + ".."))
            .because("what crosses between modules is declared in core");

    @ArchTest
    static final ArchRule nothingIsWrittenWithJavaSerialization = noClasses()
            .should()
            .dependOnClassesThat(belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class, Externalizable.class))
            .orShould(implementSerializable());

    @ArchTest
    static final ArchRule everyPackageIsNullMarked =
            classes().that().resideOutsideOfPackage(BASE + ".launcher..").should(standInANullMarkedPackage());

    private static ArchCondition<JavaClass> implementSerializable() {
        return new ArchCondition<>("implement Serializable") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean declared = type.getRawInterfaces().stream().anyMatch(assignableTo(Serializable.class));
                events.add(new SimpleConditionEvent(type, declared, type.getName() + " implements Serializable"));
            }
        };
    }

    private static ArchCondition<JavaClass> standInANullMarkedPackage() {
        return new ArchCondition<>("stand in a package whose package-info says @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getPackageName() + " is not marked, seen at " + type.getSimpleName()));
            }
        };
    }

    /** Leaves out core's tests jar, which is a folder of test classes while the jar is not yet built. */
    static final class WithoutTestkit implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/testkit/") && !location.contains("-tests.jar");
        }
    }
}
