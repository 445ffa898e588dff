package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class VolumeSourceRulesTest {
  private static final String POD =
      "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {serviceAccountName: a, containers:"
          + " [{name: c, image: i}], volumes: [{name: v}]}}";

  @AutoClose private final LocalApi api = new LocalApi();

  @RuleTable(
      """
          name | '' | a | .name: Required value
          name | A | a-b | .name: Invalid value: "A": <label>
          emptyDir.sizeLimit | '-1' | '0' | .emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity
          hostPath | {} | {path: a} | .hostPath.path: Required value
          hostPath.path | /a/../b | /a/..b | .hostPath.path: Invalid value: "/a/../b": must not contain '..'
          hostPath | {path: /a, type: Pipe} | {path: /a, type: Socket} | .hostPath.type: Unsupported value: "Pipe": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"
          gitRepo | {} | {repository: r} | .gitRepo.repository: Required value
          gitRepo | {repository: r, directory: /a} | {repository: r, directory: a} | .gitRepo.directory: Invalid value: "/a": must be a relative path
          gitRepo | {repository: r, directory: a/..} | {repository: r, directory: a...} | .gitRepo.directory: Invalid value: "a/..": must not contain '..'
          gcePersistentDisk | {} | {pdName: d} | .persistentDisk.pdName: Required value
          gcePersistentDisk | {pdName: d, partition: 256} | {pdName: d, partition: 255} | .persistentDisk.partition: Invalid value: 256: must be between 1 and 255, inclusive
          awsElasticBlockStore | {} | {volumeID: d} | .awsElasticBlockStore.volumeID: Required value
          awsElasticBlockStore | {volumeID: d, partition: -1} | {volumeID: d, partition: 0} | .awsElasticBlockStore.partition: Invalid value: -1: must be between 1 and 255, inclusive
          secret | {} | {secretName: s} | .secret.secretName: Required value
          secret | {secretName: s, defaultMode: 512} | {secretName: s, defaultMode: 511} | .secret.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive
          secret | {secretName: s, items: [{path: a}]} | {secretName: s, items: [{key: k, path: a}]} | .secret.items[0].key: Required value
          secret | {secretName: s, items: [{key: k}]} | {secretName: s, items: [{key: k, path: a/b}]} | .secret.items[0].path: Required value
          secret | {secretName: s, items: [{key: k, path: /a}]} | {secretName: s, items: [{key: k, path: a}]} | .secret.items[0].path: Invalid value: "/a": must be a relative path
          secret | {secretName: s, items: [{key: k, path: a/../b}]} | {secretName: s, items: [{key: k, path: a/..b}]} | .secret.items[0].path: Invalid value: "a/../b": must not contain '..'
          secret | {secretName: s, items: [{key: k, path: ..a}]} | {secretName: s, items: [{key: k, path: a..}]} | .secret.items[0].path: Invalid value: "..a": must not start with '..'
          secret | {secretName: s, items: [{key: k, path: a, mode: -1}]} | {secretName: s, items: [{key: k, path: a, mode: 0}]} | .secret.items[0].mode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive
          nfs | {path: /a} | {server: s, path: /a} | .nfs.server: Required value
          nfs | {server: s} | {server: s, path: /} | .nfs.path: Required value & .nfs.path: Invalid value: "": must be an absolute path
          nfs | {server: s, path: a} | {server: s, path: /a} | .nfs.path: Invalid value: "a": must be an absolute path
          iscsi | {iqn: iqn.2001-04.com.e:a, lun: 0} | {targetPortal: t, iqn: iqn.2001-04.com.e:a, lun: 0} | .iscsi.targetPortal: Required value
          iscsi | {targetPortal: t, lun: 0} | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0} | .iscsi.iqn: Required value
          iscsi | {targetPortal: t, iqn: a, lun: 0} | {targetPortal: t, iqn: naa.0123456789abcdef0123456789abcdef, lun: 0} | .iscsi.iqn: Invalid value: "a": must be valid format starting with iqn, eui, or naa
          iscsi | {targetPortal: t, iqn: iqn.01-04.com.e:a, lun: 0} | {targetPortal: t, iqn: iqn.2001-04.com.e:a, lun: 0} | .iscsi.iqn: Invalid value: "iqn.01-04.com.e:a": must be valid format
          iscsi | {targetPortal: t, iqn: eui.0123456789ABCDE, lun: 0} | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0} | .iscsi.iqn: Invalid value: "eui.0123456789ABCDE": must be valid format
          iscsi | {targetPortal: t, iqn: naa.0123456789abcdef, lun: 0} | {targetPortal: t, iqn: naa.0123456789abcdef0123456789abcdef, lun: 0} | .iscsi.iqn: Invalid value: "naa.0123456789abcdef": must be valid format
          iscsi | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 256} | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 255} | .iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive
          iscsi | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0, chapAuthDiscovery: true} | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0, chapAuthDiscovery: true, secretRef: {name: s}} | .iscsi.secretRef: Required value
          iscsi | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0, chapAuthSession: true} | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0} | .iscsi.secretRef: Required value
          iscsi | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0, initiatorName: 'iqn.2001-04.com.e:'} | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0, initiatorName: 'iqn.2001-04.com.e:a'} | .iscsi.initiatorname: Invalid value: "iqn.2001-04.com.e:": must be valid format
          iscsi | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0, initiatorName: b} | {targetPortal: t, iqn: eui.0123456789ABCDEF, lun: 0, initiatorName: eui.0123456789ABCDEF} | .iscsi.initiatorname: Invalid value: "b": must be valid format starting with iqn, eui, or naa
          iscsi | {targetPortal: a23456789b123456789c123456789d123456789e123456789f123456789abcd, iqn: eui.0123456789ABCDEF, lun: 0, initiatorName: eui.0123456789ABCDEF} | {targetPortal: a23456789b123456789c123456789d123456789e123456789f123456789abc, iqn: eui.0123456789ABCDEF, lun: 0, initiatorName: eui.0123456789ABCDEF} | .name: Invalid value: "v": Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.
          glusterfs | {path: a} | {endpoints: e, path: a} | .glusterfs.endpoints: Required value
          glusterfs | {endpoints: e} | {endpoints: e, path: a} | .glusterfs.path: Required value
          flocker | {} | {datasetName: d} | .flocker: Required value: one of datasetName and datasetUUID is required
          flocker | {datasetName: d, datasetUUID: u} | {datasetUUID: u} | .flocker: Invalid value: "resource": datasetName and datasetUUID can not be specified simultaneously
          flocker | {datasetName: d/e} | {datasetName: d.e} | .flocker.datasetName: Invalid value: "d/e": must not contain '/'
          persistentVolumeClaim | {} | {claimName: A} | .persistentVolumeClaim.claimName: Required value
          rbd | {image: i} | {image: i, monitors: [m]} | .rbd.monitors: Required value
          rbd | {monitors: [m]} | {image: i, monitors: [m]} | .rbd.image: Required value
          cinder | {} | {volumeID: i} | .cinder.volumeID: Required value
          cinder | {volumeID: i, secretRef: {}} | {volumeID: i, secretRef: {name: s}} | .cinder.secretRef.name: Required value
          cephfs | {} | {monitors: [m]} | .cephfs.monitors: Required value
          quobyte | {volume: w} | {volume: w, registry: 'h:1'} | .quobyte.registry: Required value: must be a host:port pair or multiple pairs separated by commas
          quobyte | {registry: 'h:1'} | {volume: w, registry: 'h:1,i:2'} | .quobyte.volume: Required value
          quobyte | {volume: w, registry: 'h:1,i'} | {volume: w, registry: '[::1]:1'} | .quobyte.registry: Invalid value: "h:1,i": must be a host:port pair or multiple pairs separated by commas
          quobyte | {volume: w, registry: 'h:1', tenant: a23456789b123456789c123456789d123456789e123456789f123456789abcdef} | {volume: w, registry: 'h:1', tenant: a23456789b123456789c123456789d123456789e123456789f123456789abcde} | .quobyte.tenant: Required value: must be a UUID and may not exceed a length of 64 characters
          downwardAPI | {defaultMode: -1} | {defaultMode: 0} | .downwardAPI.defaultMode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive
          downwardAPI.items | [{fieldRef: {fieldPath: metadata.name}}] | [{path: a, fieldRef: {fieldPath: metadata.name}}] | .downwardAPI.path: Required value
          downwardAPI.items | [{path: ..a, fieldRef: {fieldPath: metadata.uid}}] | [{path: a, fieldRef: {fieldPath: metadata.uid}}] | .downwardAPI.path: Invalid value: "..a": must not start with '..'
          downwardAPI.items | [{path: a}] | [{path: a, fieldRef: {fieldPath: metadata.labels}}] | .downwardAPI: Required value: one of fieldRef and resourceFieldRef is required
          downwardAPI.items | [{path: a, mode: 512, fieldRef: {fieldPath: metadata.uid}}] | [{path: a, mode: 511, fieldRef: {fieldPath: metadata.uid}}] | .downwardAPI.mode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive
          downwardAPI.items | [{path: a, fieldRef: {fieldPath: metadata.uid}, resourceFieldRef: {containerName: c, resource: limits.cpu}}] | [{path: a, resourceFieldRef: {containerName: c, resource: limits.cpu}}] | .downwardAPI: Invalid value: "resource": fieldRef and resourceFieldRef can not be specified simultaneously
          downwardAPI.items | [{path: a, fieldRef: {}}] | [{path: a, fieldRef: {fieldPath: metadata.annotations}}] | .downwardAPI.fieldRef.fieldPath: Required value
          downwardAPI.items | [{path: a, fieldRef: {apiVersion: v2, fieldPath: metadata.uid}}] | [{path: a, fieldRef: {apiVersion: v1, fieldPath: metadata.uid}}] | .downwardAPI.fieldRef.fieldPath: Invalid value: "metadata.uid": error converting fieldPath: unsupported pod version: v2
          downwardAPI.items | [{path: a, fieldRef: {fieldPath: spec.nodeName}}] | [{path: a, fieldRef: {fieldPath: metadata.namespace}}] | .downwardAPI.fieldRef.fieldPath: Unsupported value: "spec.nodeName": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"
          downwardAPI.items | [{path: a, fieldRef: {fieldPath: metadata.generation}}] | [{path: a, fieldRef: {fieldPath: metadata.name}}] | .downwardAPI.fieldRef.fieldPath: Invalid value: "metadata.generation": error converting fieldPath: field label not supported: metadata.generation
          downwardAPI.items | [{path: a, fieldRef: {fieldPath: "metadata.labels['a b']"}}] | [{path: a, fieldRef: {fieldPath: "metadata.labels['a.io/b']"}}] | .downwardAPI.fieldRef: Invalid value: "a b": <qualified name>
          downwardAPI.items | [{path: a, fieldRef: {fieldPath: "metadata.annotations['A b']"}}] | [{path: a, fieldRef: {fieldPath: "metadata.annotations['A']"}}] | .downwardAPI.fieldRef: Invalid value: "a b": <qualified name>
          downwardAPI.items | [{path: a, fieldRef: {fieldPath: "metadata.name['a']"}}] | [{path: a, fieldRef: {fieldPath: "metadata.labels['a']"}}] | .downwardAPI.fieldRef.fieldPath: Invalid value: "metadata.name['a']": error converting fieldPath: field label does not support subscript: metadata.name['a']
          downwardAPI.items | [{path: a, resourceFieldRef: {resource: limits.cpu}}] | [{path: a, resourceFieldRef: {containerName: c, resource: requests.cpu}}] | .downwardAPI.resourceFieldRef.containerName: Required value
          downwardAPI.items | [{path: a, resourceFieldRef: {containerName: c, resource: ''}}] | [{path: a, resourceFieldRef: {containerName: c, resource: limits.hugepages-2Mi}}] | .downwardAPI.resourceFieldRef.resource: Required value
          downwardAPI.items | [{path: a, resourceFieldRef: {containerName: c, resource: limits.pods}}] | [{path: a, resourceFieldRef: {containerName: c, resource: limits.memory}}] | .downwardAPI.resourceFieldRef.resource: Unsupported value: "limits.pods": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"
          downwardAPI.items | [{path: a, resourceFieldRef: {containerName: c, resource: limits.cpu, divisor: '2'}}] | [{path: a, resourceFieldRef: {containerName: c, resource: limits.cpu, divisor: 1m}}] | .downwardAPI.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor's values 1m and 1 are supported with the cpu resource
          downwardAPI.items | [{path: a, resourceFieldRef: {containerName: c, resource: limits.memory, divisor: 2Mi}}] | [{path: a, resourceFieldRef: {containerName: c, resource: limits.memory, divisor: 1Mi}}] | .downwardAPI.resourceFieldRef.divisor: Invalid value: "limits.memory": only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the memory resource
          downwardAPI.items | [{path: a, resourceFieldRef: {containerName: c, resource: requests.ephemeral-storage, divisor: 1m}}] | [{path: a, resourceFieldRef: {containerName: c, resource: requests.ephemeral-storage, divisor: 1k}}] | .downwardAPI.resourceFieldRef.divisor: Invalid value: "requests.ephemeral-storage": only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the local ephemeral storage resource
          downwardAPI.items | [{path: a, resourceFieldRef: {containerName: c, resource: requests.hugepages-2Mi, divisor: '3'}}] | [{path: a, resourceFieldRef: {containerName: c, resource: requests.hugepages-2Mi, divisor: 1Gi}}] | .downwardAPI.resourceFieldRef.divisor: Invalid value: "requests.hugepages-2Mi": only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the hugepages resource
          fc | {} | {wwids: [w]} | .fc.targetWWNs: Required value: must specify either targetWWNs or wwids, but not both
          fc | {wwids: [w], targetWWNs: [t], lun: 0} | {targetWWNs: [t], lun: 0} | .fc.targetWWNs: Invalid value: ["t"]: targetWWNs and wwids can not be specified simultaneously
          fc | {targetWWNs: [t]} | {targetWWNs: [t], lun: 1} | .fc.lun: Required value: lun is required if targetWWNs is specified
          fc | {targetWWNs: [t], lun: 256} | {targetWWNs: [t], lun: 255} | .fc.lun: Invalid value: 256: must be between 0 and 255, inclusive
          flexVolume | {} | {driver: d} | .flexVolume.driver: Required value
          flexVolume | {driver: d, options: {a.K8S.io/b: c}} | {driver: d, options: {ak8s.io/b: c}} | .flexVolume.options[a.K8S.io/b]: Invalid value: "a.K8S.io/b": kubernetes.io and k8s.io namespaces are reserved
          configMap | {} | {name: s} | .configMap.name: Required value
          configMap | {name: s, defaultMode: 512} | {name: s, defaultMode: 511} | .configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive
          configMap | {name: s, items: [{key: k}]} | {name: s, items: [{key: k, path: a}]} | .configMap.items[0].path: Required value
          azureFile | {shareName: s} | {shareName: s, secretName: t} | .azureFile.secretName: Required value
          azureFile | {secretName: t} | {shareName: s, secretName: t} | .azureFile.shareName: Required value
          vsphereVolume | {} | {volumePath: p} | .vsphereVolume.volumePath: Required value
          photonPersistentDisk | {} | {pdID: p} | .photonPersistentDisk.pdID: Required value
          portworxVolume | {} | {volumeID: p} | .portworxVolume.volumeID: Required value
          azureDisk | {diskURI: 'https://a'} | {diskName: d, diskURI: 'https://a'} | .azureDisk.diskName: Required value
          azureDisk | {diskName: d} | {diskName: d, diskURI: 'https://'} | .azureDisk.diskURI: Required value & .azureDisk.diskURI: Unsupported value: "": supported values: "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"
          azureDisk | {diskName: d, diskURI: 'https://a', cachingMode: Some} | {diskName: d, diskURI: 'https://a', cachingMode: None} | .azureDisk.cachingMode: Unsupported value: "Some": supported values: "None", "ReadOnly", "ReadWrite"
          azureDisk | {diskName: d, diskURI: 'https://a', kind: Any} | {diskName: d, diskURI: 'https://a', kind: Dedicated} | .azureDisk.kind: Unsupported value: "Any": supported values: "Dedicated", "Managed", "Shared"
          azureDisk | {diskName: d, diskURI: 'https://a', kind: Managed} | {diskName: d, diskURI: /subscriptions/a, kind: Managed} | .azureDisk.diskURI: Unsupported value: "https://a": supported values: "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"
          storageos | {} | {volumeName: z} | .storageos.volumeName: Required value
          storageos | {volumeName: Z} | {volumeName: z} | .storageos.volumeName: Invalid value: "Z": <label>
          storageos | {volumeName: z, volumeNamespace: Z} | {volumeName: z, volumeNamespace: z} | .storageos.volumeNamespace: Invalid value: "Z": <label>
          storageos | {volumeName: z, secretRef: {}} | {volumeName: z, secretRef: {name: s}} | .storageos.secretRef.name: Required value
          scaleIO | {system: s, volumeName: z, secretRef: {name: s}} | {gateway: g, system: s, volumeName: z, secretRef: {name: s}} | .scaleIO.gateway: Required value
          scaleIO | {gateway: g, volumeName: z, secretRef: {name: s}} | {gateway: g, system: s, volumeName: z, secretRef: {name: s}} | .scaleIO.system: Required value
          scaleIO | {gateway: g, system: s, secretRef: {name: s}} | {gateway: g, system: s, volumeName: z, secretRef: {name: s}} | .scaleIO.volumeName: Required value
          projected | {defaultMode: 512} | {defaultMode: 511} | .projected.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive
          projected.sources | [{secret: {}}] | [{secret: {name: s}}] | .projected.sources[0].secret.name: Required value
          projected.sources | [{secret: {name: s, items: [{key: k}]}}] | [{secret: {name: s, items: [{key: k, path: a}]}}] | .projected.sources[0].secret.items[0].path: Required value
          projected.sources | [{configMap: {}}] | [{configMap: {name: s}}] | .projected.sources[0].configMap.name: Required value
          projected.sources | [{configMap: {name: s, items: [{path: a}]}}] | [{configMap: {name: s, items: [{key: k, path: a}]}}] | .projected.sources[0].configMap.items[0].key: Required value
          projected.sources | [{downwardAPI: {items: [{path: a}]}}] | [{downwardAPI: {items: [{path: a, fieldRef: {fieldPath: metadata.uid}}]}}] | .projected.sources[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required
          projected.sources | [{serviceAccountToken: {path: a, expirationSeconds: 599}}] | [{serviceAccountToken: {path: a, expirationSeconds: 600}}] | .projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes
          projected.sources | [{serviceAccountToken: {path: a, expirationSeconds: 4294967297}}] | [{serviceAccountToken: {path: a, expirationSeconds: 4294967296}}] | .projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds
          projected.sources | [{serviceAccountToken: {path: ''}}] | [{serviceAccountToken: {path: a}}] | .projected.path: Required value
          projected.sources | [{serviceAccountToken: {path: /a}}] | [{serviceAccountToken: {path: a/b}}] | .projected.path: Invalid value: "/a": must be a relative path
          projected.sources | [{secret: {name: s}, configMap: {name: m}}] | [{secret: {name: s}}, {configMap: {name: m}}] | .projected.sources[0]: Forbidden: may not specify more than 1 volume type per source
          projected.sources | [{secret: {name: s, items: [{key: k, path: a}]}}, {configMap: {name: m, items: [{key: k, path: a}]}}] | [{secret: {name: s, items: [{key: k, path: a}]}}, {configMap: {name: m, items: [{key: k, path: b}]}}] | .projected: Invalid value: "m": conflicting duplicate paths
          projected.sources | [{secret: {name: s, items: [{key: k, path: a}]}}, {downwardAPI: {items: [{path: a, fieldRef: {fieldPath: metadata.uid}}]}}] | [{secret: {name: s, items: [{key: k, path: a}]}}, {downwardAPI: {items: [{path: b, fieldRef: {fieldPath: metadata.uid}}]}}] | .projected: Invalid value: "a": conflicting duplicate paths
          csi | {} | {driver: d} | .csi.driver: Required value
          csi | {driver: a23456789b123456789c123456789d123456789e123456789f123456789.abcd} | {driver: a23456789b123456789c123456789d123456789e123456789f123456789.abc} | .csi.driver: Too long: may not be more than 63 bytes
          csi | {driver: d_e} | {driver: D.e} | .csi.driver: Invalid value: "d_e": <subdomain>
          csi | {driver: d, nodePublishSecretRef: {}} | {driver: d, nodePublishSecretRef: {name: s}} | .csi.nodePublishSecretRef.name: Required value
          csi | {driver: d, nodePublishSecretRef: {name: S}} | {driver: d, nodePublishSecretRef: {name: s.t}} | .csi.name: Invalid value: "S": <subdomain>
          ephemeral | {} | {volumeClaimTemplate: {spec: {accessModes: [ReadOnlyMany], resources: {requests: {storage: '1'}}}}} | .ephemeral.volumeClaimTemplate: Required value
          ephemeral.volumeClaimTemplate | {spec: {resources: {requests: {storage: '1'}}}} | {spec: {accessModes: [ReadOnlyMany], resources: {requests: {storage: '1'}}}} | .ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required
          ephemeral.volumeClaimTemplate | {metadata: {name: z}, spec: {accessModes: [ReadOnlyMany], resources: {requests: {storage: '1'}}}} | {metadata: {labels: {l: m}}, spec: {accessModes: [ReadOnlyMany], resources: {requests: {storage: '1'}}}} | .ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set
          image | {} | {reference: r} | .image.reference: Required value
          image | {reference: r, pullPolicy: Often} | {reference: r, pullPolicy: Never} | .image.pullPolicy: Unsupported value: "Often": supported values: "Always", "IfNotPresent", "Never"
          . | {nfs: {server: s, path: /a}, secret: {secretName: s}} | {nfs: {server: s, path: /a}} | .nfs: Forbidden: may not specify more than 1 volume type
          . | {emptyDir: {}, cephfs: {monitors: [m]}} | {emptyDir: {}} | .cephFS: Forbidden: may not specify more than 1 volume type
          . | {emptyDir: {}, downwardAPI: {}} | {downwardAPI: {}} | .downwarAPI: Forbidden: may not specify more than 1 volume type
          """)
  void volumesKeepTheRulesOfTheirSources(Variation rule) {
    rule.within("spec.volumes[0]").proveOnCreation(api, POD);
  }

  @RuleTable(
      """
          spec.volumes | [{name: v}, {name: v}] | [{name: v}, {name: w}] | spec.volumes[1].name: Duplicate value: "v"
          spec.volumes | [{name: v, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadOnlyMany], resources: {requests: {storage: '1'}}}}}}, {name: w, persistentVolumeClaim: {claimName: p-v}}] | [{name: v, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadOnlyMany], resources: {requests: {storage: '1'}}}}}}, {name: w, persistentVolumeClaim: {claimName: p-w}}] | spec.volumes[1].persistentVolumeClaim.claimName: Invalid value: "p-v": must not reference a PVC that gets created for an ephemeral volume
          spec | {serviceAccountName: null, volumes: [{name: v, projected: {sources: [{secret: {name: s}}, {serviceAccountToken: {path: a}}]}}]} | {volumes: [{name: v, projected: {sources: [{secret: {name: s}}, {serviceAccountToken: {path: a}}]}}]} | spec.volumes[0].projected.sources[1].serviceAccountToken: Forbidden: must not be specified when serviceAccountName is not set
          """)
  void volumesKeepTheRulesTogether(Variation rule) {
    rule.proveOnCreation(api, POD);
  }

  @Test
  void claimOfAnEphemeralVolumeHasANameThatFits() {
    var volume =
        "{name: v, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadOnlyMany], resources:"
            + " {requests: {storage: '1'}}}}}}";
    var longest = "p".repeat(251);
    new Variation(
            "spec.volumes",
            "[" + volume.replace("name: v", "name: vw") + "]",
            "[" + volume + "]",
            "spec.volumes[0].name: Invalid value: \"vw\": PVC name \""
                + longest
                + "-vw\": must be no more than 253 characters")
        .proveOnCreation(api, POD.replace("name: p}", "name: " + longest + "}"));
  }
}
