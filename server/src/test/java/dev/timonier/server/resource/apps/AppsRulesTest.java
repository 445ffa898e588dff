package dev.timonier.server.resource.apps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.registry.Part;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AppsRulesTest {
  private static final String PODS =
      "selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers:"
          + " [{name: c, image: i}]}}";

  @AutoClose private final LocalApi api = new LocalApi();

  private static String object(String kind) {
    return object(kind, "", "");
  }

  private static String object(String kind, String spec, String rest) {
    return "{apiVersion: apps/v1, kind: %s, metadata: {name: x}, spec: {%s%s}%s}"
        .formatted(kind, spec, PODS, rest);
  }

  @RuleTable(
      """
          replicas | -1 | 0 | spec.replicas: Invalid value: -1: must be greater than or equal to 0
          minReadySeconds | -1 | 0 | spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0
          revisionHistoryLimit | -1 | 0 | spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0
          progressDeadlineSeconds | -1 | 1 | spec.progressDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0 & spec.progressDeadlineSeconds: Invalid value: -1: must be greater than minReadySeconds
          . | {progressDeadlineSeconds: 5, minReadySeconds: 5} | {progressDeadlineSeconds: 5, minReadySeconds: 4} | spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds
          selector |  | {} | spec.selector: Required value & spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match template `labels`
          selector.matchLabels |  | {} | spec.selector: Invalid value: {}: empty selector is invalid for deployment
          selector.matchLabels | {a: c} | {a: b} | spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match template `labels`
          selector.matchExpressions | [{key: a, operator: Odd}] | [{key: a, operator: Exists}] | spec.selector.matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator & spec.selector: Invalid value: {"matchLabels":{"a":"b"},"matchExpressions":[{"key":"a","operator":"Odd"}]}: invalid label selector
          selector.matchExpressions | [{key: a, operator: In}] | [{key: a, operator: In, values: [b]}] | spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn' & spec.selector: Invalid value: {"matchLabels":{"a":"b"},"matchExpressions":[{"key":"a","operator":"In"}]}: invalid label selector
          selector.matchExpressions | [{key: a, operator: Exists, values: [b]}] | [{key: a, operator: NotIn, values: [c]}] | spec.selector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist' & spec.selector: Invalid value: {"matchLabels":{"a":"b"},"matchExpressions":[{"key":"a","operator":"Exists","values":["b"]}]}: invalid label selector
          strategy | {type: Odd} | {type: Recreate} | spec.strategy: Unsupported value: {"Type":"Odd","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"
          strategy | {type: Recreate, rollingUpdate: {}} | {type: Recreate} | spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'
          strategy.rollingUpdate | {maxUnavailable: -1} | {maxUnavailable: 0} | spec.strategy.rollingUpdate.maxUnavailable: Invalid value: -1: must be greater than or equal to 0
          strategy.rollingUpdate | {maxSurge: -1} | {maxSurge: 0} | spec.strategy.rollingUpdate.maxSurge: Invalid value: -1: must be greater than or equal to 0
          strategy.rollingUpdate | {maxSurge: 1x} | {maxSurge: 101%} | spec.strategy.rollingUpdate.maxSurge: Invalid value: "1x": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')
          strategy.rollingUpdate | {maxUnavailable: 101%} | {maxUnavailable: 100%} | spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%
          strategy.rollingUpdate | {maxUnavailable: 0, maxSurge: 0%} | {maxUnavailable: 0, maxSurge: 1} | spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0
          template.spec | {restartPolicy: Never} | {restartPolicy: Always} | spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"
          template.spec | {activeDeadlineSeconds: 1} | {terminationGracePeriodSeconds: 1} | spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported
          template.spec | {ephemeralContainers: [{name: e, image: i}]} | {initContainers: [{name: e, image: i}]} | spec.template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template
          template.metadata.labels | {c: '-'} | {c: 'd-e'} | spec.template.labels: Invalid value: "-": <label value>
          template.metadata.annotations | {'-': c} | {c: '-'} | spec.template.annotations: Invalid value: "-": <qualified name>
          """)
  void deployments(Variation rule) {
    rule.within("spec").proveOnCreation(api, object("Deployment"));
  }

  @RuleTable(
      """
          replicas | -1 | 0 | spec.replicas: Invalid value: -1: must be greater than or equal to 0
          . | {selector: {matchLabels: {a: c}}, template: {metadata: {labels: {a: c}}}} | {template: {metadata: {labels: {c: d}}}} | spec.selector: Invalid value: {"matchLabels":{"a":"c"}}: field is immutable
          """)
  void changedDeployments(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, object("Deployment"));
  }

  @RuleTable(
      """
          observedGeneration | -1 | 0 | status.observedGeneration: Invalid value: -1: must be greater than or equal to 0
          replicas | -1 | 1 | status.replicas: Invalid value: -1: must be greater than or equal to 0 & status.updatedReplicas: Invalid value: 0: cannot be greater than status.replicas & status.readyReplicas: Invalid value: 0: cannot be greater than status.replicas & status.availableReplicas: Invalid value: 0: cannot be greater than status.replicas
          updatedReplicas | -1 | 0 | status.updatedReplicas: Invalid value: -1: must be greater than or equal to 0
          readyReplicas | -1 | 0 | status.readyReplicas: Invalid value: -1: must be greater than or equal to 0 & status.availableReplicas: Invalid value: 0: cannot be greater than readyReplicas
          availableReplicas | -1 | 0 | status.availableReplicas: Invalid value: -1: must be greater than or equal to 0
          unavailableReplicas | -1 | 0 | status.unavailableReplicas: Invalid value: -1: must be greater than or equal to 0
          terminatingReplicas | -1 | 0 | status.terminatingReplicas: Invalid value: -1: must be greater than or equal to 0
          updatedReplicas | 3 | 2 | status.updatedReplicas: Invalid value: 3: cannot be greater than status.replicas
          readyReplicas | 3 | 2 | status.readyReplicas: Invalid value: 3: cannot be greater than status.replicas
          . | {availableReplicas: 3, readyReplicas: 2} | {availableReplicas: 2, readyReplicas: 2} | status.availableReplicas: Invalid value: 3: cannot be greater than status.replicas & status.availableReplicas: Invalid value: 3: cannot be greater than readyReplicas
          . | {availableReplicas: 1, readyReplicas: 0} | {availableReplicas: 1, readyReplicas: 1} | status.availableReplicas: Invalid value: 1: cannot be greater than readyReplicas
          collisionCount | -1 | 3 | status.collisionCount: Invalid value: -1: must be greater than or equal to 0 & status.collisionCount: Invalid value: -1: cannot be decremented
          collisionCount | 1 | 2 | status.collisionCount: Invalid value: 1: cannot be decremented
          collisionCount |  | 2 | status.collisionCount: Invalid value: 0: cannot be decremented
          """)
  void statusOfDeployments(Variation rule) {
    var status = ", status: {replicas: 2, collisionCount: 2}";
    rule.within("status").proveOnUpdate(api, Part.STATUS, object("Deployment", "", status));
  }

  @RuleTable(
      """
          replicas | -1 | 0 | spec.replicas: Invalid value: -1: must be greater than or equal to 0
          minReadySeconds | -1 | 0 | spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0
          selector.matchLabels |  | {} | spec.selector: Invalid value: {}: empty selector is invalid for deployment
          selector.matchLabels | {a: c} | {a: b} | spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match template `labels`
          selector.matchExpressions | [{key: a, operator: Odd}] | [{key: a, operator: Exists}] | spec.selector.matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator & spec.selector: Invalid value: {"matchLabels":{"a":"b"},"matchExpressions":[{"key":"a","operator":"Odd"}]}: invalid label selector
          template.spec | {restartPolicy: Never} | {restartPolicy: Always} | spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"
          template.spec | {activeDeadlineSeconds: 1} | {terminationGracePeriodSeconds: 1} | spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported
          """)
  void replicaSets(Variation rule) {
    rule.within("spec").proveOnCreation(api, object("ReplicaSet"));
  }

  @RuleTable(
      """
          replicas | -1 | 0 | spec.replicas: Invalid value: -1: must be greater than or equal to 0
          . | {selector: {matchLabels: {a: c}}, template: {metadata: {labels: {a: c}}}} | {template: {metadata: {labels: {c: d}}}} | spec.selector: Invalid value: {"matchLabels":{"a":"c"}}: field is immutable
          """)
  void changedReplicaSets(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, object("ReplicaSet"));
  }

  @RuleTable(
      """
          replicas | -1 | 0 | status.replicas: Invalid value: -1: must be greater than or equal to 0 & status.fullyLabeledReplicas: Invalid value: 0: cannot be greater than status.replicas & status.readyReplicas: Invalid value: 0: cannot be greater than status.replicas & status.availableReplicas: Invalid value: 0: cannot be greater than status.replicas
          fullyLabeledReplicas | -1 | 0 | status.fullyLabeledReplicas: Invalid value: -1: must be greater than or equal to 0
          readyReplicas | -1 | 0 | status.readyReplicas: Invalid value: -1: must be greater than or equal to 0 & status.availableReplicas: Invalid value: 0: cannot be greater than readyReplicas
          availableReplicas | -1 | 0 | status.availableReplicas: Invalid value: -1: must be greater than or equal to 0
          observedGeneration | -1 | 0 | status.observedGeneration: Invalid value: -1: must be greater than or equal to 0
          terminatingReplicas | -1 | 0 | status.terminatingReplicas: Invalid value: -1: must be greater than or equal to 0
          fullyLabeledReplicas | 3 | 2 | status.fullyLabeledReplicas: Invalid value: 3: cannot be greater than status.replicas
          readyReplicas | 3 | 2 | status.readyReplicas: Invalid value: 3: cannot be greater than status.replicas
          . | {availableReplicas: 3, readyReplicas: 2} | {availableReplicas: 2, readyReplicas: 2} | status.availableReplicas: Invalid value: 3: cannot be greater than status.replicas & status.availableReplicas: Invalid value: 3: cannot be greater than readyReplicas
          """)
  void statusOfReplicaSets(Variation rule) {
    var set = object("ReplicaSet", "", ", status: {replicas: 2}");
    rule.within("status").proveOnUpdate(api, Part.STATUS, set);
  }

  @RuleTable(
      """
          podManagementPolicy | Odd | Parallel | spec.podManagementPolicy: Invalid value: "Odd": must be 'OrderedReady' or 'Parallel'
          updateStrategy | {type: Odd} | {type: OnDelete} | spec.updateStrategy: Invalid value: {"Type":"Odd","RollingUpdate":null}: must be 'RollingUpdate' or 'OnDelete'
          updateStrategy | {type: OnDelete, rollingUpdate: {partition: 1}} | {type: RollingUpdate, rollingUpdate: {partition: 1}} | spec.updateStrategy.rollingUpdate: Invalid value: {"Partition":1,"MaxUnavailable":null}: only allowed for updateStrategy 'RollingUpdate'
          updateStrategy | {rollingUpdate: {partition: -1}} | {rollingUpdate: {partition: 0}} | spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0
          persistentVolumeClaimRetentionPolicy | {whenDeleted: Odd} | {whenDeleted: Delete} | spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: "Odd": supported values: "Retain", "Delete"
          persistentVolumeClaimRetentionPolicy | {whenScaled: Odd} | {whenScaled: Delete} | spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "Odd": supported values: "Retain", "Delete"
          replicas | -1 | 0 | spec.replicas: Invalid value: -1: must be greater than or equal to 0
          minReadySeconds | -1 | 0 | spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0
          ordinals | {start: -1} | {start: 0} | spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0
          serviceName | a.b | a-b | spec.serviceName: Invalid value: "a.b": must not contain dots
          selector.matchLabels |  | {} | spec.selector: Invalid value: {}: empty selector is invalid for statefulset
          selector.matchLabels | {a: c} | {a: b} | spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match template `labels`
          selector.matchExpressions | [{key: a, operator: Odd}] | [{key: a, operator: Exists}] | spec.selector.matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator & spec.selector: Invalid value: {"matchLabels":{"a":"b"},"matchExpressions":[{"key":"a","operator":"Odd"}]}
          template.spec | {restartPolicy: Never} | {restartPolicy: Always} | spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"
          template.spec | {activeDeadlineSeconds: 1} | {terminationGracePeriodSeconds: 1} | spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in StatefulSet is not Supported
          template.metadata.labels | {a: b, c: d/e} | {a: b, c: d} | spec.template.labels: Invalid value: "d/e": <label value> & spec.template.labels: Invalid value: "d/e": <label value>
          volumeClaimTemplates | [{spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}}}] | [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}}}] | spec.template.spec.volumes[0].persistentVolumeClaim.claimName: Required value & spec.template.spec.volumes[0].name: Required value
          volumeClaimTemplates | [{metadata: {name: d}}] | [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}}}] | spec.volumeClaimTemplates[0].spec.accessModes: Required value: at least 1 access mode is required & spec.volumeClaimTemplates[0].spec.resources[storage]: Required value
          volumeClaimTemplates | [{metadata: {name: d}, spec: {accessModes: [Odd], resources: {requests: {storage: 0}}, volumeMode: Odd}}] | [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}, volumeMode: Block}}] | spec.volumeClaimTemplates[0].spec.accessModes: Unsupported value: "Odd": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod" & spec.volumeClaimTemplates[0].spec.resources[storage]: Invalid value: "0": must be greater than zero & spec.volumeClaimTemplates[0].spec.volumeMode: Unsupported value: "Odd": supported values: "Block", "Filesystem"
          """)
  void statefulSets(Variation rule) {
    rule.within("spec").proveOnCreation(api, object("StatefulSet"));
  }

  @RuleTable(
      """
          replicas | -1 | 2 | spec.replicas: Invalid value: -1: must be greater than or equal to 0
          serviceName | s | '' | spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden
          podManagementPolicy | Parallel | OrderedReady | spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden
          . | {selector: {matchLabels: {a: c}}, template: {metadata: {labels: {a: c}}}} | {ordinals: {start: 1}, updateStrategy: {type: OnDelete, rollingUpdate: null}, revisionHistoryLimit: 1, minReadySeconds: 1, persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}, template: {metadata: {labels: {c: d}}}} | spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden
          """)
  void changedStatefulSets(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, object("StatefulSet"));
  }

  @RuleTable(
      """
          replicas | -1 | 2 | status.replicas: Invalid value: -1: must be greater than or equal to 0 & status.readyReplicas: Invalid value: 0: cannot be greater than status.replicas & status.currentReplicas: Invalid value: 0: cannot be greater than status.replicas & status.updatedReplicas: Invalid value: 0: cannot be greater than status.replicas & status.availableReplicas: Invalid value: 0: cannot be greater than status.replicas
          readyReplicas | -1 | 0 | status.readyReplicas: Invalid value: -1: must be greater than or equal to 0 & status.availableReplicas: Invalid value: 0: cannot be greater than status.readyReplicas
          currentReplicas | -1 | 0 | status.currentReplicas: Invalid value: -1: must be greater than or equal to 0
          updatedReplicas | -1 | 0 | status.updatedReplicas: Invalid value: -1: must be greater than or equal to 0
          availableReplicas | -1 | 0 | status.availableReplicas: Invalid value: -1: must be greater than or equal to 0
          observedGeneration | -1 | 0 | status.observedGeneration: Invalid value: -1: must be greater than or equal to 0
          readyReplicas | 3 | 2 | status.readyReplicas: Invalid value: 3: cannot be greater than status.replicas
          currentReplicas | 3 | 2 | status.currentReplicas: Invalid value: 3: cannot be greater than status.replicas
          updatedReplicas | 3 | 2 | status.updatedReplicas: Invalid value: 3: cannot be greater than status.replicas
          . | {availableReplicas: 3, readyReplicas: 2} | {availableReplicas: 2, readyReplicas: 2} | status.availableReplicas: Invalid value: 3: cannot be greater than status.replicas & status.availableReplicas: Invalid value: 3: cannot be greater than status.readyReplicas
          collisionCount | 1 | 2 | status.collisionCount: Invalid value: 1: cannot be decremented
          """)
  void statusOfStatefulSets(Variation rule) {
    var set = object("StatefulSet", "", ", status: {replicas: 2, collisionCount: 2}");
    rule.within("status").proveOnUpdate(api, Part.STATUS, set);
  }

  @RuleTable(
      """
          minReadySeconds | -1 | 0 | spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0
          revisionHistoryLimit | -1 | 0 | spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0
          selector.matchLabels |  | {} | spec.selector: Invalid value: {}: empty selector is invalid for daemonset
          selector.matchLabels | {a: c} | {a: b} | spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match template `labels`
          selector.matchExpressions | [{key: a, operator: Odd}] | [{key: a, operator: Exists}] | spec.selector.matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator
          updateStrategy | {type: Odd} | {type: OnDelete} | spec.updateStrategy: Unsupported value: {"Type":"Odd","RollingUpdate":null}: supported values: "RollingUpdate", "OnDelete"
          updateStrategy.rollingUpdate | {maxUnavailable: -1} | {maxUnavailable: 1} | spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: -1: must be greater than or equal to 0
          updateStrategy.rollingUpdate | {maxUnavailable: 0, maxSurge: -1} | {maxUnavailable: 0, maxSurge: 1} | spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: -1: must be greater than or equal to 0
          updateStrategy.rollingUpdate | {maxUnavailable: 101%} | {maxUnavailable: 100%} | spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%
          updateStrategy.rollingUpdate | {maxUnavailable: 0, maxSurge: 101%} | {maxUnavailable: 0, maxSurge: 100%} | spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: "101%": must not be greater than 100%
          updateStrategy.rollingUpdate | {maxUnavailable: 1, maxSurge: 1} | {maxUnavailable: 0, maxSurge: 1} | spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero
          updateStrategy.rollingUpdate | {maxUnavailable: 0} | {maxUnavailable: 1} | spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0
          template.spec | {restartPolicy: Never} | {restartPolicy: Always} | spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"
          template.spec | {activeDeadlineSeconds: 1} | {terminationGracePeriodSeconds: 1} | spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported
          """)
  void daemonSets(Variation rule) {
    rule.within("spec").proveOnCreation(api, object("DaemonSet"));
  }

  @RuleTable(
      """
          minReadySeconds | -1 | 0 | spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0
          . | {selector: {matchLabels: {a: c}}, template: {metadata: {labels: {a: c}}}} | {template: {metadata: {labels: {c: d}}}} | spec.selector: Invalid value: {"matchLabels":{"a":"c"}}: field is immutable
          """)
  void changedDaemonSets(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, object("DaemonSet"));
  }

  @RuleTable(
      """
          currentNumberScheduled | -1 | 0 | status.currentNumberScheduled: Invalid value: -1: must be greater than or equal to 0
          numberMisscheduled | -1 | 0 | status.numberMisscheduled: Invalid value: -1: must be greater than or equal to 0
          desiredNumberScheduled | -1 | 0 | status.desiredNumberScheduled: Invalid value: -1: must be greater than or equal to 0
          numberReady | -1 | 0 | status.numberReady: Invalid value: -1: must be greater than or equal to 0
          observedGeneration | -1 | 0 | status.observedGeneration: Invalid value: -1: must be greater than or equal to 0
          updatedNumberScheduled | -1 | 0 | status.updatedNumberScheduled: Invalid value: -1: must be greater than or equal to 0
          numberAvailable | -1 | 0 | status.numberAvailable: Invalid value: -1: must be greater than or equal to 0
          numberUnavailable | -1 | 0 | status.numberUnavailable: Invalid value: -1: must be greater than or equal to 0
          collisionCount | 1 | 2 | status.collisionCount: Invalid value: 1: cannot be decremented
          """)
  void statusOfDaemonSets(Variation rule) {
    var set = object("DaemonSet", "", ", status: {collisionCount: 2}");
    rule.within("status").proveOnUpdate(api, Part.STATUS, set);
  }

  @RuleTable(
      """
          revision | -1 | 0 | revision: Invalid value: -1: must be greater than or equal to 0
          data |  | {} | data: Required value: data is mandatory
          """)
  void controllerRevisions(Variation rule) {
    var revision =
        "{apiVersion: apps/v1, kind: ControllerRevision, metadata: {name: x}, revision: 1, data: {a: b}}";
    rule.proveOnCreation(api, revision);
  }

  @RuleTable(
      """
          revision | -1 | 2 | revision: Invalid value: -1: must be greater than or equal to 0
          data | {a: c} | {a: b} | data: Invalid value: {"a":"c"}: field is immutable
          metadata | {generateName: A} | {generateName: a} | metadata.generateName: Invalid value: "A": <subdomain>
          """)
  void changedControllerRevisions(Variation rule) {
    var revision =
        "{apiVersion: apps/v1, kind: ControllerRevision, metadata: {name: x}, revision: 1, data: {a: b}}";
    rule.proveOnUpdate(api, Part.MAIN, revision);
  }

  @Test
  void statefulSetsAreNamedLikeHosts() {
    assertThat(
            LocalApi.faults(
                () -> api.create(object("StatefulSet").replace("name: x", "name: x.y"))))
        .containsExactly("metadata.name: Invalid value: \"x.y\": must not contain dots");
  }

  @Test
  void orderOfARevisionsDataCounts() {
    var revision =
        "{\"apiVersion\":\"apps/v1\",\"kind\":\"ControllerRevision\",\"metadata\":{\"name\":\"x\"},"
            + "\"revision\":1,\"data\":%s}";
    api.create(json(revision.formatted("{\"a\":\"b\",\"b\":1}")));
    api.update(Part.MAIN, json(revision.formatted("{\"a\":\"b\",\"b\":1}")));
    var other = json(revision.formatted("{\"b\":1,\"a\":\"b\"}"));
    assertThat(LocalApi.faults(() -> api.update(Part.MAIN, other)))
        .containsExactly("data: Invalid value: {\"b\":1,\"a\":\"b\"}: field is immutable");
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) JsonReader.tree(text.getBytes(StandardCharsets.UTF_8));
  }
}
