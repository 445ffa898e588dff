package dev.timonier.e2e.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.Product;
import dev.timonier.e2e.fixture.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Manifests as people write them, with objects of every kind that people make, are applied,
/// compared and deleted. They are written for a namespace `platform`; objects that have no
/// namespace have its name within theirs.
class ManifestsTest {
  private static final Path MANIFESTS = Path.of("src/test/resources/manifests");
  private static final Pattern KIND = Pattern.compile("(?m)^kind: (\\w+)$");

  /// What is there already, what components make, and what is asked for and not kept.
  private static final Set<String> NOT_IN_MANIFESTS =
      Set.of(
          "Binding",
          "CertificateSigningRequest",
          "CSINode",
          "Event",
          "IPAddress",
          "LocalSubjectAccessReview",
          "Namespace",
          "Node",
          "ResourceSlice",
          "SelfSubjectAccessReview",
          "SelfSubjectReview",
          "SelfSubjectRulesReview",
          "ServiceCIDR",
          "SubjectAccessReview",
          "TokenReview",
          "VolumeAttachment");

  /// What kubectl writes again each time: lists with defaults in them that it replaces whole, and
  /// selectors of disruption budgets, which it replaces too. Kinds that a release does not know are
  /// such lists all over.
  private static final Map<Release, Set<String>> NEVER_UNCHANGED =
      Map.of(
          Release.TODAY,
          Set.of(
              "poddisruptionbudget.policy/guestbook configured",
              "poddisruptionbudget.policy/store configured",
              "statefulset.apps/ledger configured"),
          Release.V1_20,
          Set.of("cronjob.batch/nightly configured", "statefulset.apps/ledger configured"));

  @TempDir private static Path directory;
  private static Product cluster;

  @BeforeAll
  static void start() {
    cluster =
        Product.up(
            directory.resolve("cluster"), "--storage=memory", "--no-node", "--simulated-nodes=2");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /// Manifests for a namespace, in one file.
  private record Manifests(Kubectl kubectl, Path file) {
    static Manifests of(Kubectl kubectl) throws IOException {
      var text = text().replace("platform", kubectl.namespace());
      return new Manifests(kubectl, Kubectl.manifest(directory, kubectl.namespace(), text));
    }

    static String text() throws IOException {
      var texts = new ArrayList<String>();
      try (var files = Files.list(MANIFESTS)) {
        for (var manifest : files.sorted().toList()) {
          texts.add(Files.readString(manifest));
        }
      }
      return String.join("---\n", texts);
    }

    static int count() throws IOException {
      return (int) KIND.matcher(text()).results().count();
    }

    List<String> apply(String... options) {
      var line = Stream.concat(Stream.of("apply", "-f", file.toString()), Stream.of(options));
      return kubectl.run(line.toArray(String[]::new)).lines().toList();
    }

    String there() {
      return kubectl.run("get", "--ignore-not-found", "-f", file.toString(), "-o", "name");
    }
  }

  @Test
  void everyKindIsTried() throws IOException {
    var kinds =
        cluster
            .kubectl("api-resources", "--verbs=create", "--no-headers")
            .lines()
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .collect(Collectors.toCollection(TreeSet::new));
    kinds.removeAll(NOT_IN_MANIFESTS);

    assertThat(KIND.matcher(Manifests.text()).results().map(kind -> kind.group(1)).distinct())
        .containsExactlyInAnyOrderElementsOf(kinds);
  }

  @Test
  void dryRunLeavesNothing() throws IOException {
    var manifests = Manifests.of(Kubectl.of(cluster, "platform-tried"));

    assertThat(manifests.apply("--dry-run=server"))
        .hasSize(Manifests.count())
        .allMatch(line -> line.endsWith(" created (server dry run)"));
    assertThat(manifests.there()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void areAppliedComparedAndDeleted(Release release) throws IOException {
    var manifests = Manifests.of(release.at(cluster, "platform"));
    var kubectl = manifests.kubectl();
    var file = manifests.file().toString();
    var count = Manifests.count();

    assertThat(manifests.apply()).hasSize(count).allMatch(line -> line.endsWith(" created"));
    assertThat(manifests.there().lines()).hasSize(count);
    assertThat(manifests.apply().stream().filter(line -> !line.endsWith(" unchanged")))
        .containsExactlyInAnyOrderElementsOf(NEVER_UNCHANGED.get(release));
    assertThat(kubectl.run("diff", "-f", file)).isEmpty();
    assertThat(manifests.apply("--server-side", "--force-conflicts"))
        .hasSize(count)
        .allMatch(line -> line.endsWith(" serverside-applied"));
    kubectl.run("delete", "--wait=false", "--ignore-not-found", "-f", file);
    Wait.until(() -> manifests.there().isEmpty());
  }
}
