package dev.timonier.server.resource.core.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.server.admission.AdmissionChain;
import dev.timonier.server.admission.NamespaceLifecycle;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class NamespaceKindTest {
  private static final String KIND = "apiVersion: v1, kind: Namespace";

  @AutoClose
  private final LocalApi api =
      new LocalApi(
          cache -> AdmissionChain.of(List.of(new NamespaceLifecycle(cache))), _ -> Map.of());

  private void create(String name) {
    api.create("{" + KIND + ", metadata: {name: " + name + "}}");
  }

  @Test
  void newNamespaceIsActiveHeldAndLabelledWithItsName() {
    create("a");
    var namespace = api.get(KIND, "a");
    assertThat(namespace.at("/status/phase").asText()).isEqualTo("Active");
    assertThat(namespace.at("/spec/finalizers/0").asText()).isEqualTo("kubernetes");
    assertThat(namespace.at("/metadata/labels/kubernetes.io~1metadata.name").asText())
        .isEqualTo("a");
  }

  @Test
  void generatedNameBecomesTheLabel() {
    var namespace = api.create("{" + KIND + ", metadata: {generateName: a-}}");
    assertThat(namespace.at("/metadata/labels/kubernetes.io~1metadata.name"))
        .isEqualTo(namespace.at("/metadata/name"));
  }

  @Test
  void deletedNamespaceTerminatesUntilItIsFinalized() {
    create("a");
    assertThat(api.delete(KIND, "a").at("/status/phase").asText()).isEqualTo("Terminating");
    api.delete(KIND, "a");
    assertThat(api.exists(KIND, "a")).isTrue();
    api.update(Part.FINALIZE, "{" + KIND + ", metadata: {name: a}, spec: {}}");
    assertThat(api.exists(KIND, "a")).isFalse();
  }

  @Test
  void finalizedNamespaceStaysUntilItsOwnFinalizersAreGone() {
    api.create("{" + KIND + ", metadata: {name: a, finalizers: [example.com/x]}}");
    api.delete(KIND, "a");
    api.patch(Part.FINALIZE, "{" + KIND + ", metadata: {name: a}, spec: {finalizers: null}}");
    assertThat(api.exists(KIND, "a")).isTrue();
    api.patch("{" + KIND + ", metadata: {name: a, finalizers: null}}");
    assertThat(api.exists(KIND, "a")).isFalse();
  }

  @Test
  void namespaceThatIsFinalizedEarlyGoesOnlyInALaterDeletion() {
    create("a");
    api.patch(Part.FINALIZE, "{" + KIND + ", metadata: {name: a}, spec: {finalizers: null}}");
    api.delete(KIND, "a");
    assertThat(api.exists(KIND, "a")).isTrue();
    api.delete(KIND, "a");
    assertThat(api.exists(KIND, "a")).isFalse();
  }

  @Test
  void updateKeepsFinalizersAndPhase() {
    create("a");
    var namespace =
        api.patch("{" + KIND + ", metadata: {name: a}, spec: {finalizers: [x/y]}, status: null}");
    assertThat(namespace.at("/spec/finalizers").toString()).isEqualTo("[\"kubernetes\"]");
    assertThat(namespace.at("/status/phase").asText()).isEqualTo("Active");
  }

  @Test
  void phaseFollowsTheDeletion() {
    create("a");
    assertThat(
            LocalApi.faults(
                () ->
                    api.patch(
                        Part.STATUS,
                        "{" + KIND + ", metadata: {name: a}, status: {phase: Terminating}}")))
        .containsExactly(
            "status.Phase: Invalid value: \"Terminating\": may only be 'Active' if"
                + " `deletionTimestamp` is empty");
    api.delete(KIND, "a");
    assertThat(
            LocalApi.faults(
                () ->
                    api.patch(
                        Part.STATUS,
                        "{" + KIND + ", metadata: {name: a}, status: {phase: Active}}")))
        .containsExactly(
            "status.Phase: Invalid value: \"Active\": may only be 'Terminating' if"
                + " `deletionTimestamp` is not empty");
  }

  @Test
  void finalizersAreStandardOrHaveADomain() {
    assertThat(
            LocalApi.faults(
                () ->
                    api.create(
                        "{" + KIND + ", metadata: {name: a}, spec: {finalizers: [x, a.b/c]}}")))
        .containsExactly(
            "spec.finalizers: Invalid value: \"x\": name is neither a standard finalizer name nor is"
                + " it fully qualified");
  }

  @Test
  void faultOfMetadataIsToldAsOftenAsARuleFindsIt() {
    create("a");
    assertThat(
            LocalApi.faults(
                () -> api.patch("{" + KIND + ", metadata: {name: a, finalizers: [x]}}")))
        .hasSize(2);
  }

  @Test
  void nothingIsCreatedInNamespacesThatThereAreNot() {
    assertThatThrownBy(() -> api.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"))
        .hasMessage("namespaces \"default\" not found");
  }

  @Test
  void nothingIsCreatedInTerminatingNamespacesButWhatIsThereCanBeChanged() {
    create("there");
    var map =
        "apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: there, labels: {k: v}}";
    api.create("{" + map + "}");
    api.delete(KIND, "there");
    api.update("{" + map + ", data: {k: v}}");
    assertThatThrownBy(() -> api.create("{" + map.replace("a,", "b,") + "}"))
        .hasMessage(
            "configmaps \"b\" is forbidden: unable to create new content in namespace there because"
                + " it is being terminated");
  }

  @Test
  void systemNamespacesAreImmortal() {
    create("kube-system");
    assertThatThrownBy(() -> api.delete(KIND, "kube-system"))
        .hasMessage("namespaces \"kube-system\" is forbidden: this namespace may not be deleted");
  }
}
