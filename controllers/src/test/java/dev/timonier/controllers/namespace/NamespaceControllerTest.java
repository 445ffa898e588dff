package dev.timonier.controllers.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Samples;
import dev.timonier.machinery.status.ApiErrors;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NamespaceControllerTest {
  private final ControlPlane plane = new ControlPlane();
  private Namespace namespace = new Namespace();

  @BeforeEach
  void start() {
    plane.run(context -> NamespaceController.create(context, 2, Duration.ofSeconds(5)));
    namespace =
        plane
            .api()
            .create(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withName("shop")
                    .endMetadata()
                    .withNewSpec()
                    .withFinalizers("kubernetes")
                    .endSpec()
                    .build());
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void namespaceGoesWithAllThatIsInIt() {
    plane.api().create(map("a"));
    plane
        .api()
        .create(
            new PodBuilder(Samples.pod("p", "x"))
                .editMetadata()
                .withNamespace("shop")
                .endMetadata()
                .build());
    plane
        .api()
        .create(
            new ConfigMapBuilder(map("b"))
                .editMetadata()
                .withNamespace("other")
                .endMetadata()
                .build());
    delete();
    plane.pass(Duration.ofSeconds(10));
    assertThat(plane.client().namespaces().withName("shop").get()).isNull();
    assertThat(plane.api().count("pods")).isZero();
    assertThat(plane.api().count("configmaps")).isOne();
  }

  @Test
  void nothingHappensBeforeTheGracePeriodIsOver() {
    plane.api().create(map("a"));
    delete();
    plane.pass(Duration.ofSeconds(4));
    assertThat(plane.api().count("configmaps")).isOne();
  }

  @Test
  void conditionsTellWhatRemains() {
    plane
        .api()
        .create(
            new ConfigMapBuilder(map("held"))
                .editMetadata()
                .withFinalizers("example.com/hold")
                .endMetadata()
                .build());
    delete();
    plane.pass(Duration.ofSeconds(6));
    assertThat(conditions())
        .containsExactly(
            "NamespaceDeletionDiscoveryFailure False ResourcesDiscovered All resources successfully discovered",
            "NamespaceDeletionGroupVersionParsingFailure False ParsedGroupVersions All legacy kube types successfully parsed",
            "NamespaceDeletionContentFailure False ContentDeleted All content successfully deleted, may be waiting on finalization",
            "NamespaceContentRemaining True SomeResourcesRemain Some resources are remaining: configmaps. has 1 resource instances",
            "NamespaceFinalizersRemaining True SomeFinalizersRemain Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances");
    plane.edit(
        map("held"),
        m -> new ConfigMapBuilder(m).editMetadata().withFinalizers().endMetadata().build());
    plane.pass(Duration.ofSeconds(20));
    assertThat(plane.client().namespaces().withName("shop").get()).isNull();
  }

  @Test
  void allElseStaysWhilePodsTerminate() {
    plane.api().create(map("a"));
    plane
        .api()
        .create(
            new PodBuilder(Samples.pod("p", "x"))
                .editMetadata()
                .withNamespace("shop")
                .endMetadata()
                .editSpec()
                .withNodeName("n")
                .withTerminationGracePeriodSeconds(30L)
                .endSpec()
                .build());
    delete();
    plane.pass(Duration.ofSeconds(6));
    assertThat(plane.api().count("configmaps")).isOne();
    plane.client().pods().inNamespace("shop").withName("p").withGracePeriod(0).delete();
    plane.pass(Duration.ofSeconds(20));
    assertThat(plane.client().namespaces().withName("shop").get()).isNull();
  }

  @Test
  void resourceThatCannotBeDeletedIsToldAndTriedAgain() {
    plane.api().create(map("a"));
    plane
        .api()
        .fail(
            r ->
                r.toString().equals("DELETE /api/v1/namespaces/shop/configmaps")
                    ? Optional.of(ApiErrors.internal("broken"))
                    : Optional.empty());
    delete();
    plane.pass(Duration.ofSeconds(6));
    assertThat(conditions())
        .anyMatch(
            c ->
                c.startsWith(
                    "NamespaceDeletionContentFailure True ContentDeletionFailed Failed to delete all resource types, 1 remaining: Internal error occurred: broken"));
    plane.api().failNoMore();
    plane.pass(Duration.ofSeconds(20));
    assertThat(plane.client().namespaces().withName("shop").get()).isNull();
  }

  private void delete() {
    plane.client().resource(namespace).delete();
  }

  private List<String> conditions() {
    return plane.read(namespace).getStatus().getConditions().stream()
        .map(c -> String.join(" ", c.getType(), c.getStatus(), c.getReason(), c.getMessage()))
        .toList();
  }

  private static ConfigMap map(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName(name)
        .endMetadata()
        .build();
  }
}
