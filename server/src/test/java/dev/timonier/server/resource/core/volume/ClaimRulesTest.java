package dev.timonier.server.resource.core.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ClaimRulesTest {
  private static final String CLAIM =
      "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, spec: {accessModes:"
          + " [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}";

  @AutoClose private final LocalApi api = new LocalApi();

  @RuleTable(
      """
          accessModes | | [ReadOnlyMany] | .accessModes: Required value: at least 1 access mode is required
          accessModes | [ReadOnly] | [ReadWriteOncePod] | .accessModes: Unsupported value: "ReadOnly": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"
          accessModes | [ReadWriteOncePod, ReadOnlyMany] | [ReadWriteOncePod, ReadWriteOncePod] | .accessModes: Forbidden: may not use ReadWriteOncePod with other access modes
          accessModes | [ReadWriteOncePod, Odd] | [ReadWriteOncePod] | .accessModes: Unsupported value: "Odd": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"
          selector | {matchExpressions: [{key: k, operator: In}]} | {matchExpressions: [{key: k, operator: In, values: [a]}]} | .selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'
          resources.requests | {storage: null} | {storage: '1'} | .resources[storage]: Required value
          resources.requests | {storage: '0'} | {storage: '1'} | .resources[storage]: Invalid value: "0": must be greater than zero
          storageClassName | A | '' | .storageClassName: Invalid value: "A": <subdomain>
          volumeMode | Raw | Block | .volumeMode: Unsupported value: "Raw": supported values: "Block", "Filesystem"
          dataSource | {kind: PersistentVolumeClaim} | {kind: PersistentVolumeClaim, name: a} | .dataSource.name: Required value & .dataSourceRef.name: Required value
          dataSourceRef | {name: a, apiGroup: b} | {name: a, apiGroup: b, kind: C} | .dataSource.kind: Required value & .dataSourceRef.kind: Required value
          dataSourceRef | {name: a} | {name: a, kind: PersistentVolumeClaim} | .dataSource.kind: Required value & .dataSource: Invalid value: "": must be 'PersistentVolumeClaim' when referencing the default apiGroup & .dataSourceRef.kind: Required value & .dataSourceRef: Invalid value: "": must be 'PersistentVolumeClaim' when referencing the default apiGroup
          dataSourceRef | {name: a, kind: C} | {name: a, kind: PersistentVolumeClaim} | .dataSource: Invalid value: "C": must be 'PersistentVolumeClaim' when referencing the default apiGroup & .dataSourceRef: Invalid value: "C": must be 'PersistentVolumeClaim' when referencing the default apiGroup
          dataSourceRef | {name: a, kind: C, apiGroup: B} | {name: a, kind: C, apiGroup: b} | .dataSource.apiGroup: Invalid value: "B": <subdomain> & .dataSourceRef.apiGroup: Invalid value: "B": <subdomain>
          . | {dataSource: {name: a, kind: C, apiGroup: c}, dataSourceRef: {name: a, kind: PersistentVolumeClaim}} | {dataSource: {name: a, kind: C, apiGroup: c}, dataSourceRef: {name: a, kind: C, apiGroup: c}} | : Invalid value: {}: must match dataSourceRef
          . | {dataSource: {name: a, kind: C}, dataSourceRef: {name: a, kind: C, apiGroup: c}} | {dataSource: {name: a, kind: C}} | .dataSource: Invalid value: "C": must be 'PersistentVolumeClaim' when referencing the default apiGroup & : Invalid value: {}: must match dataSourceRef
          . | {dataSource: {name: a, kind: PersistentVolumeClaim}, dataSourceRef: {name: b, kind: PersistentVolumeClaim}} | {dataSource: {name: a, kind: PersistentVolumeClaim}, dataSourceRef: {name: a, kind: PersistentVolumeClaim}} | : Invalid value: {}: must match dataSourceRef
          volumeAttributesClassName | A | '' | .volumeAttributesClassName: Invalid value: "A": <subdomain>
          """)
  void claimsKeepTheirRules(Variation rule) {
    rule.within("spec").proveOnCreation(api, CLAIM);
  }

  /// Pods' templates of claims may name another namespace.
  @RuleTable(
      """
          dataSourceRef | {name: a, kind: PersistentVolumeClaim, namespace: Z} | {name: a, kind: PersistentVolumeClaim, namespace: z} | .dataSourceRef.namespace: Invalid value: "Z": <label>
          . | {dataSource: {name: a, kind: PersistentVolumeClaim}, dataSourceRef: {name: a, kind: PersistentVolumeClaim, namespace: z}} | {dataSourceRef: {name: a, kind: PersistentVolumeClaim, namespace: z}} | : Invalid value: {}: may not be specified when dataSourceRef.namespace is specified
          """)
  void templatesKeepTheRulesOfNamespaces(Variation rule) {
    rule.within("spec.volumes[0].ephemeral.volumeClaimTemplate.spec")
        .proveOnCreation(
            api,
            "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image:"
                + " i}], volumes: [{name: v, ephemeral: {volumeClaimTemplate: {spec: {accessModes:"
                + " [ReadOnlyMany], resources: {requests: {storage: '1'}}}}}}]}}");
  }

  @RuleTable(
      """
          spec.volumeName | w | v | spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims…
          spec.storageClassName | b | a | spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims…
          spec.volumeMode | Block | Filesystem | spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims… & volumeMode: Invalid value: "Block": field is immutable
          spec.volumeMode | Raw | Filesystem | spec.volumeMode: Unsupported value: "Raw": supported values: "Block", "Filesystem" & spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims… & volumeMode: Invalid value: "Raw": field is immutable
          spec.volumeAttributesClassName | '' | d | spec.volumeAttributesClassName: Forbidden: update to empty string is forbidden when status.currentVolumeAttributesClassName is not nil
          spec.volumeAttributesClassName | | d | spec.volumeAttributesClassName: Forbidden: update to nil is forbidden when status.currentVolumeAttributesClassName is not nil
          spec.dataSourceRef | {name: a, kind: PersistentVolumeClaim} | | spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims…
          spec.resources.requests.storage | 1Gi | 2Gi | spec.resources.requests.storage: Forbidden: field can not be less than status.capacity
          metadata.annotations | {volume.beta.kubernetes.io/storage-class: a} | {other: a} | metadata.annotations.volume.beta.kubernetes.io/storage-class: Invalid value: "a": field is immutable
          """)
  void boundClaimsChangeByTheRules(Variation rule) {
    var settled =
        CLAIM.replace(
            "storage: 1Gi}}",
            "storage: 3Gi}}, volumeName: v, storageClassName: a, volumeAttributesClassName: c");
    rule.proveWithStatus(
        api,
        Part.MAIN,
        settled.replace(
            "c}}",
            "c}, status: {phase: Bound, currentVolumeAttributesClassName: c, capacity: {storage:"
                + " 1Gi}}}"));
  }

  @RuleTable(
      """
          spec | {volumeName: v, storageClassName: b} | {volumeName: v, storageClassName: a} | spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims…
          spec.volumeAttributesClassName | a | | spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims…
          . | {metadata: {annotations: {volume.beta.kubernetes.io/storage-class: null}}} | {metadata: {annotations: {volume.beta.kubernetes.io/storage-class: null}}, spec: {storageClassName: a}} | metadata.annotations.volume.beta.kubernetes.io/storage-class: Invalid value: "": field is immutable
          """)
  void unboundClaimsChangeByTheRules(Variation rule) {
    rule.proveOnUpdate(
        api,
        Part.MAIN,
        CLAIM.replace(
            "name: c}", "name: c, annotations: {volume.beta.kubernetes.io/storage-class: a}}"));
  }

  @RuleTable(
      """
          dataSource | {apiGroup: '', kind: C} | | spec.dataSource: Invalid value: "C": must be 'PersistentVolumeClaim' when referencing the default apiGroup & spec: Invalid value: {}: must match dataSourceRef & spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims…
          dataSource | {apiGroup: B} | {apiGroup: b} | spec: Invalid value: {}: must match dataSourceRef & spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims…
          """)
  void groupsOfSourcesThatHadOneAreAny(Variation rule) {
    rule.within("spec")
        .proveOnUpdate(
            api,
            Part.MAIN,
            CLAIM.replace("spec: {", "spec: {dataSourceRef: {apiGroup: b, kind: C, name: a}, "));
  }

  @RuleTable(
      """
          capacity | {storage: -1Ki} | {storage: '0'} | .capacity[storage]: Invalid value: -1024: must be a valid resource quantity
          allocatedResources | {storage: '-1'} | {storage: '0'} | .allocatedResources[storage]: Invalid value: -1: must be a valid resource quantity
          allocatedResources | {cpu: '1'} | {a.io/b: '1'} | .allocatedResources: Unsupported value: "cpu": supported values: "storage"
          allocatedResources | {a b: '1'} | {storage: '1'} | .allocatedResources: Invalid value: "a b": <qualified name>
          allocatedResourceStatuses | {storage: Growing} | {storage: NodeResizePending} | .allocatedResourceStatuses: Unsupported value: "storage": supported values: "ControllerResizeInProgress", "ControllerResizeInfeasible", "NodeResizeInProgress", "NodeResizeInfeasible", "NodeResizePending"
          allocatedResourceStatuses | {cpu: NodeResizePending} | {a.io/b: NodeResizeInfeasible} | .allocatedResourceStatuses: Unsupported value: "cpu": supported values: "storage"
          """)
  void statusesKeepTheirRules(Variation rule) {
    rule.within("status").proveOnUpdate(api, Part.STATUS, CLAIM);
  }

  @Test
  void volumeThatAClaimGetsIsNoChange() {
    var claim =
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: v}, spec: {%s accessModes:"
            + " [%s], resources: {requests: {storage: '1'}}}}";
    api.create(claim.formatted("", "ReadWriteOnce"));
    assertThat(
            LocalApi.refusal(() -> api.update(claim.formatted("volumeName: w,", "ReadOnlyMany"))))
        .contains("ReadOnlyMany")
        .doesNotContain("VolumeName");
    api.update(claim.formatted("volumeName: w,", "ReadWriteOnce"));
  }
}
