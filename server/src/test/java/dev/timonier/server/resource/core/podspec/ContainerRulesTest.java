package dev.timonier.server.resource.core.podspec;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ContainerRulesTest {
  private static final String POD =
      "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i}],"
          + " resourceClaims: [{name: r, resourceClaimName: r}], volumes: [{name: e}, {name: f},"
          + " {name: i, image: {reference: r}}, {name: b, persistentVolumeClaim: {claimName: b}},"
          + " {name: d, persistentVolumeClaim: {claimName: d}}]}}";

  @AutoClose private final LocalApi api = new LocalApi();

  @RuleTable(
      """
          name | '' | a | .name: Required value
          name | A.b | a-b | .name: Invalid value: "A.b": <label>
          name | a.b | a-b | .name: Invalid value: "a.b": must not contain dots
          image | '' | i | .image: Required value
          image | ' i' | i | .image: Invalid value: " i": must not have leading or trailing whitespace
          terminationMessagePolicy | Log | FallbackToLogsOnError | .terminationMessagePolicy: Unsupported value: "Log": supported values: "File", "FallbackToLogsOnError"
          imagePullPolicy | Often | Never | .imagePullPolicy: Unsupported value: "Often": supported values: "Always", "IfNotPresent", "Never"
          ports | [{name: A, containerPort: 1}] | [{name: a, containerPort: 1}] | .ports[0].name: Invalid value: "A": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-) & .ports[0].name: Invalid value: "A": must contain at least one letter (a-z)
          ports | [{name: '1', containerPort: 1}] | [{name: a1, containerPort: 1}] | .ports[0].name: Invalid value: "1": must contain at least one letter (a-z)
          ports | [{name: a, containerPort: 1}, {name: a, containerPort: 2}] | [{name: a, containerPort: 1}, {containerPort: 2}] | .ports[1].name: Duplicate value: "a"
          ports | [{name: a}] | [{name: a, containerPort: 65535}] | .ports[0].containerPort: Required value
          ports | [{containerPort: 65536}] | [{containerPort: 65535}] | .ports[0].containerPort: Invalid value: 65536: <port>
          ports | [{containerPort: 1, hostPort: -1}] | [{containerPort: 1, hostPort: 1}] | .ports[0].hostPort: Invalid value: -1: <port>
          ports | [{containerPort: 1, hostPort: 2}, {containerPort: 3, hostPort: 2}] | [{containerPort: 1, hostPort: 2}, {containerPort: 3, hostPort: 2, protocol: UDP}] | .ports[1].hostPort: Duplicate value: "TCP//2"
          ports | [{containerPort: 1, protocol: ICMP}] | [{containerPort: 1, protocol: SCTP}] | .ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"
          env | [{value: a}] | [{name: a, value: a}] | .env[0].name: Required value
          env | [{name: a=b}] | [{name: 1 a}] | .env[0].name: Invalid value: "a=b": a valid environment variable name must consist only of printable ASCII characters other than '='
          env | [{name: a, valueFrom: {}}] | [{name: a, valueFrom: {fieldRef: {fieldPath: status.podIPs}}}] | .env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`
          env | [{name: a, value: b, valueFrom: {fieldRef: {fieldPath: spec.host}}}] | [{name: a, value: '', valueFrom: {fieldRef: {fieldPath: spec.host}}}] | .env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty
          env | [{name: a, valueFrom: {fieldRef: {fieldPath: spec.nodeName}, resourceFieldRef: {resource: limits.cpu}}}] | [{name: a, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}] | .env[0].valueFrom: Invalid value: "": may not have more than one field specified at a time
          env | [{name: a, valueFrom: {fieldRef: {}}}] | [{name: a, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}] | .env[0].valueFrom.fieldRef.fieldPath: Required value
          env | [{name: a, valueFrom: {fieldRef: {fieldPath: metadata.labels}}}] | [{name: a, valueFrom: {fieldRef: {fieldPath: "metadata.labels['a']"}}}] | .env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"
          env | [{name: a, valueFrom: {resourceFieldRef: {resource: ''}}}] | [{name: a, valueFrom: {resourceFieldRef: {resource: requests.memory}}}] | .env[0].valueFrom.resourceFieldRef.resource: Required value
          env | [{name: a, valueFrom: {resourceFieldRef: {resource: cpu}}}] | [{name: a, valueFrom: {resourceFieldRef: {resource: requests.hugepages-1Gi}}}] | .env[0].valueFrom.resourceFieldRef.resource: Unsupported value: "cpu": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"
          env | [{name: a, valueFrom: {configMapKeyRef: {name: A, key: k}}}] | [{name: a, valueFrom: {configMapKeyRef: {name: a.b, key: k}}}] | .env[0].valueFrom.configMapKeyRef.name: Invalid value: "A": <subdomain>
          env | [{name: a, valueFrom: {configMapKeyRef: {name: a}}}] | [{name: a, valueFrom: {configMapKeyRef: {name: a, key: K}}}] | .env[0].valueFrom.configMapKeyRef.key: Required value
          env | [{name: a, valueFrom: {secretKeyRef: {name: A, key: k}}}] | [{name: a, valueFrom: {secretKeyRef: {name: a, key: k}}}] | .env[0].valueFrom.secretKeyRef.name: Invalid value: "A": <subdomain>
          env | [{name: a, valueFrom: {secretKeyRef: {name: a, key: k/l}}}] | [{name: a, valueFrom: {secretKeyRef: {name: a, key: k.l}}}] | .env[0].valueFrom.secretKeyRef.key: Invalid value: "k/l": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')
          env | [{name: a, valueFrom: {fileKeyRef: {volumeName: e, path: p}}}] | [{name: a, valueFrom: {fileKeyRef: {volumeName: e, path: p, key: k}}}] | .env[0].valueFrom.fileKeyRef.key: Required value
          env | [{name: a, valueFrom: {fileKeyRef: {path: p, key: k}}}] | [{name: a, valueFrom: {fileKeyRef: {volumeName: f, path: p, key: k}}}] | .env[0].valueFrom.fileKeyRef.volumeName: Required value & .env[0].valueFrom.fileKeyRef.volumeName: Not found: ""
          env | [{name: a, valueFrom: {fileKeyRef: {volumeName: e, key: k}}}] | [{name: a, valueFrom: {fileKeyRef: {volumeName: e, path: p/q, key: k}}}] | .env[0].valueFrom.fileKeyRef.path: Required value
          env | [{name: a, valueFrom: {fileKeyRef: {volumeName: e, path: ../p, key: k}}}] | [{name: a, valueFrom: {fileKeyRef: {volumeName: e, path: p, key: k}}}] | .env[0].valueFrom.fileKeyRef.path: Invalid value: "../p": must not contain '..'
          env | [{name: a, valueFrom: {fileKeyRef: {volumeName: b, path: p, key: k}}}] | [{name: a, valueFrom: {fileKeyRef: {volumeName: e, path: p, key: k}}}] | .env[0].valueFrom.fileKeyRef.volumeName: Invalid value: "b": referenced volume must be of type emptyDir
          envFrom | [{prefix: a=, secretRef: {name: s}}] | [{prefix: a, secretRef: {name: s}}] | .envFrom[0].prefix: Invalid value: "a=": a valid environment variable name must consist only of printable ASCII characters other than '='
          envFrom | [{}] | [{configMapRef: {name: m}}] | .envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`
          envFrom | [{configMapRef: {name: m}, secretRef: {name: s}}] | [{configMapRef: {name: m}}, {secretRef: {name: s}}] | .envFrom: Invalid value: "": may not have more than one field specified at a time
          envFrom | [{configMapRef: {}}] | [{configMapRef: {name: m-}}] | .envFrom[0].configMapRef.name: Required value
          envFrom | [{configMapRef: {name: M}}] | [{configMapRef: {name: m}}] | .envFrom[0].configMapRef.name: Invalid value: "M": <subdomain>
          envFrom | [{secretRef: {}}] | [{secretRef: {name: s}}] | .envFrom[0].secretRef.name: Required value
          envFrom | [{secretRef: {name: s_t}}] | [{secretRef: {name: s-t}}] | .envFrom[0].secretRef.name: Invalid value: "s_t": <subdomain>
          volumeMounts | [{mountPath: /a}] | [{name: e, mountPath: a}] | .volumeMounts[0].name: Required value & .volumeMounts[0].name: Not found: ""
          volumeMounts | [{name: x, mountPath: /a}] | [{name: e, mountPath: /a}] | .volumeMounts[0].name: Not found: "x"
          volumeMounts | [{name: e}] | [{name: e, mountPath: /}] | .volumeMounts[0].mountPath: Required value
          volumeMounts | [{name: e, mountPath: /a}, {name: f, mountPath: /a}] | [{name: e, mountPath: /a}, {name: f, mountPath: /a/}] | .volumeMounts[1].mountPath: Invalid value: "/a": must be unique
          volumeMounts | [{name: e, mountPath: /a, subPath: /b}] | [{name: e, mountPath: /a, subPath: b}] | .volumeMounts.subPath: Invalid value: "/b": must be a relative path
          volumeMounts | [{name: e, mountPath: /a, subPath: b/..}] | [{name: e, mountPath: /a, subPath: b..}] | .volumeMounts.subPath: Invalid value: "b/..": must not contain '..'
          volumeMounts | [{name: e, mountPath: /a, subPathExpr: /b}] | [{name: i, mountPath: /a, subPathExpr: $(b)}] | .volumeMounts.subPathExpr: Invalid value: "/b": must be a relative path
          volumeMounts | [{name: e, mountPath: /a, subPath: b, subPathExpr: b}] | [{name: i, mountPath: /a, subPath: b}] | .volumeMounts[0].subPathExpr: Invalid value: "b": subPathExpr and subPath are mutually exclusive
          volumeMounts | [{name: e, mountPath: /a, mountPropagation: Both}] | [{name: e, mountPath: /a, mountPropagation: HostToContainer}] | .volumeMounts.mountPropagation: Unsupported value: "Both": supported values: "Bidirectional", "HostToContainer", "None"
          . | {volumeMounts: [{name: e, mountPath: /a, mountPropagation: Bidirectional}]} | {securityContext: {privileged: true}, volumeMounts: [{name: e, mountPath: /a, mountPropagation: Bidirectional}]} | .volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers
          volumeMounts | [{name: e, mountPath: /a, readOnly: true, recursiveReadOnly: Perhaps}] | [{name: e, mountPath: /a, recursiveReadOnly: Disabled}] | .volumeMounts.recursiveReadOnly: Unsupported value: "Perhaps": supported values: "Disabled", "Enabled", "IfPossible"
          volumeMounts | [{name: e, mountPath: /a, recursiveReadOnly: Enabled}] | [{name: e, mountPath: /a, readOnly: true, recursiveReadOnly: Enabled}] | .volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true
          volumeMounts | [{name: e, mountPath: /a, readOnly: true, mountPropagation: HostToContainer, recursiveReadOnly: IfPossible}] | [{name: e, mountPath: /a, readOnly: true, mountPropagation: None, recursiveReadOnly: IfPossible}] | .volumeMounts.recursiveReadOnly: Forbidden: may only be specified when mountPropagation is None or not specified
          volumeDevices | [{devicePath: /a}] | [{name: b, devicePath: /a}] | .volumeDevices[0].name: Required value & .volumeDevices[0].name: Not found: ""
          volumeDevices | [{name: b, devicePath: /a}, {name: b, devicePath: /b}] | [{name: b, devicePath: /a}, {name: d, devicePath: /b}] | .volumeDevices[1].name: Invalid value: "b": must be unique
          volumeDevices | [{name: e, devicePath: /a}] | [{name: d, devicePath: /a}] | .volumeDevices[0].name: Invalid value: "e": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode
          volumeDevices | [{name: x, devicePath: /a}] | [{name: b, devicePath: /a}] | .volumeDevices[0].name: Not found: "x"
          volumeDevices | [{name: b}] | [{name: b, devicePath: a}] | .volumeDevices[0].devicePath: Required value
          volumeDevices | [{name: b, devicePath: /a}, {name: d, devicePath: /a}] | [{name: b, devicePath: /a}, {name: d, devicePath: /b}] | .volumeDevices[1].devicePath: Invalid value: "/a": must be unique
          volumeDevices | [{name: b, devicePath: /a/..}] | [{name: b, devicePath: /a..}] | .volumeDevices[0].devicePath: Invalid value: "/a/..": can not contain backsteps ('..')
          . | {volumeMounts: [{name: b, mountPath: /a}], volumeDevices: [{name: b, devicePath: /b}]} | {volumeMounts: [{name: d, mountPath: /a}], volumeDevices: [{name: b, devicePath: /b}]} | .volumeMounts[0].name: Invalid value: "b": must not already exist in volumeDevices & .volumeDevices[0].name: Invalid value: "b": must not already exist in volumeMounts
          . | {volumeMounts: [{name: d, mountPath: /a}], volumeDevices: [{name: b, devicePath: /a}]} | {volumeMounts: [{name: d, mountPath: /a}], volumeDevices: [{name: b, devicePath: /b}]} | .volumeMounts[0].mountPath: Invalid value: "/a": must not already exist as a path in volumeDevices & .volumeDevices[0].devicePath: Invalid value: "/a": must not already exist as a path in volumeMounts
          restartPolicy | Sometimes | OnFailure | .restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure"
          restartPolicyRules | [{action: Restart, exitCodes: {operator: In, values: [1]}}] | [] | .restartPolicy: Required value: must specify restartPolicy when restart rules are used
          . | {restartPolicy: Never, restartPolicyRules: [{action: Stop, exitCodes: {operator: In, values: [1]}}]} | {restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}]} | .restartPolicyRules[0].action: Unsupported value: "Stop": supported values: "Restart", "RestartAllContainers"
          . | {restartPolicy: Never, restartPolicyRules: [{action: Restart}]} | {restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator: NotIn, values: [1]}}]} | .restartPolicyRules[0].exitCodes: Required value: must be specified
          . | {restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator: Gt, values: [1]}}]} | {restartPolicy: Never, restartPolicyRules: [{action: RestartAllContainers, exitCodes: {operator: In, values: [1]}}]} | .restartPolicyRules[0].exitCodes.operator: Unsupported value: "Gt": supported values: "In", "NotIn"
          """)
  void containersKeepTheirRules(Variation rule) {
    rule.within("spec.containers[0]").proveOnCreation(api, POD);
  }

  @RuleTable(
      """
          limits | {gpu: '1'} | {a.io/gpu: '1'} | .limits[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified & .limits[gpu]: Invalid value: "gpu": must be a standard resource for containers & .requests[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified & .requests[gpu]: Invalid value: "gpu": must be a standard resource for containers
          requests | {pods: '1'} | {ephemeral-storage: '1'} | .requests[pods]: Invalid value: "pods": must be a standard resource for containers
          requests | {a@b: '1'} | {cpu: '1'} | .requests[a@b]: Invalid value: "a@b": <qualified name> & .requests[a@b]: Invalid value: "a@b": must be a standard resource for containers
          limits | {requests.a.io/b: '1'} | {a.io/b: '1'} | .limits[requests.a.io/b]: Invalid value: "requests.a.io/b": doesn't follow extended resource name standard & .requests[requests.a.io/b]: Invalid value: "requests.a.io/b": doesn't follow extended resource name standard
          limits | {cpu: '-1'} | {cpu: '0'} | .limits[cpu]: Invalid value: "-1": must be greater than or equal to 0 & .requests[cpu]: Invalid value: "-1": must be greater than or equal to 0
          limits | {a.io/b: 1500m} | {a.io/b: '9223372036854775807'} | .limits[a.io/b]: Invalid value: "1500m": must be an integer & .requests[a.io/b]: Invalid value: "1500m": must be an integer
          limits | {a.io/b: 500m} | {a.io/b: '2'} | .limits[a.io/b]: Invalid value: "500m": must be an integer & .requests[a.io/b]: Invalid value: "500m": must be an integer
          . | {requests: {cpu: '2'}, limits: {cpu: '1'}} | {requests: {cpu: '1'}, limits: {cpu: '1'}} | .requests: Invalid value: "2": must be less than or equal to cpu limit of 1
          . | {requests: {a.io/b: '1'}, limits: {a.io/b: '2'}} | {requests: {a.io/b: '2'}, limits: {a.io/b: '2'}} | .requests: Invalid value: "1": must be equal to a.io/b limit of 2
          requests | {a.io/b: '1'} | {a.kubernetes.io/b: '1'} | .limits: Required value: Limit must be set for non overcommitable resources
          limits | {hugepages-2Mi: 2Mi} | {hugepages-2Mi: 2Mi, cpu: '1'} | : Forbidden: HugePages require cpu or memory
          limits | {cpu: '1', hugepages-2Mi: 3Mi} | {cpu: '1', hugepages-2Mi: 4Mi} | .limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi & .requests[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi
          claims | [{}] | [{name: r}] | .claims[0]: Required value
          claims | [{name: r}, {name: r}] | [{name: r, request: a}, {name: r, request: b}] | .claims[1]: Duplicate value: "r"
          claims | [{name: r, request: a}, {name: r, request: a}] | [{name: r, request: a}] | .claims[1]: Duplicate value: "r/a"
          claims | [{name: r, request: a}, {name: r}] | [{name: r}] | .claims[1]: Duplicate value: "r"
          claims | [{name: r, request: A}] | [{name: r, request: a}] | .claims[0].request: Invalid value: "A": <label>
          claims | [{name: s}] | [{name: r}] | .claims[0]: Not found: "s": must be one of the names in pod.spec.resourceClaims: r
          """)
  void resourcesKeepTheirRules(Variation rule) {
    rule.within("spec.containers[0].resources").proveOnCreation(api, POD);
  }

  @RuleTable(
      """
          . | {resizePolicy: [{restartPolicy: NotRequired}]} | {resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]} | .resizePolicy: Required value
          . | {resizePolicy: [{resourceName: storage, restartPolicy: NotRequired}]} | {resizePolicy: [{resourceName: memory, restartPolicy: NotRequired}]} | .resizePolicy: Unsupported value: "storage": supported values: "cpu", "memory"
          . | {resizePolicy: [{resourceName: cpu}]} | {resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]} | .resizePolicy: Required value
          . | {resizePolicy: [{resourceName: cpu, restartPolicy: Always}]} | {resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]} | .resizePolicy: Unsupported value: "Always": supported values: "NotRequired", "RestartContainer"
          . | {resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}, {resourceName: cpu, restartPolicy: NotRequired}]} | {resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}, {resourceName: memory, restartPolicy: NotRequired}]} | .resizePolicy[1]: Duplicate value: "cpu"
          """)
  void resizePoliciesKeepTheirRules(Variation rule) {
    rule.within("spec.containers[0]").proveOnCreation(api, POD);
  }

  @RuleTable(
      """
          runAsUser | -1 | 2147483647 | .runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive
          runAsGroup | 2147483648 | 0 | .runAsGroup: Invalid value: 2147483648: must be between 0 and 2147483647, inclusive
          procMount | Half | Default | .procMount: Unsupported value: "Half": supported values: "Default", "Unmasked"
          procMount | Unmasked | Default | .procMount: Invalid value: "Unmasked": `hostUsers` must be false to use `Unmasked`
          seccompProfile | {} | {type: Unconfined} | .seccompProfile.type: Required value: type is required when seccompProfile is set
          seccompProfile | {type: Odd} | {type: RuntimeDefault} | .seccompProfile.type: Unsupported value: "Odd": supported values: "Localhost", "RuntimeDefault", "Unconfined"
          seccompProfile | {type: Localhost} | {type: Localhost, localhostProfile: a} | .seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost
          seccompProfile | {type: Localhost, localhostProfile: /a} | {type: Localhost, localhostProfile: a/b} | .seccompProfile.localhostProfile: Invalid value: "/a": must be a relative path
          seccompProfile | {type: Unconfined, localhostProfile: a} | {type: Unconfined} | .seccompProfile.localhostProfile: Invalid value: {"Type":"Unconfined","LocalhostProfile":"a"}: can only be set when seccomp type is Localhost
          . | {allowPrivilegeEscalation: false, privileged: true} | {allowPrivilegeEscalation: true, privileged: true} | : Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true
          . | {allowPrivilegeEscalation: false, capabilities: {add: [CAP_SYS_ADMIN]}} | {allowPrivilegeEscalation: false, capabilities: {add: [SYS_ADMIN]}} | : Invalid value: {"Capabilities":{"Add":["CAP_SYS_ADMIN"],"Drop":null},"Privileged":null,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN
          appArmorProfile | {} | {type: Unconfined} | .appArmorProfile.type: Required value: type is required when appArmorProfile is set
          appArmorProfile | {type: Odd} | {type: RuntimeDefault} | .appArmorProfile.type: Unsupported value: "Odd": supported values: "Localhost", "RuntimeDefault", "Unconfined"
          appArmorProfile | {type: Localhost} | {type: Localhost, localhostProfile: /a} | .appArmorProfile.localhostProfile: Required value: must be set when AppArmor type is Localhost
          appArmorProfile | {type: Localhost, localhostProfile: ''} | {type: Localhost, localhostProfile: a} | .appArmorProfile.localhostProfile: Required value: must be set when AppArmor type is Localhost
          appArmorProfile | {type: Localhost, localhostProfile: ' a'} | {type: Localhost, localhostProfile: a b} | .appArmorProfile.localhostProfile: Invalid value: " a": must not be padded with whitespace
          appArmorProfile | {type: RuntimeDefault, localhostProfile: a} | {type: RuntimeDefault} | .appArmorProfile.localhostProfile: Invalid value: "a": can only be set when AppArmor type is Localhost
          windowsOptions | {gmsaCredentialSpecName: A} | {gmsaCredentialSpecName: a} | .windowsOptions.gmsaCredentialSpecName: Invalid value: "A": <subdomain>
          windowsOptions | {gmsaCredentialSpec: ''} | {gmsaCredentialSpec: a} | .windowsOptions.gmsaCredentialSpec: Invalid value: "": gmsaCredentialSpec cannot be an empty string
          windowsOptions | {runAsUserName: ''} | {runAsUserName: a} | .windowsOptions.runAsUserName: Invalid value: "": runAsUserName cannot be an empty string
          windowsOptions | {runAsUserName: "a\\tb"} | {runAsUserName: a b} | .windowsOptions.runAsUserName: Invalid value: "a\\tb": runAsUserName cannot contain control characters
          windowsOptions | {runAsUserName: 'a\\b\\c'} | {runAsUserName: 'a\\b'} | .windowsOptions.runAsUserName: Invalid value: "a\\\\b\\\\c": runAsUserName cannot contain more than one backslash
          windowsOptions | {runAsUserName: '-this.domain-is-longer\\a'} | {runAsUserName: 'this.domain-is-longer\\a'} | .windowsOptions.runAsUserName: Invalid value: "-this.domain-is-longer\\\\a": runAsUserName's Domain doesn't match the NetBios nor the DNS format
          windowsOptions | {runAsUserName: 'a\\'} | {runAsUserName: 'a\\b'} | .windowsOptions.runAsUserName: Invalid value: "a\\\\": runAsUserName's User cannot be empty
          windowsOptions | {runAsUserName: '. .'} | {runAsUserName: a.b} | .windowsOptions.runAsUserName: Invalid value: ". .": runAsUserName's User cannot contain only periods or spaces
          windowsOptions | {runAsUserName: a@b} | {runAsUserName: a-b} | .windowsOptions.runAsUserName: Invalid value: "a@b": runAsUserName's User cannot contain the following characters: "/\\:;…
          """)
  void securityContextsKeepTheirRules(Variation rule) {
    rule.within("spec.containers[0].securityContext").proveOnCreation(api, POD);
  }

  @Test
  void nameOfAVeryLongDomainIsExamined() {
    var domain = "a.".repeat(100_000) + "a";
    assertThat(
            LocalApi.faults(
                () ->
                    api.create(
                        POD.replace(
                            "image: i",
                            "image: i, securityContext: {windowsOptions: {runAsUserName: '"
                                + domain
                                + "\\u'}}"))))
        .singleElement(as(STRING))
        .endsWith("runAsUserName's Domain length must be under 256 characters");
  }

  @RuleTable(
      """
          livenessProbe | {} | {exec: {command: [a]}} | .livenessProbe: Required value: must specify a handler type
          livenessProbe | {exec: {command: [a]}, httpGet: {port: 1}} | {httpGet: {port: 1}} | .livenessProbe.httpGet: Forbidden: may not specify more than 1 handler type
          livenessProbe | {exec: {}} | {exec: {command: [a]}} | .livenessProbe.exec.command: Required value
          livenessProbe | {httpGet: {port: 65536}} | {httpGet: {port: a}} | .livenessProbe.httpGet.port: Invalid value: 65536: <port>
          livenessProbe | {httpGet: {port: '1'}} | {httpGet: {port: 1}} | .livenessProbe.httpGet.port: Invalid value: "1": must contain at least one letter (a-z)
          livenessProbe | {httpGet: {port: 1, scheme: FTP}} | {httpGet: {port: 1, scheme: HTTPS}} | .livenessProbe.httpGet.scheme: Unsupported value: "FTP": supported values: "HTTP", "HTTPS"
          livenessProbe | {httpGet: {port: 1, httpHeaders: [{name: a b, value: c}]}} | {httpGet: {port: 1, httpHeaders: [{name: a-b, value: c}]}} | .livenessProbe.httpGet.httpHeaders: Invalid value: "a b": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')
          livenessProbe | {tcpSocket: {port: 0}} | {tcpSocket: {port: 65535}} | .livenessProbe.tcpSocket.port: Invalid value: 0: <port>
          livenessProbe | {grpc: {port: 0}} | {grpc: {port: 1}} | .livenessProbe.grpc.port: Invalid value: 0: <port>
          livenessProbe | {grpc: {port: 1}, initialDelaySeconds: -1} | {grpc: {port: 1}, initialDelaySeconds: 0} | .livenessProbe.initialDelaySeconds: Invalid value: -1: must be greater than or equal to 0
          livenessProbe | {grpc: {port: 1}, timeoutSeconds: -1} | {grpc: {port: 1}, timeoutSeconds: 0} | .livenessProbe.timeoutSeconds: Invalid value: -1: must be greater than or equal to 0
          livenessProbe | {grpc: {port: 1}, periodSeconds: -1} | {grpc: {port: 1}, periodSeconds: 1} | .livenessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0
          livenessProbe | {grpc: {port: 1}, failureThreshold: -1} | {grpc: {port: 1}, failureThreshold: 1} | .livenessProbe.failureThreshold: Invalid value: -1: must be greater than or equal to 0
          livenessProbe | {grpc: {port: 1}, terminationGracePeriodSeconds: 0} | {grpc: {port: 1}, terminationGracePeriodSeconds: 1} | .livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0
          livenessProbe | {grpc: {port: 1}, successThreshold: 2} | {grpc: {port: 1}, successThreshold: 1} | .livenessProbe.successThreshold: Invalid value: 2: must be 1
          startupProbe | {grpc: {port: 1}, successThreshold: 2} | {grpc: {port: 1}, successThreshold: 0} | .startupProbe.successThreshold: Invalid value: 2: must be 1
          readinessProbe | {grpc: {port: 1}, successThreshold: -1} | {grpc: {port: 1}, successThreshold: 2} | .readinessProbe.successThreshold: Invalid value: -1: must be greater than or equal to 0
          readinessProbe | {grpc: {port: 1}, terminationGracePeriodSeconds: 1} | {grpc: {port: 1}} | .readinessProbe.terminationGracePeriodSeconds: Invalid value: 1: must not be set for readinessProbes
          lifecycle.postStart | {} | {httpGet: {port: 1}} | .lifecycle.postStart: Required value: must specify a handler type
          lifecycle.postStart | {exec: {command: [a]}, sleep: {seconds: 1}} | {sleep: {seconds: 0}} | .lifecycle.postStart.sleep: Forbidden: may not specify more than 1 handler type
          lifecycle.preStop | {tcpSocket: {port: 0}} | {tcpSocket: {port: a}} | .lifecycle.preStop.tcpSocket.port: Invalid value: 0: <port>
          lifecycle.preStop | {sleep: {seconds: 31}} | {sleep: {seconds: 30}} | .lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)
          """)
  void probesAndHooksKeepTheirRules(Variation rule) {
    rule.within("spec.containers[0]").proveOnCreation(api, POD);
  }

  @RuleTable(
      """
          containers | [] | [{name: c, image: i}] | spec.containers: Required value
          containers[] | {name: c, image: i} | {name: d, image: i} | spec.containers[1].name: Duplicate value: "c"
          . | {containers: [{name: c, image: i, ports: [{containerPort: 1, hostPort: 1}]}, {name: d, image: i, ports: [{containerPort: 1, hostPort: 1}]}]} | {containers: [{name: c, image: i, ports: [{containerPort: 1, hostPort: 1}]}, {name: d, image: i, ports: [{containerPort: 1, hostPort: 1, hostIP: 10.0.0.1}]}]} | spec.containers[1].ports[0].hostPort: Duplicate value: "TCP//1"
          initContainers | [{name: c, image: i}] | [{name: d, image: i}] | spec.initContainers[0].name: Duplicate value: "c"
          initContainers | [{name: d, image: i}, {name: d, image: i}] | [{name: d, image: i}, {name: e, image: i}] | spec.initContainers[1].name: Duplicate value: "d"
          initContainers | [{name: d}] | [{name: d, image: i}] | spec.initContainers[0].image: Required value
          initContainers | [{name: d, image: i }, {name: e, image: i, ports: [{containerPort: 1, hostPort: 2}, {containerPort: 3, hostPort: 2}]}] | [{name: d, image: i, ports: [{containerPort: 1, hostPort: 2}]}, {name: e, image: i, ports: [{containerPort: 3, hostPort: 2}]}] | spec.initContainers[0].ports[1].hostPort: Duplicate value: "TCP//2"
          initContainers | [{name: d, image: i, lifecycle: {preStop: {sleep: {seconds: 1}}}}] | [{name: d, image: i, restartPolicy: Always, lifecycle: {preStop: {sleep: {seconds: 1}}}}] | spec.initContainers[0].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always
          initContainers | [{name: d, image: i, livenessProbe: {grpc: {port: 1}}}] | [{name: d, image: i, restartPolicy: Always, livenessProbe: {grpc: {port: 1}}}] | spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always
          initContainers | [{name: d, image: i, readinessProbe: {grpc: {port: 1}}}] | [{name: d, image: i, restartPolicy: Always, readinessProbe: {grpc: {port: 1}}}] | spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always
          initContainers | [{name: d, image: i, startupProbe: {grpc: {port: 1}}}] | [{name: d, image: i, restartPolicy: Always, startupProbe: {grpc: {port: 1}}}] | spec.initContainers[0].startupProbe: Forbidden: may not be set for init containers without restartPolicy=Always
          initContainers | [{name: d, image: i, restartPolicy: Always, livenessProbe: {}}] | [{name: d, image: i, restartPolicy: Always}] | spec.initContainers[0].livenessProbe: Required value: must specify a handler type
          initContainers | [{name: d, image: i, restartPolicyRules: [{action: Odd}]}] | [{name: d, image: i, restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}]}] | spec.initContainers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used
          initContainers | [{name: d, image: i, restartPolicy: Odd}] | [{name: d, image: i, restartPolicy: OnFailure}] | spec.initContainers[0].restartPolicy: Unsupported value: "Odd": supported values: "Always", "Never", "OnFailure"
          initContainers | [{name: d, image: i, resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]}] | [{name: d, image: i, restartPolicy: Always, resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]}] | spec.initContainers[0].resizePolicy[0].restartPolicy: Invalid value: "RestartContainer": must not be set to 'RestartContainer' for non-sidecar initContainers
          . | {restartPolicy: Never, containers: [{name: c, image: i, resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]}]} | {restartPolicy: Never, containers: [{name: c, image: i, resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]}]} | spec.containers[0].resizePolicy: Invalid value: "RestartContainer": must be 'NotRequired' when pod `restartPolicy` is 'Never'
          """)
  void containersKeepTheRulesTogether(Variation rule) {
    rule.within("spec").proveOnCreation(api, POD);
  }
}
