package dev.timonier.server.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.ValidKinds;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How often Kubernetes tells a fault of metadata that replaces others: once or twice for all
/// kinds, and once more for each time that the kind looks at the changes and at the whole.
class UpdatedMetadataTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @AutoClose private final LocalApi api = new LocalApi();

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          APIService | MAIN | 1 | 1
          CSINode | MAIN | 0 | 1
          CSIStorageCapacity | MAIN | 1 | 1
          CertificateSigningRequest | MAIN | 1 | 1
          CertificateSigningRequest | STATUS | 1 | 1
          ConfigMap | MAIN | 1 | 1
          Deployment | MAIN | 1 | 0
          DeviceClass | MAIN | 1 | 1
          EndpointSlice | MAIN | 0 | 1
          Endpoints | MAIN | 1 | 1
          FlowSchema | MAIN | 0 | 1
          IPAddress | MAIN | 1 | 1
          Ingress | MAIN | 1 | 1
          Ingress | STATUS | 1 | 0
          IngressClass | MAIN | 1 | 1
          LimitRange | MAIN | 0 | 1
          MutatingWebhookConfiguration | MAIN | 0 | 1
          Node | MAIN | 1 | 1
          Node | STATUS | 1 | 0
          PersistentVolume | MAIN | 0 | 2
          PersistentVolumeClaim | MAIN | 1 | 1
          PodDisruptionBudget | MAIN | 0 | 0
          PodDisruptionBudget | STATUS | 0 | 0
          PriorityLevelConfiguration | MAIN | 0 | 1
          ReplicationController | MAIN | 1 | 0
          RuntimeClass | MAIN | 1 | 1
          Service | MAIN | 1 | 0
          StorageClass | MAIN | 1 | 1
          ValidatingAdmissionPolicy | MAIN | 0 | 1
          ValidatingAdmissionPolicyBinding | MAIN | 0 | 1
          VolumeAttachment | MAIN | 0 | 1
          VolumeAttributesClass | MAIN | 1 | 1
          """)
  void faultsAreToldAsOftenAsTheyAreFound(String kind, Part part, int changes, int whole) {
    var object = api.create(least(kind));
    var grace = set(object, "deletionGracePeriodSeconds", JSON.numberNode(5));
    assertThat(told(part, grace, "metadata.deletionGracePeriodSeconds: ")).isEqualTo(1L + changes);
    var annotated = set(object, "annotations", JSON.objectNode().put("-", ""));
    assertThat(told(part, annotated, "metadata.annotations: ")).isEqualTo(2L + changes + whole);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ConfigMap | a..- | 0
          ConfigMap | a.- | 0
          ConfigMap | .. | 1
          ClusterRole | .. | 1
          ClusterRole | a/b- | 2
          DeviceClass | .. | 0
          Deployment | .. | 0
          IPAddress | a- | 1
          CertificateSigningRequest | a/b- | 1
          """)
  void namesThatBeginOthersAreExaminedWithoutTheirEnd(String kind, String prefix, int times) {
    var object = set(api.create(least(kind)), "generateName", JSON.textNode(prefix));
    assertThat(told(Part.MAIN, object, "metadata.generateName: ")).isEqualTo(times);
  }

  private static ObjectNode least(String kind) {
    return ValidKinds.all().stream()
        .filter(valid -> valid.toString().equals(kind))
        .findFirst()
        .orElseThrow()
        .least();
  }

  private static ObjectNode set(ObjectNode object, String field, JsonNode value) {
    var changed = object.deepCopy();
    changed.withObject("/metadata").set(field, value);
    return changed;
  }

  private long told(Part part, ObjectNode object, String begin) {
    return LocalApi.faults(() -> api.update(part, object)).stream()
        .filter(fault -> fault.startsWith(begin))
        .count();
  }
}
