package dev.timonier.e2e.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Every kind that can be read is described: by a describer of its own, or field by field.
@ExtendWith(SharedSite.class)
@ParameterizedClass
@EnumSource
record DescribeTest(Release release) {
  /// What the describers of a release ask for in versions that are gone.
  private static final Map<Release, Set<String>> GONE =
      Map.of(
          Release.TODAY,
          Set.of(
              "servicecidrs.networking.k8s.io",
              "ipaddresses.networking.k8s.io",
              "volumeattributesclasses.storage.k8s.io"),
          Release.V1_20,
          Set.of(
              "endpointslices.discovery.k8s.io", "cronjobs.batch", "poddisruptionbudgets.policy"));

  private static final Pattern NAME = Pattern.compile("(?m)^Name: +\\S+$");

  /// One object of each kind that no cluster has by itself. `{ns}` is the namespace's name, and
  /// `{request}` a [SigningRequest].
  private static final String OBJECTS =
      """
      ---
      {apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {a: b}}
      ---
      {apiVersion: v1, kind: Secret, metadata: {name: one}, data: {a: Yg==}}
      ---
      {apiVersion: v1, kind: Endpoints, metadata: {name: one}, subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{port: 1}]}]}
      ---
      {apiVersion: v1, kind: LimitRange, metadata: {name: one}, spec: {limits: [{type: Container, max: {cpu: "4"}}]}}
      ---
      {apiVersion: v1, kind: ResourceQuota, metadata: {name: one}, spec: {hard: {secrets: "50"}}}
      ---
      {apiVersion: v1, kind: PersistentVolume, metadata: {name: "{ns}"}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /tmp/none}, storageClassName: "{ns}"}}
      ---
      {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: one}, spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 1Gi}}}}
      ---
      {apiVersion: v1, kind: PodTemplate, metadata: {name: one}, template: {spec: {containers: [{name: a, image: a}]}}}
      ---
      {apiVersion: v1, kind: ReplicationController, metadata: {name: one}, spec: {replicas: 0, selector: {a: rc}, template: {metadata: {labels: {a: rc}}, spec: {containers: [{name: a, image: a}]}}}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: one}, spec: {ports: [{port: 80}]}}
      ---
      {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: one}, spec: {selector: {matchLabels: {a: ds}}, template: {metadata: {labels: {a: ds}}, spec: {nodeSelector: {none: such}, containers: [{name: a, image: a}]}}}}
      ---
      {apiVersion: apps/v1, kind: Deployment, metadata: {name: one}, spec: {replicas: 0, selector: {matchLabels: {a: d}}, template: {metadata: {labels: {a: d}}, spec: {containers: [{name: a, image: a}]}}}}
      ---
      {apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: one}, spec: {replicas: 0, selector: {matchLabels: {a: rs}}, template: {metadata: {labels: {a: rs}}, spec: {containers: [{name: a, image: a}]}}}}
      ---
      {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: one}, spec: {replicas: 0, serviceName: one, selector: {matchLabels: {a: s}}, template: {metadata: {labels: {a: s}}, spec: {containers: [{name: a, image: a}]}}}}
      ---
      {apiVersion: apps/v1, kind: ControllerRevision, metadata: {name: one}, revision: 1, data: {a: b}}
      ---
      {apiVersion: batch/v1, kind: Job, metadata: {name: one}, spec: {suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}
      ---
      {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: one}, spec: {maxReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: one}}}
      ---
      {apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: one}, spec: {holderIdentity: me}}
      ---
      {apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: "{ns}"}, spec: {controller: example.com/none}}
      ---
      {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: one}, spec: {defaultBackend: {service: {name: one, port: {number: 80}}}}}
      ---
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: one}, spec: {podSelector: {}, policyTypes: [Ingress]}}
      ---
      {apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: "{ns}"}, handler: none}
      ---
      {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: one}, rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]}
      ---
      {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: one}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: one}, subjects: [{kind: User, name: jane}]}
      ---
      {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: "{ns}"}, provisioner: example.com/none}
      ---
      {apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: "{ns}"}, spec: {}}
      ---
      {apiVersion: storage.k8s.io/v1, kind: CSINode, metadata: {name: "{ns}"}, spec: {drivers: []}}
      ---
      {apiVersion: storage.k8s.io/v1, kind: CSIStorageCapacity, metadata: {name: one}, storageClassName: "{ns}"}
      ---
      {apiVersion: storage.k8s.io/v1, kind: VolumeAttachment, metadata: {name: "{ns}"}, spec: {attacher: example.com, nodeName: none, source: {persistentVolumeName: none}}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: one}, spec: {nodeSelector: {none: such}, containers: [{name: a, image: a}]}}
      ---
      {apiVersion: v1, kind: Event, metadata: {name: one}, involvedObject: {kind: Pod, name: one, namespace: "{ns}"}, type: Normal, reason: Noted}
      ---
      {apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, metadata: {name: "{ns}"}}
      ---
      {apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: {name: "{ns}"}}
      ---
      {apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {name: "{ns}"}, spec: {matchConstraints: {resourceRules: [{apiGroups: [none], apiVersions: [v1], operations: [CREATE], resources: [none]}]}, validations: [{expression: "true"}]}}
      ---
      {apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicyBinding, metadata: {name: "{ns}"}, spec: {policyName: none, validationActions: [Deny]}}
      ---
      {apiVersion: admissionregistration.k8s.io/v1, kind: MutatingAdmissionPolicy, metadata: {name: "{ns}"}, spec: {reinvocationPolicy: Never, matchConstraints: {resourceRules: [{apiGroups: [none], apiVersions: [v1], operations: [CREATE], resources: [none]}]}, mutations: [{patchType: JSONPatch, jsonPatch: {expression: '[JSONPatch{op: "test", path: "/a"}]'}}]}}
      ---
      {apiVersion: admissionregistration.k8s.io/v1, kind: MutatingAdmissionPolicyBinding, metadata: {name: "{ns}"}, spec: {policyName: none}}
      ---
      {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: "things.{ns}.example.com"}, spec: {group: "{ns}.example.com", scope: Namespaced, names: {plural: things, kind: Thing}, versions: [{name: v1, served: false, storage: true, schema: {openAPIV3Schema: {type: object}}}]}}
      ---
      {apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name: "{ns}"}, spec: {signerName: example.com/none, usages: [client auth], request: {request}}}
      ---
      {apiVersion: resource.k8s.io/v1, kind: DeviceClass, metadata: {name: "{ns}"}, spec: {}}
      ---
      {apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: one}, spec: {devices: {requests: [{name: a, exactly: {deviceClassName: none}}]}}}
      ---
      {apiVersion: resource.k8s.io/v1, kind: ResourceClaimTemplate, metadata: {name: one}, spec: {spec: {devices: {requests: [{name: a, exactly: {deviceClassName: none}}]}}}}
      ---
      {apiVersion: resource.k8s.io/v1, kind: ResourceSlice, metadata: {name: "{ns}"}, spec: {driver: example.com, nodeName: none, pool: {name: none, generation: 0, resourceSliceCount: 1}, devices: []}}
      """;

  /// Those that an old release asks for in versions that are gone.
  private static final String NEWER =
      """
      ---
      {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: one}, addressType: IPv4, endpoints: [{addresses: [192.0.2.1]}], ports: [{port: 1}]}
      ---
      {apiVersion: batch/v1, kind: CronJob, metadata: {name: one}, spec: {schedule: "1 1 1 1 1", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}}}
      ---
      {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: one}, spec: {minAvailable: 1, selector: {matchLabels: {a: none}}}}
      """;

  /// One that an old release describes field by field, and that today's asks for in a version that
  /// is gone.
  private static final String OLDER =
      """
      ---
      {apiVersion: storage.k8s.io/v1, kind: VolumeAttributesClass, metadata: {name: "{ns}"}, driverName: example.com, parameters: {a: b}}
      """;

  private static Kubectl kubectl;

  @BeforeParameterizedClassInvocation
  static void start(Release release, Site site) {
    kubectl = release.at(site, "describe");
    kubectl.apply(filled(OBJECTS + NEWER + OLDER));
  }

  private static String filled(String objects) {
    return objects.replace("{ns}", kubectl.namespace()).replace("{request}", SigningRequest.BASE64);
  }

  private String objects() {
    return release == Release.TODAY ? OBJECTS + NEWER : OBJECTS + OLDER;
  }

  @Test
  void describesWhatFilesName() {
    var described = kubectl.feed(filled(objects()), "describe", "-f", "-").orFail();

    assertThat(NAME.matcher(described).results()).hasSize(objects().split("---\n").length - 1);
    assertThat(described)
        .containsPattern("a: +1 bytes")
        .containsPattern("Container +cpu +- +4 +4 +4 +-")
        .containsPattern("secrets +1 +50")
        .containsPattern("Path: +/tmp/none")
        .containsPattern("Status: +Pending")
        .containsPattern("Replicas: +0 desired \\| 0 updated \\| 0 total \\| 0 available")
        .containsPattern("Update Strategy: +RollingUpdate")
        .containsPattern("Reference: +Deployment/one")
        .containsPattern("Holder Identity: +me")
        .containsPattern("Controller: +example.com/none")
        .containsPattern("Policy Types: Ingress")
        .containsPattern("pods +\\[] +\\[] +\\[get]")
        .containsPattern("Provisioner: +example.com/none");
  }

  @Test
  void describesEveryKindThatIsListed() {
    var kinds =
        kubectl
            .run("api-resources", "--verbs=list", "-o", "name")
            .lines()
            .filter(kind -> !GONE.getOrDefault(release, Set.of()).contains(kind))
            .toList();
    var objects = kubectl.run("get", String.join(",", kinds), "-o", "name").lines().toList();
    var described = kubectl.run("describe", String.join(",", kinds));

    assertThat(objects.stream().map(object -> object.split("/")[0]).distinct())
        .hasSameSizeAs(kinds);
    assertThat(NAME.matcher(described).results()).hasSizeGreaterThanOrEqualTo(objects.size());
  }
}
