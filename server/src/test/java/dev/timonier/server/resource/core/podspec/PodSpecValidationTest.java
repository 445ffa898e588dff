package dev.timonier.server.resource.core.podspec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.fixture.Variations;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class PodSpecValidationTest {
  @AutoClose private final LocalApi api = new LocalApi();

  /// @param spec beside the container
  /// @param container beside name and image
  private record Case(String name, String spec, String container, List<String> faults) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case spec(String name, String spec, String... faults) {
    return new Case(name, ", " + spec, "", List.of(faults));
  }

  private static Case container(String name, String container, String... faults) {
    return new Case(name, "", ", " + container, List.of(faults));
  }

  static final List<Case> CASES =
      List.of(
          container("plain", "workingDir: /"),
          container(
              "user that is none",
              "securityContext: {runAsUser: -1}",
              "spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0"
                  + " and 2147483647, inclusive"),
          container(
              "profile without file",
              "securityContext: {seccompProfile: {type: Localhost}}",
              "spec.containers[0].securityContext.seccompProfile.localhostProfile: Required value:"
                  + " must be set when seccomp type is Localhost"),
          container(
              "request above limit",
              "resources: {requests: {cpu: 2}, limits: {cpu: 1}}",
              "spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or"
                  + " equal to cpu limit of 1"),
          container(
              "huge pages alone",
              "resources: {limits: {hugepages-2Mi: 2Mi}}",
              "spec.containers[0].resources: Forbidden: HugePages require cpu or memory"),
          container(
              "resource without domain",
              "resources: {limits: {gpu: 1}}",
              "spec.containers[0].resources.limits[gpu]: Invalid value: \"gpu\": must be a standard"
                  + " resource type or fully qualified",
              "spec.containers[0].resources.limits[gpu]: Invalid value: \"gpu\": must be a standard"
                  + " resource for containers",
              "spec.containers[0].resources.requests[gpu]: Invalid value: \"gpu\": must be a"
                  + " standard resource type or fully qualified",
              "spec.containers[0].resources.requests[gpu]: Invalid value: \"gpu\": must be a"
                  + " standard resource for containers"),
          container(
              "two ports of a name",
              "ports: [{name: web, containerPort: 1}, {name: web, containerPort: 2}]",
              "spec.containers[0].ports[1].name: Duplicate value: \"web\""),
          container(
              "mount of no volume",
              "volumeMounts: [{name: v, mountPath: /v}]",
              "spec.containers[0].volumeMounts[0].name: Not found: \"v\""),
          spec(
              "term without requirements",
              "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {}}}",
              "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms:"
                  + " Required value: must have at least one node selector term"),
          spec(
              "spread without skew",
              "topologySpreadConstraints: [{topologyKey: z, whenUnsatisfiable: DoNotSchedule}]",
              "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than"
                  + " zero"),
          spec(
              "toleration of an unknown operator",
              "tolerations: [{key: k, operator: Z}]",
              "spec.tolerations[0].operator: Unsupported value: \"Z\": supported values: \"Equal\","
                  + " \"Exists\""),
          spec(
              "no name servers",
              "dnsPolicy: None",
              "spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None"),
          spec(
              "alias of no address",
              "hostAliases: [{ip: x}]",
              "spec.hostAliases[0].ip: Invalid value: \"x\": must be a valid IP address, (e.g."
                  + " 10.9.8.7 or 2001:db8::ffff)"),
          spec(
              "windows with a Linux user",
              "os: {name: windows}, securityContext: {runAsUser: 1}",
              "spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod"),
          spec(
              "unknown operating system",
              "os: {name: plan9}",
              "spec.os: Unsupported value: \"plan9\": supported values: \"linux\", \"windows\""),
          spec(
              "gated and placed",
              "schedulingGates: [{name: g}], nodeName: 'n'",
              "spec.nodeName: Forbidden: cannot be set until all schedulingGates have been"
                  + " cleared"),
          spec(
              "volume without source of data",
              "volumes: [{name: v, secret: {}}]",
              "spec.volumes[0].secret.secretName: Required value"),
          spec(
              "host name on the host's network",
              "hostnameOverride: a, hostNetwork: true",
              "spec.hostnameOverride: Forbidden: may not be specified when hostNetwork is true"));

  @ParameterizedTest
  @FieldSource("CASES")
  void faultsOfSpecifications(Case it) {
    var pod =
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c, image: i"
            + it.container()
            + "}]"
            + it.spec()
            + "}}";
    assertThat(LocalApi.faults(() -> api.create(pod))).isEqualTo(it.faults());
  }

  private static final String POD =
      "{apiVersion: v1, kind: Pod, metadata: {name: v, labels: {l: m}}, spec: {containers: [{name: c,"
          + " image: i}], volumes: [{name: s, emptyDir: {}}]}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          spec.dnsConfig | {searches: [-a.b]} | {searches: [_a.b., .]} | spec.dnsConfig.searches[0]: Invalid value: "-a.b": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')
          spec.dnsConfig | {nameservers: [10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4]} | {nameservers: [10.0.0.1, 10.0.0.2, 10.0.0.3]} | spec.dnsConfig.nameservers: Invalid value: ["10.0.0.1","10.0.0.2","10.0.0.3","10.0.0.4"]: must not have more than 3 nameservers
          spec.dnsConfig | {options: [{value: a}]} | {options: [{name: a}]} | spec.dnsConfig.options[0]: Required value: must not be empty
          spec.topologySpreadConstraints | [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule, matchLabelKeys: [l], labelSelector: {matchLabels: {l: m}}}] | [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule, matchLabelKeys: [l], labelSelector: {matchLabels: {k: m}}}] | spec.topologySpreadConstraints[0][0]: Invalid value: "l": exists in both matchLabelKeys and labelSelector
          spec.topologySpreadConstraints | [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule}, {maxSkew: 2, topologyKey: z, whenUnsatisfiable: DoNotSchedule}] | [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule}, {maxSkew: 2, topologyKey: z, whenUnsatisfiable: ScheduleAnyway}] | spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{z, DoNotSchedule}"
          spec.topologySpreadConstraints | [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: ScheduleAnyway, minDomains: 1}] | [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule, minDomains: 1}] | spec.topologySpreadConstraints[0].minDomains: Invalid value: 1: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway
          spec.topologySpreadConstraints | [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: ScheduleAnyway, nodeTaintsPolicy: Odd}] | [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: ScheduleAnyway, nodeTaintsPolicy: Honor}] | spec.topologySpreadConstraints[0].nodeTaintsPolicy: Unsupported value: "Odd": supported values: "Honor", "Ignore"
          spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution | [{topologyKey: z, matchLabelKeys: [l], labelSelector: {matchExpressions: [{key: l, operator: Exists}]}}] | [{topologyKey: z, mismatchLabelKeys: [l], labelSelector: {matchExpressions: [{key: l, operator: Exists}]}}] | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0][0]: Invalid value: "l": exists in both matchLabelKeys and labelSelector
          spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution | [{topologyKey: z, matchLabelKeys: [k], mismatchLabelKeys: [k], labelSelector: {}}] | [{topologyKey: z, matchLabelKeys: [k], mismatchLabelKeys: [j], labelSelector: {}}] | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys[0]: Invalid value: "k": exists in both matchLabelKeys and mismatchLabelKeys
          spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution | [{topologyKey: z, matchLabelKeys: [k]}] | [{topologyKey: z, matchLabelKeys: [k], labelSelector: {}}] | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set
          spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution | [{weight: 101, podAffinityTerm: {topologyKey: z}}] | [{weight: 100, podAffinityTerm: {topologyKey: z}}] | spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100
          . | {metadata: {annotations: {seccomp.security.alpha.kubernetes.io/pod: unconfined}}, spec: {securityContext: {seccompProfile: {type: RuntimeDefault}}}} | {metadata: {annotations: {seccomp.security.alpha.kubernetes.io/pod: docker/default}}, spec: {securityContext: {seccompProfile: {type: RuntimeDefault}}}} | spec.securityContext.seccompProfile.type: Forbidden: seccomp type in annotation and field must match
          . | {metadata: {annotations: {seccomp.security.alpha.kubernetes.io/pod: localhost/a}}, spec: {securityContext: {seccompProfile: {type: Localhost, localhostProfile: b}}}} | {metadata: {annotations: {seccomp.security.alpha.kubernetes.io/pod: localhost/b}}, spec: {securityContext: {seccompProfile: {type: Localhost, localhostProfile: b}}}} | spec.securityContext.seccompProfile.localhostProfile: Forbidden: seccomp profile in annotation and field must match
          . | {metadata: {annotations: {container.seccomp.security.alpha.kubernetes.io/c: unconfined}}, spec: {containers: [{name: c, image: i, securityContext: {seccompProfile: {type: RuntimeDefault}}}]}} | {metadata: {annotations: {container.seccomp.security.alpha.kubernetes.io/c: unconfined}}, spec: {containers: [{name: c, image: i, securityContext: {seccompProfile: {type: Unconfined}}}]}} | spec.containers[0].securityContext.seccompProfile.type: Forbidden: seccomp type in annotation and field must match
          . | {metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/c: unconfined}}, spec: {securityContext: {appArmorProfile: {type: Unconfined}}, containers: [{name: c, image: i, securityContext: {appArmorProfile: {type: RuntimeDefault}}}]}} | {metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/c: runtime/default}}, spec: {containers: [{name: c, image: i, securityContext: {appArmorProfile: {type: RuntimeDefault}}}]}} | spec.containers[0].securityContext.appArmorProfile.type: Forbidden: apparmor type in annotation and field must match
          . | {metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/c: localhost/a}}, spec: {containers: [{name: c, image: i, securityContext: {appArmorProfile: {type: Localhost, localhostProfile: b}}}]}} | {metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/c: localhost/b}}, spec: {containers: [{name: c, image: i, securityContext: {appArmorProfile: {type: Localhost, localhostProfile: b}}}]}} | spec.containers[0].securityContext.appArmorProfile.localhostProfile: Forbidden: apparmor profile in annotation and field must match
          metadata.annotations | {container.apparmor.security.beta.kubernetes.io/x: unconfined} | {container.apparmor.security.beta.kubernetes.io/c: unconfined} | metadata.annotations[container.apparmor.security.beta.kubernetes.io/x]: Invalid value: "x": container not found
          metadata.annotations | {controller.kubernetes.io/pod-deletion-cost: '+1'} | {controller.kubernetes.io/pod-deletion-cost: '-1'} | metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "+1": must be a 32bit integer
          spec.securityContext | {windowsOptions: {runAsUserName: ''}} | {windowsOptions: {runAsUserName: a}} | spec.securityContext.windowsOptions.runAsUserName: Invalid value: "": runAsUserName cannot be an empty string
          spec.securityContext | {windowsOptions: {runAsUserName: "a\\\\b\\\\c"}} | {windowsOptions: {runAsUserName: "a\\\\b"}} | spec.securityContext.windowsOptions.runAsUserName: Invalid value: "a\\\\b\\\\c": runAsUserName cannot contain more than one backslash
          spec | {hostPID: true, shareProcessNamespace: true} | {hostPID: true} | spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled
          spec.securityContext | {sysctls: [{name: a..b, value: '1'}]} | {sysctls: [{name: a.b, value: '1'}]} | spec.securityContext.sysctls[0].name: Invalid value: "a..b": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$
          spec | {hostNetwork: true, securityContext: {sysctls: [{name: net.a, value: '1'}]}} | {hostNetwork: true, securityContext: {sysctls: [{name: kernel.a, value: '1'}]}} | spec.securityContext.sysctls[0].name: Invalid value: "net.a": may not be specified when 'hostNetwork' is true
          spec.containers[0].securityContext | {privileged: true, allowPrivilegeEscalation: false} | {privileged: true} | spec.containers[0].securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true
          spec.tolerations | [{key: a, effect: NoSchedule, tolerationSeconds: 1}] | [{key: a, effect: NoExecute, tolerationSeconds: 1}] | spec.tolerations[0].effect: Invalid value: "NoSchedule": effect must be 'NoExecute' when `tolerationSeconds` is set
          spec.tolerations | [{operator: Equal}] | [{operator: Exists}] | spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"
          spec.readinessGates | [{conditionType: a b}] | [{conditionType: a.io/b}] | spec.readinessGates[0].conditionType: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
          spec.overhead | {odd: '1'} | {cpu: '1'} | spec.overhead.limits[odd]: Invalid value: "odd": must be a standard resource type or fully qualified & spec.overhead.limits[odd]: Invalid value: "odd": must be a standard resource for containers
          spec.activeDeadlineSeconds | 0 | 1 | spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive
          spec.containers[0].livenessProbe | {httpGet: {port: 0}} | {httpGet: {port: 1}} | spec.containers[0].livenessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive
          spec.containers[0].livenessProbe | {tcpSocket: {port: 1}, exec: {command: [a]}} | {tcpSocket: {port: 1}} | spec.containers[0].livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type
          spec.containers[0].livenessProbe | {tcpSocket: {port: 1}, successThreshold: 2} | {tcpSocket: {port: 1}, successThreshold: 1} | spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1
          spec.containers[0].readinessProbe | {tcpSocket: {port: 1}, terminationGracePeriodSeconds: 1} | {tcpSocket: {port: 1}} | spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 1: must not be set for readinessProbes
          spec.containers[0].lifecycle | {preStop: {sleep: {seconds: 31}}} | {preStop: {sleep: {seconds: 30}}} | spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)
          spec.containers[0].volumeMounts | [{name: s, mountPath: ''}] | [{name: s, mountPath: /a}] | spec.containers[0].volumeMounts[0].mountPath: Required value
          spec.containers[0].volumeMounts | [{name: s, mountPath: /a}, {name: s, mountPath: /a}] | [{name: s, mountPath: /a}, {name: s, mountPath: /b}] | spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/a": must be unique
          spec.containers[0].volumeMounts | [{name: s, mountPath: /a, subPath: ../b}] | [{name: s, mountPath: /a, subPath: ..b}] | spec.containers[0].volumeMounts.subPath: Invalid value: "../b": must not contain '..'
          spec.volumes[0] | {name: t, hostPath: {path: /a}} | {name: t} | spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type
          """)
  void podsKeepTheirRules(@AggregateWith(Variations.class) Variation rule) {
    rule.proveOnCreation(api, POD);
  }
}
