package dev.timonier.machinery.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogTest {
  private final Catalog catalog = Catalog.builtIn();

  @Test
  void resourceIsFoundByNameAndByKind() {
    var deployments = catalog.find(new GroupVersion("apps", "v1"), "deployments").orElseThrow();
    assertThat(deployments.kind()).hasToString("apps/v1, Kind=Deployment");
    assertThat(deployments.shortNames()).containsExactly("deploy");
    assertThat(deployments.categories()).containsExactly("all");
    assertThat(deployments.namespaced()).isTrue();
    assertThat(catalog.find(deployments.kind())).contains(deployments);
  }

  @Test
  void subresourceMayHaveAKindOfAnotherGroup() {
    var deployments = catalog.find(new GroupVersion("apps", "v1"), "deployments").orElseThrow();
    var scale = deployments.subresource("scale").orElseThrow();
    assertThat(scale.kind()).isEqualTo(new GroupVersionKind("autoscaling", "v1", "Scale"));
    assertThat(scale.verbs()).isEqualTo(Set.of(Verb.GET, Verb.PATCH, Verb.UPDATE));
  }

  @Test
  void kindOfTheCoreGroupIsPrintedWithTheEmptyGroup() {
    assertThat(GroupVersion.CORE_V1.kind("Pod")).hasToString("/v1, Kind=Pod");
  }

  @Test
  void namespacesCannotBeDeletedAsACollection() {
    var namespaces = catalog.find(GroupVersion.CORE_V1, "namespaces").orElseThrow();
    assertThat(namespaces.allows(Verb.DELETE)).isTrue();
    assertThat(namespaces.allows(Verb.DELETECOLLECTION)).isFalse();
  }

  @Test
  void coreGroupComesFirst() {
    assertThat(catalog.groupVersions()).first().isEqualTo(GroupVersion.CORE_V1);
    assertThat(catalog.groupVersions()).contains(new GroupVersion("autoscaling", "v2"));
  }

  @Test
  void apiVersionsAreReadAndPrinted() {
    assertThat(GroupVersion.parse("v1")).isEqualTo(GroupVersion.CORE_V1).hasToString("v1");
    assertThat(GroupVersion.parse("apps/v1")).hasToString("apps/v1");
    assertThat(new GroupResource("apps", "deployments")).hasToString("deployments.apps");
    assertThat(new GroupKind("", "Pod")).hasToString("Pod");
  }
}
