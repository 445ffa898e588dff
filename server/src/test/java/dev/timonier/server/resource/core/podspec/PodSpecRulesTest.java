package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import org.junit.jupiter.api.AutoClose;

class PodSpecRulesTest {
  private static final String POD =
      "{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {l: m}}, spec: {containers: [{name:"
          + " c, image: i}]}}";

  @AutoClose private final LocalApi api = new LocalApi();

  @RuleTable(
      """
          restartPolicy | Sometimes | OnFailure | .restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"
          dnsPolicy | Mine | Default | .dnsPolicy: Unsupported value: "Mine": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"
          nodeSelector | {a b: c} | {a: c} | .nodeSelector: Invalid value: "a b": <qualified name>
          nodeSelector | {a: b c} | {a: ''} | .nodeSelector: Invalid value: "b c": <label value>
          dnsPolicy | None | ClusterFirst | .dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None
          . | {dnsPolicy: None, dnsConfig: {options: [{}]}} | {dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.1]}} | .dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None
          dnsConfig.nameservers | [10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4] | [10.0.0.1, 10.0.0.2, '::1'] | .dnsConfig.nameservers: Invalid value: ["10.0.0.1","10.0.0.2","10.0.0.3","10.0.0.4"]: must not have more than 3 nameservers
          dnsConfig.nameservers | [10.0.0] | [10.0.0.0] | .dnsConfig.nameservers[0]: Invalid value: "10.0.0": <address>
          dnsConfig.searches | [a_.b] | [_a.b., .] | .dnsConfig.searches[0]: Invalid value: "a_.b": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character…
          dnsConfig.options | [{value: a}] | [{name: a}] | .dnsConfig.options[0]: Required value: must not be empty
          readinessGates | [{conditionType: a b}] | [{conditionType: a.io/b}] | .readinessGates[0].conditionType: Invalid value: "a b": <qualified name>
          schedulingGates | [{name: a b}] | [{name: a.io/b}] | .schedulingGates[0]: Invalid value: "a b": <qualified name>
          schedulingGates | [{name: a}, {name: a}] | [{name: a}, {name: b}] | .schedulingGates[1]: Duplicate value: "a"
          . | {schedulingGates: [{name: a}], nodeName: b} | {schedulingGates: [{name: a}]} | .nodeName: Forbidden: cannot be set until all schedulingGates have been cleared
          serviceAccountName | A | a | .serviceAccountName: Invalid value: "A": <subdomain>
          nodeName | a_b | a.b | .nodeName: Invalid value: "a_b": <subdomain>
          activeDeadlineSeconds | 0 | 1 | .activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive
          activeDeadlineSeconds | 2147483648 | 2147483647 | .activeDeadlineSeconds: Invalid value: 2147483648: must be between 1 and 2147483647, inclusive
          hostname | a.b | a-b | .hostname: Invalid value: "a.b": must not contain dots
          subdomain | A | a | .subdomain: Invalid value: "A": <label>
          hostnameOverride | A | a.b | .hostnameOverride: Invalid value: "A": <subdomain>
          hostnameOverride | a23456789b123456789c123456789d123456789e123456789f123456789abcdef | a23456789b123456789c123456789d123456789e123456789f123456789abcde | .hostnameOverride: Too long: may not be more than 64 bytes
          . | {hostnameOverride: a, hostNetwork: true} | {hostnameOverride: a} | .hostnameOverride: Forbidden: may not be specified when hostNetwork is true
          . | {hostnameOverride: a, setHostnameAsFQDN: true} | {hostnameOverride: a, setHostnameAsFQDN: false} | .hostnameOverride: Forbidden: may not be specified when setHostnameAsFQDN is true
          tolerations | [{key: a b, operator: Exists}] | [{key: a, operator: Exists}] | .tolerations[0].key: Invalid value: "a b": <qualified name>
          tolerations | [{operator: Equal}] | [{operator: Exists}] | .tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"
          tolerations | [{key: a, effect: NoSchedule, tolerationSeconds: 1}] | [{key: a, effect: NoExecute, tolerationSeconds: 1}] | .tolerations[0].effect: Invalid value: "NoSchedule": effect must be 'NoExecute' when `tolerationSeconds` is set
          tolerations | [{key: a, value: b c}] | [{key: a, value: b}] | .tolerations[0].operator: Invalid value: "b c": <label value>
          tolerations | [{key: a, operator: Exists, value: b}] | [{key: a, operator: Equal, value: b}] | .tolerations[0].operator: Invalid value: "b": value must be empty when `operator` is 'Exists'
          tolerations | [{key: a, operator: Lt, value: '1'}] | [{key: a, operator: Equal, value: '1'}] | .tolerations[0].operator: Unsupported value: "Lt": supported values: "Equal", "Exists", "Lt", "Gt"
          tolerations | [{key: a, operator: In}] | [{key: a}] | .tolerations[0].operator: Unsupported value: "In": supported values: "Equal", "Exists"
          tolerations | [{key: a, effect: Never}] | [{key: a, effect: PreferNoSchedule}] | .tolerations[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"
          hostAliases | [{ip: a}] | [{ip: 10.0.0.1}] | .hostAliases[0].ip: Invalid value: "a": <address>
          hostAliases | [{ip: 10.0.0.1, hostnames: [A]}] | [{ip: 10.0.0.1, hostnames: [a.b]}] | .hostAliases[0].hostnames[0]: Invalid value: "A": <subdomain>
          priorityClassName | A | a | .priorityClassName: Invalid value: "A": <subdomain>
          runtimeClassName | '' | a | .runtimeClassName: Invalid value: "": <subdomain>
          preemptionPolicy | Sometimes | Never | .preemptionPolicy: Unsupported value: "Sometimes": supported values: "PreemptLowerPriority", "Never"
          preemptionPolicy | '' | PreemptLowerPriority | .preemptionPolicy: Required value
          overhead | {odd: '1'} | {a.io/odd: '1'} | .overhead.limits[odd]: Invalid value: "odd": must be a standard resource type or fully qualified & .overhead.limits[odd]: Invalid value: "odd": must be a standard resource for containers
          overhead | {hugepages-2Mi: 2Mi} | {hugepages-2Mi: 2Mi, cpu: '1'} | .overhead: Forbidden: HugePages require cpu or memory
          overhead | {hugepages-2Mi: 3Mi, cpu: '1'} | {hugepages-2Mi: '1000000000000000000000', cpu: '1'} | .overhead.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi
          overhead | {cpu: '-1'} | {cpu: '1'} | .overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0
          . | {hostNetwork: true, containers: [{name: c, image: i, ports: [{containerPort: 1, hostPort: 2}]}]} | {hostNetwork: true, containers: [{name: c, image: i, ports: [{containerPort: 1}]}]} | .containers[0].ports[0].hostPort: Invalid value: 2: must match `containerPort` when `hostNetwork` is true
          . | {hostUsers: false, hostPID: true} | {hostUsers: true, hostPID: true} | .HostPID: Forbidden: when `hostUsers` is false
          . | {hostUsers: false, hostIPC: true} | {hostUsers: false} | .HostIPC: Forbidden: when `hostUsers` is false
          . | {hostUsers: false, hostNetwork: true} | {hostNetwork: true} | .hostNetwork: Forbidden: when `hostUsers` is false
          resourceClaims | [{resourceClaimName: a}] | [{name: r, resourceClaimName: a}] | .resourceClaims[0].name: Required value
          resourceClaims | [{name: R, resourceClaimName: a}] | [{name: r, resourceClaimTemplateName: a}] | .resourceClaims[0].name: Invalid value: "R": <label>
          resourceClaims | [{name: r, resourceClaimName: a}, {name: r, resourceClaimName: b}] | [{name: r, resourceClaimName: a}, {name: s, resourceClaimName: a}] | .resourceClaims[1].name: Duplicate value: "r"
          resourceClaims | [{name: r}] | [{name: r, resourceClaimName: a}] | .resourceClaims[0]: Invalid value: {"Name":"r","ResourceClaimName":null,"ResourceClaimTemplateName":null}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`
          resourceClaims | [{name: r, resourceClaimName: a, resourceClaimTemplateName: a}] | [{name: r, resourceClaimTemplateName: a}] | .resourceClaims[0]: Invalid value: {"Name":"r","ResourceClaimName":"a","ResourceClaimTemplateName":"a"}: at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified
          resourceClaims | [{name: r, resourceClaimName: A}] | [{name: r, resourceClaimName: a}] | .resourceClaims[0].resourceClaimName: Invalid value: "A": <subdomain>
          resourceClaims | [{name: r, resourceClaimTemplateName: A}] | [{name: r, resourceClaimTemplateName: a}] | .resourceClaims[0].resourceClaimTemplateName: Invalid value: "A": <subdomain>
          resources | {claims: [{name: r}], requests: {cpu: '1'}} | {requests: {cpu: '1'}} | .resources.claims: Forbidden: claims may not be set for Resources at pod-level & .resources.claims[0]: Not found: "r": must be one of the names in pod.spec.resourceClaims which is empty
          resources.requests | {odd: '1'} | {cpu: '1'} | .resources.requests[odd]: Invalid value: "odd": must be a standard resource type or fully qualified
          resources.requests | {a b: '1'} | {memory: '1'} | .resources.requests[a b]: Invalid value: "a b": <qualified name>
          resources.requests | {ephemeral-storage: '1'} | {memory: '1'} | .resources.requests[ephemeral-storage]: Unsupported value: "ephemeral-storage": supported values: "cpu", "hugepages-", "memory"
          . | {resources: {requests: {cpu: '1'}}, containers: [{name: c, image: i, resources: {requests: {cpu: '2'}}}]} | {resources: {requests: {cpu: '2'}}, containers: [{name: c, image: i, resources: {requests: {cpu: '2'}}}]} | .resources.requests[cpu]: Invalid value: "1": must be greater than or equal to aggregate container requests of 2
          . | {resources: {limits: {cpu: '1'}, requests: {cpu: '1'}}, containers: [{name: c, image: i, resources: {requests: {cpu: '1'}, limits: {cpu: '2'}}}]} | {resources: {limits: {cpu: '2'}}, containers: [{name: c, image: i, resources: {limits: {cpu: '2'}}}]} | .resources.containers[0][cpu].limits: Invalid value: "2": must be less than or equal to pod limits of 1
          """)
  void podsKeepTheirRules(Variation rule) {
    rule.within("spec").proveOnCreation(api, POD);
  }

  @RuleTable(
      """
          securityContext.fsGroup | -1 | 0 | .securityContext.fsGroup: Invalid value: -1: must be between 0 and 2147483647, inclusive
          securityContext.runAsUser | 2147483648 | 2147483647 | .securityContext.runAsUser: Invalid value: 2147483648: must be between 0 and 2147483647, inclusive
          securityContext.runAsGroup | -1 | 0 | .securityContext.runAsGroup: Invalid value: -1: must be between 0 and 2147483647, inclusive
          securityContext.supplementalGroups | [0, -1] | [0, 1] | .securityContext.supplementalGroups[1]: Invalid value: -1: must be between 0 and 2147483647, inclusive
          . | {shareProcessNamespace: true, hostPID: true} | {shareProcessNamespace: false, hostPID: true} | .securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled
          securityContext.sysctls | [{value: '1'}] | [{name: a, value: '1'}] | .securityContext.sysctls[0].name: Required value
          securityContext.sysctls | [{name: a.-b, value: '1'}] | [{name: a/b, value: '1'}] | .securityContext.sysctls[0].name: Invalid value: "a.-b": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$
          securityContext.sysctls | [{name: a, value: '1'}, {name: a, value: '1'}] | [{name: a, value: '1'}, {name: b, value: '1'}] | .securityContext.sysctls[1].name: Duplicate value: "a"
          . | {hostNetwork: true, securityContext: {sysctls: [{name: net/a, value: '1'}]}} | {hostIPC: true, securityContext: {sysctls: [{name: net/a, value: '1'}]}} | .securityContext.sysctls[0].name: Invalid value: "net/a": may not be specified when 'hostNetwork' is true
          . | {hostIPC: true, securityContext: {sysctls: [{name: kernel.shm_a, value: '1'}]}} | {hostNetwork: true, securityContext: {sysctls: [{name: kernel.sem, value: '1'}]}} | .securityContext.sysctls[0].name: Invalid value: "kernel.shm_a": may not be specified when 'hostIPC' is true
          securityContext.fsGroupChangePolicy | Never | OnRootMismatch | .securityContext.fsGroupChangePolicy: Unsupported value: "Never": supported values: "Always", "OnRootMismatch"
          securityContext.seccompProfile | {type: Localhost} | {type: Unconfined} | .securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost
          securityContext.windowsOptions | {runAsUserName: ''} | {runAsUserName: a} | .securityContext.windowsOptions.runAsUserName: Invalid value: "": runAsUserName cannot be an empty string
          securityContext.appArmorProfile | {type: Localhost} | {type: Unconfined} | .securityContext.appArmorProfile.localhostProfile: Required value: must be set when AppArmor type is Localhost
          securityContext.supplementalGroupsPolicy | Both | Strict | .securityContext.supplementalGroupsPolicy: Unsupported value: "Both": supported values: "Merge", "Strict"
          securityContext.seLinuxChangePolicy | Never | Recursive | .securityContext.seLinuxChangePolicy: Unsupported value: "Never": supported values: "Recursive"
          . | {hostNetwork: true, containers: [{name: c, image: i, securityContext: {windowsOptions: {hostProcess: true}}}, {name: d, image: i}]} | {hostNetwork: true, containers: [{name: c, image: i, securityContext: {windowsOptions: {hostProcess: true}}}]} | : Invalid value: "": If pod contains any hostProcess containers then all containers must be HostProcess containers
          securityContext.windowsOptions.hostProcess | true | false | .hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers
          . | {hostNetwork: true, securityContext: {windowsOptions: {hostProcess: false}}, containers: [{name: c, image: i, securityContext: {windowsOptions: {hostProcess: true}}}]} | {hostNetwork: true, securityContext: {windowsOptions: {hostProcess: true}}, containers: [{name: c, image: i, securityContext: {windowsOptions: {hostProcess: true}}}]} | .containers[0].securityContext.windowsOptions.hostProcess: Invalid value: true: pod hostProcess value must be identical if both are specified, was false
          os | {} | {name: linux} | .os.name: Required value
          os | {name: plan9} | {name: windows} | .os: Unsupported value: "plan9": supported values: "linux", "windows"
          . | {os: {name: linux}, securityContext: {windowsOptions: {runAsUserName: a}}} | {os: {name: windows}, securityContext: {windowsOptions: {runAsUserName: a}}} | .securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod
          . | {os: {name: linux}, containers: [{name: c, image: i, securityContext: {windowsOptions: {runAsUserName: a}}}]} | {os: {name: windows}, containers: [{name: c, image: i, securityContext: {windowsOptions: {runAsUserName: a}}}]} | .containers[0].securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod
          . | {os: {name: windows}, hostUsers: true, hostPID: true, hostIPC: true, shareProcessNamespace: false} | {os: {name: linux}, hostUsers: true, hostPID: true, hostIPC: true, shareProcessNamespace: false} | .hostUsers: Forbidden: cannot be set for a windows pod & .hostPID: Forbidden: cannot be set for a windows pod & .hostIPC: Forbidden: cannot be set for a windows pod & .shareProcessNamespace: Forbidden: cannot be set for a windows pod
          . | {os: {name: windows}, securityContext: {appArmorProfile: {type: Unconfined}, seLinuxOptions: {level: a}, seccompProfile: {type: Unconfined}, fsGroup: 1, fsGroupChangePolicy: Always, sysctls: [{name: a, value: b}]}} | {os: {name: linux}, securityContext: {appArmorProfile: {type: Unconfined}, seLinuxOptions: {level: a}, seccompProfile: {type: Unconfined}, fsGroup: 1, fsGroupChangePolicy: Always, sysctls: [{name: a, value: b}]}} | .securityContext.appArmorProfile: Forbidden: cannot be set for a windows pod & .securityContext.seLinuxOptions: Forbidden: cannot be set for a windows pod & .securityContext.seccompProfile: Forbidden: cannot be set for a windows pod & .securityContext.fsGroup: Forbidden: cannot be set for a windows pod & .securityContext.fsGroupChangePolicy: Forbidden: cannot be set for a windows pod & .securityContext.sysctls: Forbidden: cannot be set for a windows pod
          . | {os: {name: windows}, securityContext: {runAsUser: 1, runAsGroup: 1, supplementalGroups: [1], supplementalGroupsPolicy: Merge, seLinuxChangePolicy: Recursive}} | {os: {name: windows}, securityContext: {runAsNonRoot: true}} | .securityContext.runAsUser: Forbidden: cannot be set for a windows pod & .securityContext.runAsGroup: Forbidden: cannot be set for a windows pod & .securityContext.supplementalGroups: Forbidden: cannot be set for a windows pod & .securityContext.supplementalGroupsPolicy: Forbidden: cannot be set for a windows pod & .securityContext.seLinuxChangePolicy: Forbidden: cannot be set for a windows pod
          . | {os: {name: windows}, initContainers: [{name: d, image: i, securityContext: {appArmorProfile: {type: Unconfined}, seLinuxOptions: {level: a}, seccompProfile: {type: Unconfined}, capabilities: {add: [a]}, readOnlyRootFilesystem: true}}]} | {os: {name: linux}, initContainers: [{name: d, image: i, securityContext: {appArmorProfile: {type: Unconfined}, seLinuxOptions: {level: a}, seccompProfile: {type: Unconfined}, capabilities: {add: [a]}, readOnlyRootFilesystem: true}}]} | .initContainers[0].securityContext.appArmorProfile: Forbidden: cannot be set for a windows pod & .initContainers[0].securityContext.seLinuxOptions: Forbidden: cannot be set for a windows pod & .initContainers[0].securityContext.seccompProfile: Forbidden: cannot be set for a windows pod & .initContainers[0].securityContext.capabilities: Forbidden: cannot be set for a windows pod & .initContainers[0].securityContext.readOnlyRootFilesystem: Forbidden: cannot be set for a windows pod
          . | {os: {name: windows}, containers: [{name: c, image: i, securityContext: {privileged: false, allowPrivilegeEscalation: true, procMount: Default, runAsUser: 1, runAsGroup: 1}}]} | {os: {name: windows}, containers: [{name: c, image: i, securityContext: {runAsNonRoot: true}}]} | .containers[0].securityContext.privileged: Forbidden: cannot be set for a windows pod & .containers[0].securityContext.allowPrivilegeEscalation: Forbidden: cannot be set for a windows pod & .containers[0].securityContext.procMount: Forbidden: cannot be set for a windows pod & .containers[0].securityContext.runAsUser: Forbidden: cannot be set for a windows pod & .containers[0].securityContext.runAsGroup: Forbidden: cannot be set for a windows pod
          """)
  void securityKeepsItsRules(Variation rule) {
    rule.within("spec").proveOnCreation(api, POD);
  }

  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

  @RuleTable(
      """
          required | {nodeSelectorTerms: []} | {nodeSelectorTerms: [{}]} | .required.nodeSelectorTerms: Required value: must have at least one node selector term
          required.nodeSelectorTerms | [{matchExpressions: [{key: k, operator: In}]}] | [{matchExpressions: [{key: k, operator: In, values: [a]}]}] | .required.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'
          required.nodeSelectorTerms | [{matchExpressions: [{key: k, operator: DoesNotExist, values: [a]}]}] | [{matchExpressions: [{key: k, operator: DoesNotExist}]}] | .required.nodeSelectorTerms[0].matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'
          required.nodeSelectorTerms | [{matchExpressions: [{key: k, operator: Gt, values: ['1', '2']}]}] | [{matchExpressions: [{key: k, operator: Gt, values: ['1']}]}] | .required.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'
          required.nodeSelectorTerms | [{matchExpressions: [{key: k, operator: Like}]}] | [{matchExpressions: [{key: k, operator: Exists}]}] | .required.nodeSelectorTerms[0].matchExpressions[0].operator: Invalid value: "Like": not a valid selector operator
          required.nodeSelectorTerms | [{matchExpressions: [{key: a b, operator: Exists}]}] | [{matchExpressions: [{key: a, operator: Exists}]}] | .required.nodeSelectorTerms[0].matchExpressions[0].key: Invalid value: "a b": <qualified name>
          required.nodeSelectorTerms | [{matchExpressions: [{key: k, operator: NotIn, values: [a b]}]}] | [{matchExpressions: [{key: k, operator: NotIn, values: [a]}]}] | .required.nodeSelectorTerms[0].matchExpressions[0].values[0]: Invalid value: "a b": <label value>
          required.nodeSelectorTerms | [{matchExpressions: [{key: k, operator: Lt, values: ['-1']}]}] | [{matchExpressions: [{key: k, operator: Lt, values: ['1']}]}] | .required.nodeSelectorTerms[0].matchExpressions[0].values[0]: Invalid value: "-1": <label value>
          required.nodeSelectorTerms | [{matchFields: [{key: metadata.name, operator: In, values: [a, b]}]}] | [{matchFields: [{key: metadata.name, operator: In, values: [a]}]}] | .required.nodeSelectorTerms[0].matchFields[0].values: Required value: must be only one value when `operator` is 'In' or 'NotIn' for node field selector
          required.nodeSelectorTerms | [{matchFields: [{key: metadata.name, operator: Exists}]}] | [{matchFields: [{key: metadata.name, operator: NotIn, values: [a]}]}] | .required.nodeSelectorTerms[0].matchFields[0].operator: Invalid value: "Exists": not a valid selector operator
          required.nodeSelectorTerms | [{matchFields: [{key: name, operator: In, values: [a]}]}] | [{matchFields: [{key: metadata.name, operator: In, values: [a]}]}] | .required.nodeSelectorTerms[0].matchFields[0].key: Invalid value: "name": not a valid field selector key
          required.nodeSelectorTerms | [{matchFields: [{key: metadata.name, operator: In, values: [A]}]}] | [{matchFields: [{key: metadata.name, operator: In, values: [a]}]}] | .required.nodeSelectorTerms[0].matchFields[0].values[0]: Invalid value: "A": <subdomain>
          preferred | [{weight: 0, preference: {}}] | [{weight: 1, preference: {}}] | .preferred[0].weight: Invalid value: 0: must be in the range 1-100
          preferred | [{weight: 1, preference: {matchExpressions: [{key: k, operator: In}]}}] | [{weight: 100, preference: {matchExpressions: [{key: k, operator: In, values: [a b]}]}}] | .preferred[0].preference.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'
          """)
  void affinityToNodesKeepsItsRules(Variation rule) {
    inFull(rule).within("spec.affinity.nodeAffinity").proveOnCreation(api, POD);
  }

  private static Variation inFull(Variation rule) {
    return new Variation(inFull(rule.place()), rule.bad(), rule.good(), inFull(rule.faults()));
  }

  private static String inFull(String text) {
    return text.replaceAll("\\brequired(?=[.\\[:]|$)", REQUIRED)
        .replaceAll("\\bpreferred(?=[.\\[:]|$)", PREFERRED);
  }

  @RuleTable(
      """
          podAffinity.required | [{}] | [{topologyKey: z}] | .podAffinity.required[0].topologyKey: Required value: can not be empty & .podAffinity.required[0].topologyKey: Invalid value: "": name part must be non-empty & .podAffinity.required[0].topologyKey: Invalid value: "": <qualified name>
          podAffinity.required | [{topologyKey: a b}] | [{topologyKey: a.io/b}] | .podAffinity.required[0].topologyKey: Invalid value: "a b": <qualified name>
          podAffinity.required | [{topologyKey: z, namespaces: [A]}] | [{topologyKey: z, namespaces: [a]}] | .podAffinity.required[0].namespace: Invalid value: "A": <label>
          podAffinity.required | [{topologyKey: z, labelSelector: {matchExpressions: [{key: k, operator: In}]}}] | [{topologyKey: z, labelSelector: {matchExpressions: [{key: k, operator: In, values: [a]}]}}] | .podAffinity.required[0].labelSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'
          podAffinity.required | [{topologyKey: z, namespaceSelector: {matchExpressions: [{key: k, operator: Like}]}}] | [{topologyKey: z, namespaceSelector: {matchExpressions: [{key: k, operator: Exists}]}}] | .podAffinity.required[0].namespaceSelector.matchExpressions[0].operator: Invalid value: "Like": not a valid selector operator
          podAffinity.required | [{topologyKey: z, matchLabelKeys: [k]}] | [{topologyKey: z, matchLabelKeys: [k], labelSelector: {}}] | .podAffinity.required[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set
          podAffinity.required | [{topologyKey: z, mismatchLabelKeys: [a b], labelSelector: {}}] | [{topologyKey: z, mismatchLabelKeys: [a], labelSelector: {}}] | .podAffinity.required[0].mismatchLabelKeys[0]: Invalid value: "a b": <qualified name>
          podAffinity.required | [{topologyKey: z, matchLabelKeys: [l], labelSelector: {matchExpressions: [{key: l, operator: Exists}]}}] | [{topologyKey: z, mismatchLabelKeys: [l], labelSelector: {matchExpressions: [{key: l, operator: Exists}]}}] | .podAffinity.required[0][0]: Invalid value: "l": exists in both matchLabelKeys and labelSelector
          podAffinity.required | [{topologyKey: z, matchLabelKeys: [k], mismatchLabelKeys: [k], labelSelector: {}}] | [{topologyKey: z, matchLabelKeys: [k], mismatchLabelKeys: [j], labelSelector: {}}] | .podAffinity.required[0].matchLabelKeys[0]: Invalid value: "k": exists in both matchLabelKeys and mismatchLabelKeys
          podAffinity.preferred | [{weight: 101, podAffinityTerm: {topologyKey: z}}] | [{weight: 100, podAffinityTerm: {topologyKey: z}}] | .podAffinity.preferred[0].weight: Invalid value: 101: must be in the range 1-100
          podAffinity.preferred | [{weight: 1, podAffinityTerm: {topologyKey: z, namespaces: [a.b]}}] | [{weight: 1, podAffinityTerm: {topologyKey: z, namespaces: [a]}}] | .podAffinity.preferred[0].podAffinityTerm.namespace: Invalid value: "a.b": must not contain dots
          podAntiAffinity.required | [{topologyKey: a b}] | [{topologyKey: a}] | .podAntiAffinity.required[0].topologyKey: Invalid value: "a b": <qualified name>
          podAntiAffinity.preferred | [{weight: 0, podAffinityTerm: {topologyKey: z}}] | [{weight: 1, podAffinityTerm: {topologyKey: z}}] | .podAntiAffinity.preferred[0].weight: Invalid value: 0: must be in the range 1-100
          """)
  void affinityToPodsKeepsItsRules(Variation rule) {
    inFull(rule).within("spec.affinity").proveOnCreation(api, POD);
  }

  @RuleTable(
      """
          maxSkew | 0 | 2 | .maxSkew: Invalid value: 0: must be greater than zero
          topologyKey | '' | x | .topologyKey: Required value: can not be empty
          whenUnsatisfiable | Fail | ScheduleAnyway | .whenUnsatisfiable: Unsupported value: "Fail": supported values: "DoNotSchedule", "ScheduleAnyway"
          minDomains | 0 | 1 | .minDomains: Invalid value: 0: must be greater than zero
          . | {whenUnsatisfiable: ScheduleAnyway, minDomains: 1} | {minDomains: 1} | .minDomains: Invalid value: 1: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway
          nodeAffinityPolicy | Odd | Ignore | .nodeAffinityPolicy: Unsupported value: "Odd": supported values: "Honor", "Ignore"
          nodeTaintsPolicy | Odd | Honor | .nodeTaintsPolicy: Unsupported value: "Odd": supported values: "Honor", "Ignore"
          matchLabelKeys | [l] | [] | .matchLabelKeys: Forbidden: must not be specified when labelSelector is not set
          . | {matchLabelKeys: [a b], labelSelector: {}} | {matchLabelKeys: [a], labelSelector: {}} | .matchLabelKeys[0]: Invalid value: "a b": <qualified name>
          . | {matchLabelKeys: [l], labelSelector: {matchLabels: {l: m}}} | {matchLabelKeys: [l], labelSelector: {matchLabels: {k: m}}} | [0]: Invalid value: "l": exists in both matchLabelKeys and labelSelector
          labelSelector | {matchLabels: {a: b c}} | {matchLabels: {a: b}} | .labelSelector.matchLabels: Invalid value: "b c": <label value>
          """)
  void spreadKeepsItsRules(Variation rule) {
    var at = "spec.topologySpreadConstraints[0]";
    var told = rule.faults().startsWith("[") ? at + rule.faults() : rule.faults();
    new Variation(rule.place(), rule.bad(), rule.good(), told)
        .within(at)
        .proveOnCreation(
            api,
            POD.replace(
                "spec: {",
                "spec: {topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable:"
                    + " DoNotSchedule}], "));
  }

  @RuleTable(
      """
          spec.topologySpreadConstraints | [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule}, {maxSkew: 2, topologyKey: z, whenUnsatisfiable: DoNotSchedule}] | [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule}, {maxSkew: 2, topologyKey: z, whenUnsatisfiable: ScheduleAnyway}] | spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{z, DoNotSchedule}"
          spec | {hostUsers: false, volumes: [{name: v, persistentVolumeClaim: {claimName: a}}], containers: [{name: c, image: i, volumeDevices: [{name: v, devicePath: /a}]}]} | {volumes: [{name: v, persistentVolumeClaim: {claimName: a}}], containers: [{name: c, image: i, volumeDevices: [{name: v, devicePath: /a}]}]} | spec.containers[0].volumeDevices: Forbidden: when `hostUsers` is false
          metadata.annotations | {kubernetes.io/config.mirror: a} | {kubernetes.io/config.source: a} | metadata.annotations[kubernetes.io/config.mirror]: Invalid value: "a": must set spec.nodeName if mirror pod annotation is set
          . | {metadata: {annotations: {kubernetes.io/config.mirror: a}}, spec: {nodeName: m, resourceClaims: [{name: r, resourceClaimName: a}]}} | {metadata: {annotations: {kubernetes.io/config.mirror: a}}, spec: {nodeName: m}} | []: Forbidden: static pods do not support resource claims
          metadata.annotations | {controller.kubernetes.io/pod-deletion-cost: '+1'} | {controller.kubernetes.io/pod-deletion-cost: '-01'} | metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "+1": must be a 32bit integer
          metadata.annotations | {controller.kubernetes.io/pod-deletion-cost: '2147483648'} | {controller.kubernetes.io/pod-deletion-cost: '-2147483648'} | metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "2147483648": must be a 32bit integer
          metadata.annotations | {kubernetes.io/config.mirror: a} | {kubernetes.io/config.hash: a} | metadata.annotations[kubernetes.io/config.mirror]: Invalid value: "a": must set spec.nodeName if mirror pod annotation is set
          metadata.annotations | {scheduler.alpha.kubernetes.io/tolerations: x} | {scheduler.alpha.kubernetes.io/tolerations: 'null'} | metadata.annotations: Invalid value: "scheduler.alpha.kubernetes.io/tolerations": invalid character 'x' looking for beginning of value
          metadata.annotations | {scheduler.alpha.kubernetes.io/tolerations: '{}'} | {scheduler.alpha.kubernetes.io/tolerations: '[]'} | metadata.annotations: Invalid value: "scheduler.alpha.kubernetes.io/tolerations": json: cannot unmarshal object into Go value of type []core.Toleration
          metadata.annotations | {scheduler.alpha.kubernetes.io/tolerations: '[true]'} | {scheduler.alpha.kubernetes.io/tolerations: '[{"operator":"Exists"}]'} | metadata.annotations: Invalid value: "scheduler.alpha.kubernetes.io/tolerations": json: cannot unmarshal bool into Go value of type core.Toleration
          metadata.annotations | {scheduler.alpha.kubernetes.io/tolerations: '[{"Key":1}]'} | {scheduler.alpha.kubernetes.io/tolerations: '[{"KEY":"a","odd":1}]'} | metadata.annotations: Invalid value: "scheduler.alpha.kubernetes.io/tolerations": json: cannot unmarshal number into Go struct field Toleration.Key of type string
          metadata.annotations | {scheduler.alpha.kubernetes.io/tolerations: '[{"key":"a","operator":"Odd"}]'} | {scheduler.alpha.kubernetes.io/tolerations: '[{"key":"a","operator":"Equal"}]'} | metadata.annotations.scheduler.alpha.kubernetes.io/tolerations[0].operator: Unsupported value: "Odd": supported values: "Equal", "Exists"
          . | {metadata: {annotations: {kubernetes.io/config.mirror: a}}, spec: {nodeName: m, resourceClaims: [{name: r}, {name: r}]}} | {metadata: {annotations: {kubernetes.io/config.mirror: a}}, spec: {nodeName: m}} | []: Forbidden: static pods do not support resource claims & []: Forbidden: static pods do not support resource claims
          metadata.annotations | {seccomp.security.alpha.kubernetes.io/pod: odd} | {seccomp.security.alpha.kubernetes.io/pod: docker/default} | metadata.annotations.seccomp.security.alpha.kubernetes.io/pod: Invalid value: "odd": must be a valid seccomp profile
          metadata.annotations | {container.seccomp.security.alpha.kubernetes.io/c: localhost/../a} | {container.seccomp.security.alpha.kubernetes.io/c: localhost/a} | metadata.annotations.container.seccomp.security.alpha.kubernetes.io/c: Invalid value: "../a": must not contain '..'
          metadata.annotations | {container.apparmor.security.beta.kubernetes.io/x: unconfined} | {container.apparmor.security.beta.kubernetes.io/c: unconfined} | metadata.annotations[container.apparmor.security.beta.kubernetes.io/x]: Invalid value: "x": container not found
          metadata.annotations | {container.apparmor.security.beta.kubernetes.io/c: odd} | {container.apparmor.security.beta.kubernetes.io/c: runtime/default} | metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]: Invalid value: "odd": invalid AppArmor profile name: "odd"
          . | {metadata: {annotations: {seccomp.security.alpha.kubernetes.io/pod: unconfined}}, spec: {securityContext: {seccompProfile: {type: RuntimeDefault}}}} | {metadata: {annotations: {seccomp.security.alpha.kubernetes.io/pod: docker/default}}, spec: {securityContext: {seccompProfile: {type: RuntimeDefault}}}} | spec.securityContext.seccompProfile.type: Forbidden: seccomp type in annotation and field must match
          . | {metadata: {annotations: {seccomp.security.alpha.kubernetes.io/pod: localhost/a}}, spec: {securityContext: {seccompProfile: {type: Localhost, localhostProfile: b}}}} | {metadata: {annotations: {seccomp.security.alpha.kubernetes.io/pod: localhost/b}}, spec: {securityContext: {seccompProfile: {type: Localhost, localhostProfile: b}}}} | spec.securityContext.seccompProfile.localhostProfile: Forbidden: seccomp profile in annotation and field must match
          . | {metadata: {annotations: {container.seccomp.security.alpha.kubernetes.io/c: unconfined}}, spec: {containers: [{name: c, image: i, securityContext: {seccompProfile: {type: RuntimeDefault}}}]}} | {metadata: {annotations: {container.seccomp.security.alpha.kubernetes.io/c: unconfined}}, spec: {containers: [{name: c, image: i, securityContext: {seccompProfile: {type: Unconfined}}}]}} | spec.containers[0].securityContext.seccompProfile.type: Forbidden: seccomp type in annotation and field must match
          . | {metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/c: unconfined}}, spec: {securityContext: {appArmorProfile: {type: Unconfined}}, containers: [{name: c, image: i, securityContext: {appArmorProfile: {type: RuntimeDefault}}}]}} | {metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/c: runtime/default}}, spec: {containers: [{name: c, image: i, securityContext: {appArmorProfile: {type: RuntimeDefault}}}]}} | spec.containers[0].securityContext.appArmorProfile.type: Forbidden: apparmor type in annotation and field must match
          . | {metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/c: localhost/a}}, spec: {containers: [{name: c, image: i, securityContext: {appArmorProfile: {type: Localhost, localhostProfile: b}}}]}} | {metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/c: localhost/b}}, spec: {containers: [{name: c, image: i, securityContext: {appArmorProfile: {type: Localhost, localhostProfile: b}}}]}} | spec.containers[0].securityContext.appArmorProfile.localhostProfile: Forbidden: apparmor profile in annotation and field must match
          . | {metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/c: unconfined}}, spec: {os: {name: linux}, containers: [{name: c, image: i, securityContext: {appArmorProfile: {type: Localhost, localhostProfile: a}}}]}} | {metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/c: unconfined}}, spec: {os: {name: linux}, containers: [{name: c, image: i, securityContext: {appArmorProfile: {type: Unconfined}}}]}} | spec.containers[0].securityContext.appArmorProfile.type: Forbidden: apparmor type in annotation and field must match
          spec.ephemeralContainers | [{name: e, image: i}] | [] | spec.ephemeralContainers: Forbidden: cannot be set on create
          """)
  void podsKeepTheirRulesTogether(Variation rule) {
    rule.proveOnCreation(api, POD);
  }

  @RuleTable(
      """
          template.spec | {hostNetwork: true, containers: [{name: c, image: i, ports: [{containerPort: 1, hostPort: 2}]}]} | {hostNetwork: true, containers: [{name: c, image: i, ports: [{containerPort: 1}]}]} | template.spec.containers[0].ports[0].hostPort: Invalid value: 2: must match `containerPort` when `hostNetwork` is true
          template.spec.ephemeralContainers | [{name: e, image: i}] | [] | template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template
          template.spec.containers[0].image | '' | ' i ' | template.spec.containers[0].image: Required value
          template.metadata.labels | {a: b c} | {a: b} | template.labels: Invalid value: "b c": <label value>
          template.metadata.annotations | {a b: c} | {A: c} | template.annotations: Invalid value: "a b": <qualified name>
          template.spec.volumes | [{name: v, image: {pullPolicy: Odd}}] | [{name: v, image: {pullPolicy: Always}}] | template.spec.volumes[0].image.pullPolicy: Unsupported value: "Odd": supported values: "Always", "IfNotPresent", "Never"
          """)
  void templatesKeepTheirRules(Variation rule) {
    rule.proveOnCreation(
        api,
        "{apiVersion: v1, kind: PodTemplate, metadata: {name: t}, template: {spec: {containers:"
            + " [{name: c, image: i}]}}}");
  }
}
