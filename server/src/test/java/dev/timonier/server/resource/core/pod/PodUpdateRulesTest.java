package dev.timonier.server.resource.core.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PodUpdateRulesTest {
  private static final String POD =
      "{apiVersion: v1, kind: Pod, metadata: {name: p, annotations:"
          + " {container.apparmor.security.beta.kubernetes.io/c: unconfined}}, spec: {nodeName: m,"
          + " activeDeadlineSeconds: 5, tolerations: [{key: a, operator: Exists}], containers:"
          + " [{name: c, image: i, resources: {requests: {cpu: '1', memory: 1Gi, a.io/b: '1'}, limits: {a.io/b:"
          + " '1'}}}], initContainers: [{name: d, image: i}, {name: s, image: i, restartPolicy:"
          + " Always}]}}";

  @AutoClose private final LocalApi api = new LocalApi();

  @RuleTable(
      """
          . | {spec: {containers: []}} | {metadata: {labels: {a: b}}} | metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]: Invalid value: "c": container not found & spec.containers: Required value & metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]: Invalid value: "c": container not found & spec.containers: Forbidden: pod updates may not add or remove containers
          spec.initContainers | [{name: d, image: i}] | [{name: d, image: j}, {name: s, image: j, restartPolicy: Always}] | spec.initContainers: Forbidden: pod updates may not add or remove containers
          spec.containers[0].image | '' | j | spec.containers[0].image: Required value & spec.containers[0].image: Required value
          spec.containers[0].image | 'j ' | j | spec.containers[0].image: Invalid value: "j ": must not have leading or trailing whitespace & spec.containers[0].image: Invalid value: "j ": must not have leading or trailing whitespace
          spec.activeDeadlineSeconds | 6 | 4 | spec.activeDeadlineSeconds: Invalid value: 6: must be less than or equal to previous value
          spec.activeDeadlineSeconds | -1 | 5 | spec.activeDeadlineSeconds: Invalid value: -1: must be between 1 and 2147483647, inclusive & spec.activeDeadlineSeconds: Invalid value: -1: must be between 0 and 2147483647, inclusive
          spec | {activeDeadlineSeconds: null, tolerations: []} | {activeDeadlineSeconds: 1} | spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value & spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds
          spec.tolerations | [{key: a, operator: Exists, effect: NoExecute}] | [{key: a, operator: Exists}, {key: b, operator: Exists}] | spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds
          spec.tolerations[] | {key: b, operator: Odd} | {key: b, operator: Equal} | spec.tolerations[1].operator: Unsupported value: "Odd": supported values: "Equal", "Exists" & spec.tolerations[1].operator: Unsupported value: "Odd": supported values: "Equal", "Exists"
          spec.terminationGracePeriodSeconds | 1 | 30 | spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)…
          spec.schedulingGates | [{name: a}] | [] | spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'a'
          metadata.annotations | {container.apparmor.security.beta.kubernetes.io/c: runtime/default} | {a: b} | metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]: Forbidden: may not remove or update AppArmor annotations
          metadata.annotations | {container.apparmor.security.beta.kubernetes.io/c: null} | {controller.kubernetes.io/pod-deletion-cost: '1'} | metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]: Forbidden: may not remove or update AppArmor annotations
          metadata.annotations | {container.apparmor.security.beta.kubernetes.io/d: unconfined} | {container.seccomp.security.alpha.kubernetes.io/d: unconfined} | metadata.annotations[container.apparmor.security.beta.kubernetes.io/d]: Forbidden: may not add AppArmor annotations
          metadata.annotations | {kubernetes.io/config.mirror: a} | {kubernetes.io/config.hash: a} | metadata.annotations[kubernetes.io/config.mirror]: Forbidden: may not add mirror pod annotation
          """)
  void podsChangeByTheRules(Variation rule) {
    rule.proveOnUpdate(api, Part.MAIN, POD);
  }

  private static final String TERM =
      "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";
  private static final String GATED =
      "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {schedulingGates: [{name: a}, {name:"
          + " b}], containers: [{name: c, image: i}], nodeSelector: {a: b}, affinity: {nodeAffinity:"
          + " {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms:"
          + " [{matchExpressions: [{key: k, operator: Exists}], matchFields: [{key: metadata.name,"
          + " operator: NotIn, values: [a]}]}, {}]}}}}}";

  @RuleTable(
      """
          spec.schedulingGates | [{name: a}, {name: c}] | [{name: b}] | spec.schedulingGates[1].name: Forbidden: only deletion is allowed, but found new scheduling gate 'c'
          spec.nodeSelector | {a: c} | {b: c} | spec.nodeSelector: Invalid value: {"a":"c"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)
          TERM | [{}] | [{matchExpressions: [{key: k, operator: Exists}], matchFields: [{key: metadata.name, operator: NotIn, values: [a]}]}, {}] | TERM: Invalid value: [{"MatchExpressions":null,"MatchFields":null}]: no additions/deletions to non-empty NodeSelectorTerms list are allowed
          TERM[0].matchExpressions | [{key: j, operator: Exists}] | [{key: k, operator: Exists}, {key: j, operator: Exists}] | TERM[0]: Invalid value: {"MatchExpressions":[{"Key":"j","Operator":"Exists","Values":null}],"MatchFields":[{"Key":"metadata.name","Operator":"NotIn","Values":["a"]}]}: only additions are allowed (no mutations or deletions)
          TERM[0].matchFields | | [{key: metadata.name, operator: NotIn, values: [a]}, {key: metadata.name, operator: NotIn, values: [b]}] | TERM[0]: Invalid value: {"MatchExpressions":[{"Key":"k","Operator":"Exists","Values":null}],"MatchFields":null}: only additions are allowed (no mutations or deletions)
          TERM[1].matchExpressions | [{key: j, operator: Exists}] | | TERM[1]: Invalid value: {"MatchExpressions":[{"Key":"j","Operator":"Exists","Values":null}],"MatchFields":null}: only additions are allowed (no mutations or deletions)
          spec.hostname | a | | spec: Forbidden: pod updates may not change fields other than…
          """)
  void gatedPodsChangeByTheRules(Variation rule) {
    var place = rule.place().replace("TERM", TERM);
    new Variation(place, rule.bad(), rule.good(), rule.faults().replace("TERM", TERM))
        .proveOnUpdate(api, Part.MAIN, GATED);
  }

  @RuleTable(
      """
          [] | {name: e} | {name: e, image: i} | [0].image: Required value
          [] | {name: e, image: 'i '} | {name: e, image: i} | [0].image: Invalid value: "i ": must not have leading or trailing whitespace
          [] | {name: c, image: i} | {name: e, image: i} | [0].name: Duplicate value: "c"
          [] | {name: e, image: i, targetContainerName: f} | {name: e, image: i, targetContainerName: d} | [0].targetContainerName: Not found: "f"
          [] | {name: e, image: i, ports: [{containerPort: 1}]} | {name: e, image: i, env: [{name: a}]} | [0].ports: Forbidden: cannot be set for an Ephemeral Container
          [] | {name: e, image: i, resources: {limits: {cpu: '1'}}} | {name: e, image: i, resources: {}} | [0].resources: Forbidden: cannot be set for an Ephemeral Container
          [] | {name: e, image: i, resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]} | {name: e, image: i, stdin: true} | [0].resizePolicy: Forbidden: cannot be set for an Ephemeral Container
          [] | {name: e, image: i, restartPolicy: Always} | {name: e, image: i, tty: true} | [0].restartPolicy: Forbidden: cannot be set for an Ephemeral Container
          [] | {name: e, image: i, livenessProbe: {grpc: {port: 1}}} | {name: e, image: i, command: [a]} | [0].livenessProbe: Forbidden: cannot be set for an Ephemeral Container
          [] | {name: e, image: i, readinessProbe: {grpc: {port: 1}}} | {name: e, image: i, args: [a]} | [0].readinessProbe: Forbidden: cannot be set for an Ephemeral Container
          [] | {name: e, image: i, startupProbe: {grpc: {port: 1}}} | {name: e, image: i, workingDir: /a} | [0].startupProbe: Forbidden: cannot be set for an Ephemeral Container
          [] | {name: e, image: i, lifecycle: {preStop: {sleep: {seconds: 1}}}} | {name: e, image: i, securityContext: {}} | [0].lifecycle: Forbidden: cannot be set for an Ephemeral Container
          [] | {name: e, image: i, volumeMounts: [{name: v, mountPath: /a, subPath: b}]} | {name: e, image: i, volumeMounts: [{name: v, mountPath: /a}]} | [0].volumeMounts[0].subPath: Forbidden: cannot be set for an Ephemeral Container
          [] | {name: e, image: i, volumeMounts: [{name: v, mountPath: /a, subPathExpr: b}]} | {name: e, image: i, volumeMounts: [{name: v, mountPath: /b}]} | [0].volumeMounts[0].subPathExpr: Forbidden: cannot be set for an Ephemeral Container
          """)
  void ephemeralContainersKeepTheirRules(Variation rule) {
    var list = "spec.ephemeralContainers";
    new Variation(list + rule.place(), rule.bad(), rule.good(), list + rule.faults())
        .proveOnUpdate(
            api,
            Part.EPHEMERAL_CONTAINERS,
            POD.replace("nodeName: m", "nodeName: m, volumes: [{name: v}]"));
  }

  @RuleTable(
      """
          spec.containers[0].resources.requests | {cpu: null} | {cpu: '2'} | spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed
          spec.containers[0].resources | {limits: {a.io/b: '2'}, requests: {a.io/b: '2'}} | {requests: {memory: 2Gi}} | spec: Forbidden: only cpu and memory resources are mutable
          spec.containers[0].resources.limits | {cpu: 500m} | {cpu: '2'} | spec.containers[0].resources.requests: Invalid value: "1": must be less than or equal to cpu limit of 500m
          spec.containers[0].resources | {limits: {a.io/b: null}, requests: {a.io/b: null}} | {requests: {cpu: '3'}} | spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed & spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed & spec: Forbidden: only cpu and memory resources are mutable
          spec.containers[0].resizePolicy | [{resourceName: cpu, restartPolicy: RestartContainer}] | | spec: Forbidden: only cpu and memory resources are mutable
          spec.initContainers[0].resources | {requests: {ephemeral-storage: 1Gi}} | {requests: {cpu: '1'}} | spec.initContainers[0]: Forbidden: only cpu and memory resources for init or sidecar containers are mutable
          spec.initContainers[1].resources | {limits: {a.io/b: '1'}} | {requests: {cpu: '1'}} | spec.initContainers[1]: Forbidden: only cpu and memory resources for init or sidecar containers are mutable
          spec.resources | {requests: {hugepages-2Mi: 2Mi, cpu: '1'}, limits: {hugepages-2Mi: 2Mi}} | {requests: {cpu: '2'}} | spec: Forbidden: only cpu and memory resources are mutable at pod-level
          spec.initContainers | [] | [{name: d, image: j}, {name: s, image: j, restartPolicy: Always}] | spec.initContainers: Forbidden: initContainers may not be added or removed on resize
          spec.initContainers | [{name: s, image: i, restartPolicy: Always}, {name: d, image: i}] | [{name: d, image: i}, {name: s, image: i, restartPolicy: Always}] | spec.initContainers[0].name: Forbidden: initContainers may not be renamed or reordered on resize & spec.initContainers[1].name: Forbidden: initContainers may not be renamed or reordered on resize
          """)
  void podsAreResizedByTheRules(Variation rule) {
    rule.proveOnUpdate(api, Part.RESIZE, POD);
  }

  @RuleTable(
      """
          . | {resources: null} | {resources: {requests: {cpu: '3'}}} | .resources: Forbidden: pod-level resources cannot be removed
          resources.requests | {memory: null} | {cpu: '3'} | .resources.requests: Forbidden: pod-level resource requests cannot be removed
          resources.limits | {cpu: null} | {cpu: '5'} | .resources.limits: Forbidden: pod-level resource limits cannot be removed
          resources | {requests: {hugepages-2Mi: 4Mi}, limits: {hugepages-2Mi: 4Mi}} | {requests: {memory: 2Gi}} | : Forbidden: only cpu and memory resources are mutable at pod-level
          """)
  void podsWithResourcesOfTheirOwnAreResizedByTheRules(Variation rule) {
    rule.within("spec")
        .proveOnUpdate(
            api,
            Part.RESIZE,
            "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {resources: {requests: {cpu: '2',"
                + " memory: 1Gi, hugepages-2Mi: 2Mi}, limits: {cpu: '4',"
                + " hugepages-2Mi: 2Mi}}, containers: [{name: c, image: i, resources: {requests:"
                + " {cpu: '1'}}}]}}");
  }

  private static final String PLAIN =
      "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {nodeName: m, containers: [{name: c,"
          + " image: i, resources: {requests: {cpu: '1'}}}]}}";
  private static final String AMOUNT = "/spec/containers/0/resources/requests/cpu";

  private record Stuck(String name, String pod, String fault) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Stuck> STUCK =
      List.of(
          new Stuck(
              "mirror",
              PLAIN.replace("name: p}", "name: p, annotations: {kubernetes.io/config.mirror: a}}"),
              "[]: Forbidden: static pods cannot be resized"),
          new Stuck(
              "on Windows",
              PLAIN.replace("spec: {", "spec: {os: {name: windows}, "),
              "[]: Forbidden: windows pods cannot be resized"),
          new Stuck(
              "on an old node",
              PLAIN.replace(
                  "}}}]}}",
                  "}}}]}, status: {containerStatuses: [{name: c, state: {running: {}}}]}}"),
              "spec: Forbidden: Pod running on node without support for resize"));

  @ParameterizedTest
  @FieldSource("STUCK")
  void somePodsAreNotResized(Stuck pod) {
    assertThat(LocalApi.faults(() -> resize(pod.pod()))).containsExactly(pod.fault());
  }

  @Test
  void podOnANodeThatTellsSizesIsResized() {
    resize(
        PLAIN.replace(
            "}}}]}}",
            "}}}]}, status: {containerStatuses: [{name: c, state: {running: {}}, resources: {}}]}}"));
    assertThat(api.get("apiVersion: v1, kind: Pod", "p").at(AMOUNT).asText()).isEqualTo("2");
  }

  private void resize(String pod) {
    api.create(pod);
    api.patch(Part.STATUS, pod);
    api.patch(
        Part.RESIZE,
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i,"
            + " resources: {requests: {cpu: '2'}}}]}}");
  }
}
