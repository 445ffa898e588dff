package dev.timonier.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Where Kubernetes tells an empty list, map or text that is given from none.
class EmptyValuesTest {
  private static final String APPS =
      "{apiVersion: apps/v1, kind: %s, metadata: {name: a}, spec: {selector: {matchLabels: {a: b}},"
          + " template: {metadata: {labels: %s}, spec: {containers: [{name: c, image: i}]}}}}";
  private static final String POD =
      "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c, image: i}], %s}}";
  private static final String VOLUME =
      "{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {hostPath: {path: /a},"
          + " accessModes: [ReadWriteOnce], %s}}";
  private static final String CLAIM_TEMPLATE =
      "{apiVersion: resource.k8s.io/v1, kind: ResourceClaimTemplate, metadata: {name: a}, spec:"
          + " {metadata: {%s}, spec: {devices: {requests: [{name: r, exactly: {deviceClassName:"
          + " c}}]}}}}";
  private static final String POLICY =
      "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a%s}, spec:"
          + " {podSelector: {}, ingress: [{%s}]}}";

  @AutoClose private final LocalApi api = new LocalApi();

  private record Refusal(String yaml, String... faults) {
    @Override
    public String toString() {
      return yaml;
    }
  }

  static final List<Refusal> REFUSALS =
      List.of(
          new Refusal(
              APPS.formatted("Deployment", "{}"),
              "spec.template.metadata.labels: Invalid value: {}: `selector` does not match template"
                  + " `labels`"),
          new Refusal(
              APPS.formatted("Deployment", "null"),
              "spec.template.metadata.labels: Invalid value: null: `selector` does not match"
                  + " template `labels`"),
          new Refusal(
              "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {rules:"
                  + " []}}",
              "spec: Invalid value: []: either `defaultBackend` or `rules` must be specified"),
          new Refusal(
              VOLUME.formatted("capacity: {}"),
              "spec.capacity: Required value",
              "spec.capacity: Unsupported value: {}: supported values: \"storage\""),
          new Refusal(
              POD.formatted("resources: {claims: []}"),
              "spec.resources.claims: Forbidden: claims may not be set for Resources at pod-level"),
          new Refusal(POD.formatted("resources: {claims: null}")),
          new Refusal(
              CLAIM_TEMPLATE.formatted("finalizers: []"),
              "spec.metadata.finalizers: Forbidden: cannot be set"),
          new Refusal(CLAIM_TEMPLATE.formatted("labels: {}, finalizers: null")),
          new Refusal(
              "{apiVersion: resource.k8s.io/v1, kind: ResourceSlice, metadata: {name: a}, spec:"
                  + " {driver: d, allNodes: true, pool: {name: p, generation: 1,"
                  + " resourceSliceCount: 1}, devices: [], sharedCounters: []}}",
              "spec: Invalid value: \"\": only one of `sharedCounters` or `devices` is allowed"),
          new Refusal(
              VOLUME.formatted("capacity: {storage: 1}, volumeMode: ''"),
              "spec.volumeMode: Unsupported value: \"\": supported values: \"Block\","
                  + " \"Filesystem\""),
          new Refusal(
              "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {rules:"
                  + " [{http: {paths: [{path: /, pathType: '', backend: {service: {name: s, port:"
                  + " {number: 80}}}}]}}]}}",
              "spec.rules[0].http.paths[0].pathType: Unsupported value: \"\": supported values:"
                  + " \"Exact\", \"ImplementationSpecific\", \"Prefix\""),
          new Refusal(
              "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: a}, value: 1,"
                  + " preemptionPolicy: ''}",
              "preemptionPolicy: Required value"),
          new Refusal(
              "{apiVersion: storage.k8s.io/v1, kind: VolumeAttachment, metadata: {name: a}, spec:"
                  + " {attacher: a, nodeName: m, source: {inlineVolumeSpec: {accessModes:"
                  + " [ReadWriteOnce], csi: {driver: d, volumeHandle: h}, claimRef: {}}}}}",
              "spec.source.inlineVolumeSpec.claimRef: Forbidden: may not be specified in the context"
                  + " of inline volumes"),
          new Refusal(
              POLICY.formatted("", "ports: [{protocol: ''}]"),
              "spec.ingress[0].ports[0].protocol: Unsupported value: \"\": supported values:"
                  + " \"TCP\", \"UDP\", \"SCTP\""));

  @ParameterizedTest
  @FieldSource("REFUSALS")
  void emptyValueIsSeenAndShown(Refusal it) {
    assertThat(LocalApi.faults(() -> api.dryRun().create(it.yaml()))).containsExactly(it.faults());
  }

  @Test
  void emptyListOfAnEphemeralContainerIsForbidden() {
    api.create(POD.formatted("nodeName: m"));
    for (var field : List.of("ports: []", "resources: {claims: []}", "lifecycle: {}")) {
      var name = field.substring(0, field.indexOf(':'));
      var container = "ephemeralContainers: [{name: e, image: i, %s}]".formatted(field);
      assertThat(
              LocalApi.faults(
                  () ->
                      api.update(
                          Part.EPHEMERAL_CONTAINERS, POD.formatted("nodeName: m, " + container))))
          .containsExactly(
              "spec.ephemeralContainers[0]."
                  + name
                  + ": Forbidden: cannot be set for an Ephemeral Container");
    }
  }

  @Test
  void emptyListIsShownInTheDifferenceOfStructs() {
    var claim =
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, spec: {accessModes: %s,"
            + " resources: {requests: {storage: 1}}}}";
    api.create(claim.formatted("[ReadWriteOnce]"));
    assertThat(LocalApi.refusal(() -> api.update(claim.formatted("[]"))))
        .contains("+ \"AccessModes\": [],");
    assertThat(LocalApi.refusal(() -> api.update(claim.formatted("null"))))
        .contains("+ \"AccessModes\": null,");
  }

  @Test
  void emptyListCountsAsAChangeOfANetworkPolicy() {
    api.create(POLICY.formatted("", ""));
    assertThat(generation(api.update(POLICY.formatted("", "from: []")))).isEqualTo(2);
    assertThat(generation(api.update(POLICY.formatted(", labels: {}", "")))).isEqualTo(2);
    var defaulted = POLICY.replace("podSelector", "policyTypes: [], podSelector");
    assertThat(generation(api.update(defaulted.formatted("", "")))).isEqualTo(2);
    assertThat(generation(api.update(POLICY.formatted("", "from: null")))).isEqualTo(2);
    assertThat(api.update(POLICY.formatted("", "ports: []")).at("/spec/ingress/0")).isEmpty();
  }

  @Test
  void emptyListCountsAsAChangeOfWebhooks() {
    var hooks =
        "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration,"
            + " metadata: {name: a, resourceVersion: '%s'}, webhooks: [{name: a.b.c, clientConfig:"
            + " {url: 'https://a'}, sideEffects: None, admissionReviewVersions: [v1]%s}]}";
    var first = api.create(hooks.formatted("", ""));
    var same = api.update(hooks.formatted(version(first), ""));
    assertThat(generation(same)).isEqualTo(1);
    var next = api.update(hooks.formatted(version(same), ", rules: []"));
    assertThat(generation(next)).isEqualTo(2);
  }

  @Test
  void emptyListIsNoChangeElsewhere() {
    var deployment = APPS.formatted("Deployment", "{a: b}");
    api.create(deployment);
    var emptied = deployment.replace("image: i", "image: i, env: [], resources: {limits: {}}");
    assertThat(generation(api.update(emptied))).isEqualTo(1);
  }

  @Test
  void emptyMapIsAChangeOfImmutableBytesButNotOfTexts() {
    var map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, immutable: true%s}";
    api.create(map.formatted(""));
    assertThat(LocalApi.faults(() -> api.update(map.formatted(", data: {}")))).isEmpty();
    assertThat(LocalApi.faults(() -> api.update(map.formatted(", binaryData: {}"))))
        .containsExactly("binaryData: Forbidden: field is immutable when `immutable` is set");
    var secret = "{apiVersion: v1, kind: Secret, metadata: {name: a}, immutable: true%s}";
    api.create(secret.formatted(""));
    assertThat(LocalApi.faults(() -> api.update(secret.formatted(", stringData: {}")))).isEmpty();
    assertThat(LocalApi.faults(() -> api.update(secret.formatted(", data: {}"))))
        .containsExactly("data: Forbidden: field is immutable when `immutable` is set");
  }

  @Test
  void emptyMapTakesThePlaceOfADefault() {
    var node = "{apiVersion: v1, kind: Node, metadata: {name: %s}, status: {capacity: {cpu: 1}%s}}";
    assertThat(api.create(node.formatted("a", "")).at("/status/allocatable/cpu").asText())
        .isEqualTo("1");
    assertThat(api.create(node.formatted("b", ", allocatable: {}")).at("/status/allocatable"))
        .isEmpty();
  }

  @Test
  void emptyTextTakesThePlaceOfADefaultWhereItIsPointedTo() {
    var type =
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}, provisioner: a/b,"
            + " reclaimPolicy: ''}";
    var created = api.create(type);
    assertThat(created.path("reclaimPolicy")).hasToString("\"\"");
    var service =
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 1, protocol:"
            + " ''}]}}";
    assertThat(api.create(service).at("/spec/ports/0/protocol").asText()).isEqualTo("TCP");
    var role =
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: a},"
            + " roleRef: {apiGroup: '', kind: Role, name: r}}";
    assertThat(api.create(role).at("/roleRef/apiGroup").asText())
        .isEqualTo("rbac.authorization.k8s.io");
  }

  @Test
  void quantityThatIsPointedToMayBeNull() {
    var pod = POD.formatted("volumes: [{name: v, emptyDir: {sizeLimit: null}}]");
    assertThat(api.create(pod).at("/spec/volumes/0/emptyDir")).isEmpty();
  }

  private static int generation(JsonNode object) {
    return object.at("/metadata/generation").asInt();
  }

  private static String version(JsonNode object) {
    return object.at("/metadata/resourceVersion").asText();
  }
}
