package dev.timonier.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.timonier.scheduler.planted.KnowsTheServer;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the arrows between the modules, as `docs/architecture.md` draws them.
class ArchitectureTest {
  private static final String ROOT = "dev.timonier.";
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.timonier");
  private static final JavaClasses PLANTED =
      new ClassFileImporter().importClasses(KnowsTheServer.class);

  /// What each module may know, besides itself.
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "machinery", Set.of(),
          "storage", Set.of(),
          "server", Set.of("machinery", "storage"),
          "scheduler", Set.of("machinery"),
          "controllers", Set.of("machinery"),
          "nodeagent", Set.of("machinery"));

  static Stream<String> modules() {
    return ARROWS.keySet().stream();
  }

  private static ArchRule arrows(String module) {
    var forbidden = new TreeSet<>(ARROWS.keySet());
    forbidden.add("cluster");
    forbidden.remove(module);
    forbidden.removeAll(ARROWS.getOrDefault(module, Set.of()));
    return noClasses()
        .that()
        .resideInAPackage(ROOT + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            forbidden.stream().map(other -> ROOT + other + "..").toArray(String[]::new))
        .allowEmptyShould(true);
  }

  private static ArchRule vertx() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "server.http..", ROOT + "nodeagent.server.http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..");
  }

  private static ArchRule micrometer() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "scheduler..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void modulesKnowTheirFoundationsAlone(String module) {
    arrows(module).check(PRODUCT);
  }

  @Test
  void onlyTheHttpFrontsKnowVertx() {
    vertx().check(PRODUCT);
  }

  @Test
  void onlyTheSchedulerKnowsMicrometer() {
    micrometer().check(PRODUCT);
  }

  @Test
  void everyModuleIsLookedAt() {
    assertThat(PRODUCT.stream().map(type -> type.getPackageName() + "."))
        .anyMatch(name -> name.startsWith(ROOT + "cluster."));
    for (var module : ARROWS.keySet()) {
      assertThat(PRODUCT.stream().map(type -> type.getPackageName() + "."))
          .anyMatch(name -> name.startsWith(ROOT + module + "."));
    }
  }

  @Test
  void theRulesBite() {
    assertThatThrownBy(() -> arrows("scheduler").check(PLANTED))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("KnowsTheServer");
    assertThatThrownBy(() -> vertx().check(PLANTED))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("KnowsTheServer");
  }
}
