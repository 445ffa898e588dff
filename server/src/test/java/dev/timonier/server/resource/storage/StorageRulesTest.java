package dev.timonier.server.resource.storage;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;

class StorageRulesTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private static String object(String kind, String rest) {
    return "{apiVersion: storage.k8s.io/v1, kind: %s, metadata: {name: x}, %s}"
        .formatted(kind, rest);
  }

  private static final String ATTACHED =
      "spec: {attacher: a, nodeName: a, source: {persistentVolumeName: v}}";

  @RuleTable(
      """
          provisioner | '' | P | provisioner: Required value
          provisioner | A/-P | A/P | provisioner: Invalid value: "a/-p": <qualified name>
          provisioner | -/p | a/p | provisioner: Invalid value: "-/p": prefix part <subdomain>
          parameters | {'': a} | {a: ''} | parameters: Invalid value: "": field can not be empty.
          parameters | {<"k#": v,*513>} | {<"k#": v,*512>} | parameters: Too long: may not be more than 512 bytes
          parameters | {k: <v*262144>} | {k: <v*262143>} | parameters: Too long: may not be more than 262144 bytes
          reclaimPolicy | Recycle | Retain | reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"
          volumeBindingMode | Odd | WaitForFirstConsumer | volumeBindingMode: Unsupported value: "Odd": supported values: "Immediate", "WaitForFirstConsumer"
          allowedTopologies | [{}] | [{matchLabelExpressions: [{key: a, values: [b]}]}] | allowedTopologies[0].matchLabelExpressions: Duplicate value: ""
          allowedTopologies | [{matchLabelExpressions: [{key: a}]}] | [{matchLabelExpressions: [{key: a, values: [b]}]}] | allowedTopologies[0].matchLabelExpressions[0].values: Required value
          allowedTopologies | [{matchLabelExpressions: [{key: a, values: [b, b]}]}] | [{matchLabelExpressions: [{key: a, values: [b, c]}]}] | allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: "b"
          allowedTopologies | [{matchLabelExpressions: [{key: '-', values: [b]}]}] | [{matchLabelExpressions: [{key: a-b, values: [b]}]}] | allowedTopologies[0].matchLabelExpressions[0].key: Invalid value: "-": <qualified name>
          allowedTopologies | [{matchLabelExpressions: [{key: a, values: [b]}, {key: a, values: [c]}]}] | [{matchLabelExpressions: [{key: a, values: [b]}, {key: b, values: [c]}]}] | allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: "a"
          allowedTopologies | [{matchLabelExpressions: [{key: a, values: [b, c]}]}, {matchLabelExpressions: [{key: a, values: [c, b]}]}] | [{matchLabelExpressions: [{key: a, values: [b, c]}]}, {matchLabelExpressions: [{key: a, values: [c]}]}] | allowedTopologies[1].matchLabelExpressions: Duplicate value: ""
          """)
  void storageClasses(Variation rule) {
    rule.proveOnCreation(api, object("StorageClass", "provisioner: p"));
  }

  @RuleTable(
      """
          provisioner | q | p | provisioner: Invalid value: "q": field is immutable
          provisioner | '' | p | provisioner: Required value & provisioner: Invalid value: "": field is immutable
          reclaimPolicy | Recycle | Delete | reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain" & reclaimPolicy: Invalid value: "Recycle": field is immutable
          allowedTopologies | [{}] | [{matchLabelExpressions: [{key: a, values: [b]}]}] | allowedTopologies[0].matchLabelExpressions: Duplicate value: ""
          parameters | {z: b, a: d} | {} | parameters: Invalid value: {"a":"d","z":"b"}: field is immutable
          reclaimPolicy | Retain | Delete | reclaimPolicy: Invalid value: "Retain": field is immutable
          volumeBindingMode | WaitForFirstConsumer | Immediate | volumeBindingMode: Invalid value: "WaitForFirstConsumer": field is immutable
          """)
  void changedStorageClasses(Variation rule) {
    rule.proveOnUpdate(api, Part.MAIN, object("StorageClass", "provisioner: p"));
  }

  @RuleTable(
      """
          attacher | '' | a | spec.attacher: Required value
          attacher | '-' | A | spec.attacher: Invalid value: "-": <subdomain>
          attacher | <a*64> | <a*63> | spec.attacher: Too long: may not be more than 63 bytes
          source |  | {} | spec.source: Required value: must specify exactly one of inlineVolumeSpec and persistentVolumeName
          source | {inlineVolumeSpec: {}} | {} | spec.source: Forbidden: must specify exactly one of inlineVolumeSpec and persistentVolumeName
          source.persistentVolumeName | '' | w | spec.source.persistentVolumeName: Required value: must specify non empty persistentVolumeName & spec.source.persistentVolumeName: Invalid value: "": <subdomain>
          source | {persistentVolumeName: V, inlineVolumeSpec: {}} | {} | spec.source: Forbidden: must specify exactly one of inlineVolumeSpec and persistentVolumeName & spec.source.persistentVolumeName: Invalid value: "V": <subdomain>
          source | {persistentVolumeName: V} | {persistentVolumeName: w} | spec.source.persistentVolumeName: Invalid value: "V": <subdomain>
          source | {persistentVolumeName: null, inlineVolumeSpec: {accessModes: [ReadWriteOnce], azureDisk: {diskName: d, diskURI: 'https://d'}}} | {persistentVolumeName: null, inlineVolumeSpec: {accessModes: [ReadWriteOnce], volumeAttributesClassName: '', csi: {driver: d, volumeHandle: h}}} | spec.source.inlineVolumeSpec.csi: Required value: has to be specified in the context of inline volumes
          nodeName | M | m | spec.nodeName: Invalid value: "M": <subdomain>
          nodeName | | m | spec.nodeName: Invalid value: "": <subdomain>
          """)
  void volumeAttachments(Variation rule) {
    rule.within("spec").proveOnCreation(api, object("VolumeAttachment", ATTACHED));
  }

  @RuleTable(
      """
          spec.nodeName | M | a | spec.nodeName: Invalid value: "M": <subdomain> & spec: Invalid value: {"Attacher":"a","Source":{"PersistentVolumeName":"v","InlineVolumeSpec":null},"NodeName":"M"}: field is immutable
          spec.nodeName | m | a | spec: Invalid value: {"Attacher":"a","Source":{"PersistentVolumeName":"v","InlineVolumeSpec":null},"NodeName":"m"}: field is immutable
          """)
  void changedVolumeAttachments(Variation rule) {
    rule.proveOnUpdate(api, Part.MAIN, object("VolumeAttachment", ATTACHED));
  }

  @RuleTable(
      """
          attachmentMetadata | {k: <v*262144>} | {k: <v*262143>} | status.attachmentMetadata: Too long: may not be more than 262144 bytes
          attachError | {message: <m*1025>} | {message: <m*1024>} | status.attachError.message: Too long: may not be more than 262144 bytes
          attachError | {errorCode: -1} | {errorCode: 0} | status.attachError.errorCode: Invalid value: -1: must be between 0 and 2147483647, inclusive
          detachError | {message: <m*1025>} | {message: <m*1024>} | status.detachError.message: Too long: may not be more than 262144 bytes
          """)
  void statusOfVolumeAttachments(Variation rule) {
    rule.within("status").proveOnUpdate(api, Part.STATUS, object("VolumeAttachment", ATTACHED));
  }

  @RuleTable(
      """
          fsGroupPolicy | Odd | File | spec.fsGroupPolicy: Unsupported value: "Odd": supported values: "File", "None", "ReadWriteOnceWithFSType"
          tokenRequests | [{audience: a}, {audience: a}] | [{audience: a}, {audience: ''}] | spec.tokenRequests[1].audience: Duplicate value: "a"
          tokenRequests | [{audience: a, expirationSeconds: 599}] | [{audience: a, expirationSeconds: 600}] | spec.tokenRequests[0].expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes
          tokenRequests | [{audience: a, expirationSeconds: 4294967297}] | [{audience: a, expirationSeconds: 4294967296}] | spec.tokenRequests[0].expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds
          volumeLifecycleModes | [Persistent, Odd] | [Persistent, Ephemeral] | spec.volumeLifecycleModes: Unsupported value: "Odd": supported values: "Persistent", "Ephemeral"
          nodeAllocatableUpdatePeriodSeconds | 9 | 10 | spec.nodeAllocatableUpdatePeriodSeconds: Invalid value: 9: must be greater than or equal to 10 seconds
          . | {serviceAccountTokenInSecrets: true} | {serviceAccountTokenInSecrets: true, tokenRequests: [{audience: a}]} | spec.serviceAccountTokenInSecrets: Invalid value: true: serviceAccountTokenInSecrets is set but no tokenRequests are specified
          """)
  void drivers(Variation rule) {
    rule.within("spec").proveOnCreation(api, object("CSIDriver", "spec: {}"));
  }

  @RuleTable(
      """
          attachRequired | false | true | spec.attachedRequired: Invalid value: false: field is immutable
          volumeLifecycleModes | [Ephemeral] | [Persistent] | spec.volumeLifecycleModes: Invalid value: ["Ephemeral"]: field is immutable
          fsGroupPolicy | Odd | None | spec.fsGroupPolicy: Unsupported value: "Odd": supported values: "File", "None", "ReadWriteOnceWithFSType"
          tokenRequests | [{audience: a, expirationSeconds: 1}] | [{audience: a}] | spec.tokenRequests[0].expirationSeconds: Invalid value: 1: may not specify a duration less than 10 minutes
          """)
  void changedDrivers(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, object("CSIDriver", "spec: {}"));
  }

  @RuleTable(
      """
          drivers | [{name: '', nodeID: a}] | [{name: a, nodeID: a}] | spec.drivers[0].name: Required value
          drivers | [{name: <a*64>, nodeID: a}] | [{name: <a*63>, nodeID: a}] | spec.drivers[0].name: Too long: may not be more than 63 bytes
          drivers | [{name: a_b, nodeID: a}] | [{name: A-b, nodeID: a}] | spec.drivers[0].name: Invalid value: "a_b": <subdomain>
          drivers | [{name: a, nodeID: ''}] | [{name: a, nodeID: a}] | spec.drivers[0].nodeID: Required value
          drivers | [{name: a, nodeID: <a*257>}] | [{name: a, nodeID: <a*256>}] | spec.drivers[0].nodeID: Invalid value: "<a*257>": must be 256 characters or less
          drivers | [{name: a, nodeID: a, allocatable: {count: -1}}] | [{name: a, nodeID: a, allocatable: {count: 0}}] | spec.drivers[0].allocatable.count: Invalid value: -1: must be greater than or equal to 0
          drivers | [{name: a, nodeID: a}, {name: a, nodeID: b}] | [{name: a, nodeID: a}, {name: b, nodeID: a}] | spec.drivers[1].name: Duplicate value: "a"
          drivers | [{name: a, nodeID: a, topologyKeys: [a, a]}] | [{name: a, nodeID: a, topologyKeys: [a, b]}] | spec.drivers[0]: Duplicate value: "a"
          drivers | [{name: a, nodeID: a, topologyKeys: ['-']}] | [{name: a, nodeID: a, topologyKeys: [a/b]}] | spec.drivers[0]: Invalid value: "-": <qualified name>
          drivers | [{name: a, nodeID: a, topologyKeys: ['']}] | [{name: a, nodeID: a, topologyKeys: []}] | spec.drivers[0]: Required value & spec.drivers[0]: Invalid value: "": name part must be non-empty & spec.drivers[0]: Invalid value: "": <qualified name>
          """)
  void nodes(Variation rule) {
    rule.within("spec").proveOnCreation(api, object("CSINode", "spec: {drivers: []}"));
  }

  @RuleTable(
      """
          drivers | [{name: a, nodeID: b, allocatable: {count: 2}}] | [{name: a, nodeID: a, allocatable: {count: 2}}, {name: b, nodeID: b}] | spec.drivers: Invalid value: {"Name":"a","NodeID":"b","TopologyKeys":null,"Allocatable":null}: field is immutable
          """)
  void changedNodes(Variation rule) {
    var node = "spec: {drivers: [{name: a, nodeID: a, allocatable: {count: 1}}]}";
    rule.within("spec").proveOnUpdate(api, Part.MAIN, object("CSINode", node));
  }

  @RuleTable(
      """
          storageClassName | A | a | storageClassName: Invalid value: "A": <subdomain>
          nodeTopology | {matchExpressions: [{key: a, operator: Odd}]} | {matchExpressions: [{key: a, operator: Exists}]} | nodeTopology.matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator
          capacity | -1 | 0 | capacity: Invalid value: "-1": must be greater than or equal to 0
          """)
  void capacities(Variation rule) {
    rule.proveOnCreation(api, object("CSIStorageCapacity", "storageClassName: a"));
  }

  @RuleTable(
      """
          storageClassName | b | a | storageClassName: Invalid value: "b": field is immutable
          capacity | -1 | 0 | capacity: Invalid value: "-1": must be greater than or equal to 0
          nodeTopology | {matchLabels: {a: b}} |  | nodeTopology: Invalid value: {"matchLabels":{"a":"b"}}: field is immutable
          """)
  void changedCapacities(Variation rule) {
    rule.proveOnUpdate(api, Part.MAIN, object("CSIStorageCapacity", "storageClassName: a"));
  }

  @RuleTable(
      """
          driverName | '' | D | driverName: Required value
          driverName | -/p | a/P | driverName: Invalid value: "-/p": prefix part <subdomain>
          parameters |  | {a: ''} | parameters: Required value: must contain at least one key/value pair
          parameters | {'': a} | {a: b} | parameters: Invalid value: "": field can not be empty.
          parameters | {<"k#": v,*512>} | {<"k#": v,*511>} | parameters: Too long: may not be more than 512 bytes
          """)
  void volumeAttributesClasses(Variation rule) {
    rule.proveOnCreation(api, object("VolumeAttributesClass", "driverName: d, parameters: {k: v}"));
  }

  @RuleTable(
      """
          driverName | e | d | driverName: Forbidden: updates to driverName are forbidden.
          parameters | {k: w} | {k: v} | parameters: Forbidden: updates to parameters are forbidden.
          """)
  void changedVolumeAttributesClasses(Variation rule) {
    rule.proveOnUpdate(
        api, Part.MAIN, object("VolumeAttributesClass", "driverName: d, parameters: {k: v}"));
  }
}
