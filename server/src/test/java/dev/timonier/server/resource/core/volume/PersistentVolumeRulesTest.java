package dev.timonier.server.resource.core.volume;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;

class PersistentVolumeRulesTest {
  private static final String PLACELESS =
      "{apiVersion: v1, kind: PersistentVolume, metadata: {name: v}, spec: {capacity: {storage: 1Gi},"
          + " accessModes: [ReadWriteOnce]}}";
  private static final String VOLUME =
      PLACELESS.replace("{capacity", "{hostPath: {path: /a}, capacity");

  @AutoClose private final LocalApi api = new LocalApi();

  /// What pods' volumes have as well is tried there.
  @RuleTable(
      """
          . | {} | {hostPath: {path: /a}} | : Required value: must specify a volume type
          . | {hostPath: {path: /a}, csi: {driver: d, volumeHandle: h}} | {csi: {driver: d, volumeHandle: h}} | .csi: Forbidden: may not specify more than 1 volume type
          . | {nfs: {server: s, path: /a}, cephfs: {monitors: [m]}} | {cephfs: {monitors: [m]}} | .cephFS: Forbidden: may not specify more than 1 volume type
          . | {nfs: {server: s, path: /a}, flexVolume: {}} | {nfs: {server: s, path: /a}, flexVolume: {driver: d}} | .flexVolume.driver: Required value
          hostPath | {} | {path: a} | .hostPath.path: Required value
          hostPath | {path: a/..} | {path: a..} | .hostPath.path: Invalid value: "a/..": must not contain '..'
          hostPath | {path: a, type: Odd} | {path: a, type: File} | .hostPath.type: Unsupported value: "Odd": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"
          gcePersistentDisk | {} | {pdName: d} | .persistentDisk.pdName: Required value
          awsElasticBlockStore | {} | {volumeID: d} | .awsElasticBlockStore.volumeID: Required value
          glusterfs | {endpoints: e} | {endpoints: e, path: a} | .glusterfs.path: Required value
          glusterfs | {endpoints: e, path: a, endpointsNamespace: ''} | {endpoints: e, path: a} | .glusterfs.endpointsNamespace: Invalid value: "": if the endpointnamespace is set, it must be a valid namespace name
          glusterfs | {endpoints: e, path: a, endpointsNamespace: Z} | {endpoints: e, path: a, endpointsNamespace: z} | .glusterfs.endpointsNamespace: Invalid value: "Z": <label>
          flocker | {} | {datasetUUID: u} | .flocker: Required value: one of datasetName and datasetUUID is required
          nfs | {server: s} | {server: s, path: /a} | .nfs.path: Required value & .nfs.path: Invalid value: "": must be an absolute path
          rbd | {image: i} | {image: i, monitors: [m]} | .rbd.monitors: Required value
          quobyte | {registry: 'h:1'} | {volume: w, registry: 'h:1'} | .quobyte.volume: Required value
          cephfs | {} | {monitors: [m]} | .cephfs.monitors: Required value
          iscsi | {iqn: eui.0123456789ABCDEF, lun: 0} | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0} | .iscsi.targetPortal: Required value
          iscsi | {targetPortal: t, lun: 0} | {targetPortal: t, iqn: iqn.2001-04.com.e:a, lun: 0} | .iscsi.iqn: Required value
          iscsi | {targetPortal: t, iqn: a, lun: 0} | {targetPortal: t, iqn: naa.0123456789abcdef0123456789abcdef, lun: 0} | .iscsi.iqn: Invalid value: "a": must be valid format
          iscsi | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: -1} | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0} | .iscsi.lun: Invalid value: -1: must be between 0 and 255, inclusive
          iscsi | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0, chapAuthSession: true} | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0} | .iscsi.secretRef: Required value
          iscsi | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0, secretRef: {}} | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0, secretRef: {name: s}} | .iscsi.secretRef.name: Required value
          iscsi | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0, initiatorName: b} | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0, initiatorName: eui.0123456789ABCDEF} | .iscsi.initiatorname: Invalid value: "b": must be valid format
          iscsi | {targetPortal: a23456789b123456789c123456789d123456789e123456789f123456789abcd, iqn: eui.0123456789ABCDEF, lun: 0, initiatorName: eui.0123456789ABCDEF} | {targetPortal: a23456789b123456789c123456789d123456789e123456789f123456789abc, iqn: eui.0123456789ABCDEF, lun: 0, initiatorName: eui.0123456789ABCDEF} | .iscsi.targetportal: Invalid value: "a23456789b123456789c123456789d123456789e123456789f123456789abcd": Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.
          cinder | {volumeID: i, secretRef: {namespace: z}} | {volumeID: i, secretRef: {name: s, namespace: z}} | .cinder.secretRef.name: Required value
          cinder | {volumeID: i, secretRef: {name: s}} | {volumeID: i, secretRef: {name: s, namespace: z}} | .cinder.secretRef.namespace: Required value
          fc | {} | {wwids: [w]} | .fc.targetWWNs: Required value: must specify either targetWWNs or wwids, but not both
          flexVolume | {driver: d, options: {kubernetes.io/a: b}} | {driver: d, options: {a: b}} | .flexVolume.options[kubernetes.io/a]: Invalid value: "kubernetes.io/a": kubernetes.io and k8s.io namespaces are reserved
          azureFile | {secretName: t} | {shareName: s, secretName: t} | .azureFile.shareName: Required value
          azureFile | {shareName: s, secretName: t, secretNamespace: ''} | {shareName: s, secretName: t, secretNamespace: z} | .azureFile.secretNamespace: Required value
          vsphereVolume | {} | {volumePath: p} | .vsphereVolume.volumePath: Required value
          photonPersistentDisk | {} | {pdID: p} | .photonPersistentDisk.pdID: Required value
          portworxVolume | {} | {volumeID: p} | .portworxVolume.volumeID: Required value
          azureDisk | {diskName: d, diskURI: a} | {diskName: d, diskURI: 'https://a'} | .azureDisk.diskURI: Unsupported value: "a": supported values: "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"
          scaleIO | {gateway: g, system: s, secretRef: {name: s}} | {gateway: g, system: s, volumeName: z, secretRef: {name: s}} | .scaleIO.volumeName: Required value
          . | {nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: k, operator: Exists}]}]}}, local: {}} | {nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: k, operator: Exists}]}]}}, local: {path: a}} | .local.path: Required value
          . | {nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: k, operator: Exists}]}]}}, local: {path: ..}} | {nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: k, operator: Exists}]}]}}, local: {path: ...}} | .local.path: Invalid value: "..": must not contain '..'
          . | {local: {path: /a}} | {local: {path: /a}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: k, operator: Exists}]}]}}} | .nodeAffinity: Required value: Local volume requires node affinity
          storageos | {volumeName: z, secretRef: {name: s}} | {volumeName: z, secretRef: {name: s, namespace: z}} | .storageos.secretRef.namespace: Required value
          csi | {volumeHandle: h} | {driver: d, volumeHandle: h} | .csi.driver: Required value
          csi | {driver: d_e, volumeHandle: h} | {driver: d.e, volumeHandle: h} | .csi.driver: Invalid value: "d_e": <subdomain>
          csi | {driver: d} | {driver: d, volumeHandle: h} | .csi.volumeHandle: Required value
          csi | {driver: d, volumeHandle: h, controllerPublishSecretRef: {namespace: z}} | {driver: d, volumeHandle: h, controllerPublishSecretRef: {name: s, namespace: z}} | .csi.controllerPublishSecretRef.name: Required value
          csi | {driver: d, volumeHandle: h, controllerExpandSecretRef: {name: s}} | {driver: d, volumeHandle: h, controllerExpandSecretRef: {name: s, namespace: z}} | .csi.controllerExpandSecretRef.namespace: Required value
          csi | {driver: d, volumeHandle: h, nodePublishSecretRef: {name: S, namespace: z}} | {driver: d, volumeHandle: h, nodePublishSecretRef: {name: s, namespace: z}} | .csi.nodePublishSecretRef.name: Invalid value: "S": <subdomain>
          csi | {driver: d, volumeHandle: h, nodeExpandSecretRef: {name: s, namespace: Z}} | {driver: d, volumeHandle: h, nodeExpandSecretRef: {name: s, namespace: z}} | .csi.nodeExpandSecretRef.namespace: Invalid value: "Z": <label>
          """)
  void volumesKeepTheRulesOfTheirSources(Variation rule) {
    rule.within("spec").proveOnCreation(api, PLACELESS);
  }

  @RuleTable(
      """
          accessModes | | [ReadOnlyMany] | .accessModes: Required value
          accessModes | [ReadOnly] | [ReadWriteOncePod] | .accessModes: Unsupported value: "ReadOnly": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"
          accessModes | [ReadWriteOncePod, ReadOnlyMany] | [ReadWriteMany, ReadOnlyMany] | .accessModes: Forbidden: may not use ReadWriteOncePod with other access modes
          capacity | | {storage: '1'} | .capacity: Required value & .capacity: Unsupported value: null: supported values: "storage"
          capacity | {cpu: '1'} | {storage: 2Gi} | .capacity: Unsupported value: {"cpu":"1","storage":"1Gi"}: supported values: "storage"
          capacity | {storage: -1Gi} | {storage: 1m} | .capacity[storage]: Invalid value: -1073741824: must be a valid resource quantity & .capacity[storage]: Invalid value: "-1Gi": must be greater than zero
          persistentVolumeReclaimPolicy | Keep | Delete | .persistentVolumeReclaimPolicy: Unsupported value: "Keep": supported values: "Delete", "Recycle", "Retain"
          . | {persistentVolumeReclaimPolicy: Recycle, hostPath: {path: //./}} | {persistentVolumeReclaimPolicy: Recycle, hostPath: {path: /.a}} | .persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'
          . | {persistentVolumeReclaimPolicy: Recycle, hostPath: {path: </.*20000>}} | {persistentVolumeReclaimPolicy: Recycle, hostPath: {path: /.a}} | .persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'
          nodeAffinity | {} | {required: {nodeSelectorTerms: [{}]}} | .nodeAffinity.required: Required value: must specify required node constraints
          nodeAffinity.required | {nodeSelectorTerms: []} | {nodeSelectorTerms: [{}]} | .nodeAffinity.required.nodeSelectorTerms: Required value: must have at least one node selector term
          nodeAffinity.required | {nodeSelectorTerms: [{matchFields: [{key: metadata.uid, operator: In, values: [a]}]}]} | {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [a]}]}]} | .nodeAffinity.required.nodeSelectorTerms[0].matchFields[0].key: Invalid value: "metadata.uid": not a valid field selector key
          storageClassName | A | a | .storageClassName: Invalid value: "A": <subdomain>
          volumeMode | Raw | Block | .volumeMode: Unsupported value: "Raw": supported values: "Block", "Filesystem"
          . | {hostPath: null, csi: {driver: d, volumeHandle: h}, volumeAttributesClassName: ''} | {hostPath: null, csi: {driver: d, volumeHandle: h}} | .volumeAttributesClassName: Required value: an empty string is disallowed
          . | {hostPath: null, csi: {driver: d, volumeHandle: h}, volumeAttributesClassName: A} | {hostPath: null, csi: {driver: d, volumeHandle: h}, volumeAttributesClassName: a} | .volumeAttributesClassName: Invalid value: "A": <subdomain>
          . | {volumeAttributesClassName: a} | {hostPath: null, csi: {driver: d, volumeHandle: h}, volumeAttributesClassName: a} | .csi: Required value: has to be specified when using volumeAttributesClassName
          """)
  void volumesKeepTheirRules(Variation rule) {
    rule.within("spec").proveOnCreation(api, VOLUME);
  }

  /// Volumes that are attached without being PersistentVolumes.
  @RuleTable(
      """
          claimRef | {name: c} | | .claimRef: Forbidden: may not be specified in the context of inline volumes
          capacity | {storage: '1'} | | .capacity: Forbidden: may not be specified in the context of inline volumes
          . | {csi: null, hostPath: {path: /a}} | {csi: {driver: e}} | .csi: Required value: has to be specified in the context of inline volumes
          accessModes | | [ReadOnlyMany] | .accessModes: Required value
          persistentVolumeReclaimPolicy | Delete | Retain | .persistentVolumeReclaimPolicy: Forbidden: may only be Retain in the context of inline volumes
          nodeAffinity | {required: {nodeSelectorTerms: [{}]}} | | .nodeAffinity: Forbidden: may not be specified in the context of inline volumes
          csi.volumeHandle | '' | h | .csi.volumeHandle: Required value
          storageClassName | a | '' | .storageClassName: Forbidden: may not be specified in the context of inline volumes
          volumeMode | Block | Filesystem | .volumeMode: Forbidden: may not specify volumeMode other than Filesystem in the context of inline volumes
          csi.driver | '-' | d | .csi.driver: Invalid value: "-": <subdomain>
          """)
  void attachedVolumesKeepTheirRules(Variation rule) {
    rule.within("spec.source.inlineVolumeSpec")
        .proveOnCreation(
            api,
            "{apiVersion: storage.k8s.io/v1, kind: VolumeAttachment, metadata: {name: a}, spec:"
                + " {attacher: d, nodeName: a, source: {inlineVolumeSpec: {accessModes:"
                + " [ReadWriteOnce], csi: {driver: d, volumeHandle: h}}}}}");
  }

  private static final String PLACED =
      "{apiVersion: v1, kind: PersistentVolume, metadata: {name: v}, spec: {capacity: {storage: 1Gi},"
          + " accessModes: [ReadWriteOnce], volumeAttributesClassName: a, csi: {driver: d,"
          + " volumeHandle: h}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions:"
          + " [{key: failure-domain.beta.kubernetes.io/zone, operator: In, values: [a]}]}]}}}}";

  @RuleTable(
      """
          spec.volumeMode | Block | Filesystem | volumeMode: Invalid value: "Block": field is immutable
          spec.volumeAttributesClassName | | b | spec.volumeAttributesClassName: Forbidden: update from non-nil value to nil is forbidden
          spec.storageClassName | A | a | spec.storageClassName: Invalid value: "A": <subdomain> & spec.storageClassName: Invalid value: "A": <subdomain>
          spec.csi | {nodeExpandSecretRef: {name: s, namespace: z}} | {controllerExpandSecretRef: {name: s, namespace: z}} | spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation…
          spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0] | {key: topology.kubernetes.io/region} | {key: topology.kubernetes.io/zone} | nodeAffinity: Invalid value: {"Required":{"NodeSelectorTerms":[{"MatchExpressions":[{"Key":"topology.kubernetes.io/region","Operator":"In","Values":["a"]}],"MatchFields":null}]}}: field is immutable, except for updating from beta label to GA
          """)
  void volumesChangeByTheRules(Variation rule) {
    rule.proveOnUpdate(api, Part.MAIN, PLACED);
  }
}
