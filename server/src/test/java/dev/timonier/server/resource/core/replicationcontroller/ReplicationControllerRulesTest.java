package dev.timonier.server.resource.core.replicationcontroller;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;

class ReplicationControllerRulesTest {
  private static final String CONTROLLER =
      "{apiVersion: v1, kind: ReplicationController, metadata: {name: r}, spec: {selector: {a: b},"
          + " template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}}";

  @AutoClose private final LocalApi api = new LocalApi();

  @RuleTable(
      """
          minReadySeconds | -1 | 1 | .minReadySeconds: Invalid value: -1: must be greater than or equal to 0
          replicas | -1 | 0 | .replicas: Invalid value: -1: must be greater than or equal to 0
          . | {selector: null, template: {metadata: {labels: null}}} | {selector: null} | .selector: Required value
          template | | {metadata: {labels: {c: d}}} | .template: Required value
          selector | {a: c} | {a: b} | .template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match template `labels`
          template.spec.containers[0].image | '' | ' i' | .template.spec.containers[0].image: Required value
          template.spec.restartPolicy | OnFailure | Always | .template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"
          template.spec.activeDeadlineSeconds | 1 | | .template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicationController is not Supported
          """)
  void controllersKeepTheirRules(Variation rule) {
    rule.within("spec").proveOnCreation(api, CONTROLLER);
  }

  @RuleTable(
      """
          replicas | -1 | 1 | .replicas: Invalid value: -1: must be greater than or equal to 0 & .fullyLabeledReplicas: Invalid value: 0: cannot be greater than status.replicas & .readyReplicas: Invalid value: 0: cannot be greater than status.replicas & .availableReplicas: Invalid value: 0: cannot be greater than status.replicas
          . | {fullyLabeledReplicas: -1} | {replicas: 2, fullyLabeledReplicas: 2} | .fullyLabeledReplicas: Invalid value: -1: must be greater than or equal to 0
          . | {readyReplicas: -1} | {replicas: 2, readyReplicas: 2} | .readyReplicas: Invalid value: -1: must be greater than or equal to 0 & .availableReplicas: Invalid value: 0: cannot be greater than readyReplicas
          . | {availableReplicas: -1} | {replicas: 2, readyReplicas: 2, availableReplicas: 2} | .availableReplicas: Invalid value: -1: must be greater than or equal to 0
          observedGeneration | -1 | 1 | .observedGeneration: Invalid value: -1: must be greater than or equal to 0
          . | {replicas: 1, fullyLabeledReplicas: 2} | {replicas: 1, fullyLabeledReplicas: 1} | .fullyLabeledReplicas: Invalid value: 2: cannot be greater than status.replicas
          . | {replicas: 1, readyReplicas: 2} | {replicas: 1, readyReplicas: 1} | .readyReplicas: Invalid value: 2: cannot be greater than status.replicas
          . | {replicas: 1, readyReplicas: 1, availableReplicas: 2} | {replicas: 1, readyReplicas: 1, availableReplicas: 1} | .availableReplicas: Invalid value: 2: cannot be greater than status.replicas & .availableReplicas: Invalid value: 2: cannot be greater than readyReplicas
          """)
  void statusesKeepTheirRules(Variation rule) {
    rule.within("status").proveOnUpdate(api, Part.STATUS, CONTROLLER);
  }
}
