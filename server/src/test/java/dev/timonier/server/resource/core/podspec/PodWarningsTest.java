package dev.timonier.server.resource.core.podspec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PodWarningsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  private record Case(String name, String spec, List<String> warnings) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case ports(String name, String ports, String... warnings) {
    return new Case(
        name, "containers: [{name: c, image: i, ports: [" + ports + "]}]", List.of(warnings));
  }

  private static Case spec(String name, String spec, String... warnings) {
    return new Case(name, "containers: [{name: c, image: i}], " + spec, List.of(warnings));
  }

  static final List<Case> CASES =
      List.of(
          ports("other protocol", "{containerPort: 80}, {containerPort: 80, protocol: UDP}"),
          ports(
              "same port",
              "{containerPort: 80}, {containerPort: 80}",
              "spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]"),
          ports(
              "port of the host and not",
              "{containerPort: 81, hostPort: 81}, {containerPort: 81}",
              "spec.containers[0].ports[1]: overlapping port definition with spec.containers[0].ports[0]"),
          ports(
              "address of the host and none",
              "{containerPort: 81, hostPort: 81, hostIP: 1.2.3.4}, {containerPort: 81, hostPort: 81}",
              "spec.containers[0].ports[1]: dangerously ambiguous port definition with spec.containers[0].ports[0]"),
          ports(
              "address without port",
              "{containerPort: 83, hostIP: 1.2.3.4}",
              "spec.containers[0].ports[0]: hostIP set without hostPort: {Name: HostPort:0 ContainerPort:83 Protocol:TCP HostIP:1.2.3.4}"),
          new Case(
              "same name in two containers",
              "containers: [{name: c, image: i, ports: [{name: web, containerPort: 80}]}, {name: d, image: i, ports: [{name: web, containerPort: 81}]}]",
              List.of(
                  "spec.containers[1].ports[0]: duplicate port name \"web\" with spec.containers[0].ports[0], services and probes that select ports by name will use spec.containers[0].ports[0]")),
          new Case(
              "amounts, each kind together",
              "containers: [{name: c, image: i, resources: {limits: {memory: 1500m, ephemeral-storage: 2500m}, requests: {memory: 500m}}}]",
              List.of(
                  "spec.containers[0].resources.limits[memory]: fractional byte value \"1500m\" is invalid, must be an integer",
                  "spec.containers[0].resources.requests[memory]: fractional byte value \"500m\" is invalid, must be an integer",
                  "spec.containers[0].resources.limits[ephemeral-storage]: fractional byte value \"2500m\" is invalid, must be an integer",
                  "spec.containers[0].resources.requests[ephemeral-storage]: fractional byte value \"2500m\" is invalid, must be an integer")),
          new Case(
              "amount beyond all numbers",
              "containers: [{name: c, image: i, resources: {requests: {memory: '99999999999999999999999999'}}}]",
              List.of(
                  "spec.containers[0].resources.requests[memory]: fractional byte value \"99999999999999999999999999\" is invalid, must be an integer")),
          new Case(
              "large amount in few digits",
              "containers: [{name: c, image: i, resources: {requests: {memory: 1E}}}]",
              List.of()),
          spec(
              "files over files",
              "volumes: [{name: v, configMap: {name: m, items: [{key: a, path: a}, {key: b, path: a/b}, {key: c, path: ab}]}}]",
              "volume \"v\" (ConfigMap \"m\"): overlapping paths: \"a/b\" with \"a\""),
          spec(
              "files of several sources",
              "serviceAccountName: a, volumes: [{name: v, projected: {sources: [{secret: {name: s, items: [{key: k, path: d}]}}, {serviceAccountToken: {path: d/e}}]}}]",
              "volume \"v\" (Projected): overlapping paths: \"d/e\" (ServiceAccountToken) with \"d\" (Secret \"s\")"),
          spec(
              "no sources",
              "volumes: [{name: v, projected: {sources: [{}]}}]",
              "volume \"v\" (Projected) has no sources provided"),
          spec(
              "one source of several is none",
              "volumes: [{name: v, projected: {sources: [{}, {secret: {name: s}}, {}]}}]",
              "volume \"v\" (Projected) has no sources provided"),
          spec(
              "file over several others",
              "volumes: [{name: v, secret: {secretName: s, items: [{key: a, path: a/b}, {key: b, path: a/c}, {key: c, path: a/}]}}]",
              "volume \"v\" (Secret \"s\"): overlapping paths: \"a\" with \"a/b\"",
              "volume \"v\" (Secret \"s\"): overlapping paths: \"a\" with \"a/c\""),
          spec(
              "volumes of kinds that are gone",
              "volumes: [{name: v, rbd: {monitors: [m], image: i}}, {name: w, gitRepo: {repository: r}}, {name: x, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1500m}}}}}}]",
              "spec.volumes[0].rbd: deprecated in v1.28, non-functional in v1.31+",
              "spec.volumes[1].gitRepo: deprecated in v1.11, and disabled by default in v1.33+",
              "spec.volumes[2].ephemeral.volumeClaimTemplate.spec.resources.requests[storage]: fractional byte value \"1500m\" is invalid, must be an integer"),
          spec(
              "overhead",
              "overhead: {cpu: 1500m, memory: 1500m}",
              "spec.overhead[memory]: fractional byte value \"1500m\" is invalid, must be an integer"),
          spec(
              "server of names",
              "dnsConfig: {nameservers: ['FD00::0002', 10.0.0.1]}",
              "spec.dnsConfig.nameservers[0]: IPv6 address \"FD00::0002\" should be in RFC 5952 canonical format (\"fd00::2\")"),
          spec(
              "nodes by labels of old",
              "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: node-role.kubernetes.io/master, operator: Exists}]}]}, preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: a, operator: In, values: [b c]}]}}]}}, topologySpreadConstraints: [{maxSkew: 1, topologyKey: beta.kubernetes.io/os, whenUnsatisfiable: ScheduleAnyway}]",
              "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key: node-role.kubernetes.io/master is use \"node-role.kubernetes.io/control-plane\" instead",
              "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].values[0]: b c is invalid, a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
              "spec.topologySpreadConstraints[0].topologyKey: beta.kubernetes.io/os is deprecated since v1.14; use \"kubernetes.io/os\" instead",
              "spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod"),
          new Case(
              "variable that hides another",
              "containers: [{name: c, image: i, env: [{name: A, value: a}, {name: A, value: '$(A)b'}, {name: A, value: '$(A)'}, {name: A, value: b}]}]",
              List.of(
                  "spec.containers[0].env[2]: hides previous definition of \"A\", which may be dropped when using apply",
                  "spec.containers[0].env[3]: hides previous definition of \"A\", which may be dropped when using apply")),
          new Case(
              "ports of all containers, then names",
              "containers: [{name: c, image: i, ports: [{name: web, containerPort: 80}]}], initContainers: [{name: d, image: i, ports: [{name: web, containerPort: 80}]}]",
              List.of(
                  "spec.containers[0].ports[0]: duplicate port definition with spec.initContainers[0].ports[0]",
                  "spec.containers[0].ports[0]: duplicate port name \"web\" with spec.initContainers[0].ports[0], services and probes that select ports by name will use spec.initContainers[0].ports[0]")),
          spec(
              "address",
              "hostAliases: [{ip: 'FD00::0002'}]",
              "spec.hostAliases[0].ip: IPv6 address \"FD00::0002\" should be in RFC 5952 canonical format (\"fd00::2\")"),
          spec(
              "selection of nothing",
              "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: t}]}}",
              "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: a null labelSelector results in matching no pod"));

  @Test
  void annotationsThatMeanNothingAreWarnedOf() {
    api.create(
        """
        {apiVersion: v1, kind: PodTemplate, metadata: {name: a}, template: {metadata: {annotations:
          {seccomp.security.alpha.kubernetes.io/pod: unconfined,
          container.apparmor.security.beta.kubernetes.io/c: unconfined,
          container.apparmor.security.beta.kubernetes.io/d: unconfined}},
          spec: {nodeSelector: {beta.kubernetes.io/os: o}, containers: [{name: c, image: i},
          {name: d, image: i, securityContext: {appArmorProfile: {type: Unconfined}}}]}}}""");
    var annotation = "template.metadata.annotations[%s]: ";
    assertThat(api.warnings())
        .containsExactly(
            "template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use"
                + " \"kubernetes.io/os\" instead",
            annotation.formatted("seccomp.security.alpha.kubernetes.io/pod")
                + "non-functional in v1.27+; use the \"seccompProfile\" field instead",
            annotation.formatted("container.apparmor.security.beta.kubernetes.io/c")
                + "deprecated since v1.30; use the \"appArmorProfile\" field instead");
  }

  @Test
  void annotationThatSaysWhatTheFieldSaysIsFine() {
    var template =
        """
        {apiVersion: v1, kind: PodTemplate, metadata: {name: a}, template: {metadata: {annotations:
          {seccomp.security.alpha.kubernetes.io/pod: unconfined,
          container.seccomp.security.alpha.kubernetes.io/c: unconfined,
          container.apparmor.security.beta.kubernetes.io/c: localhost/p}},
          spec: {securityContext: {seccompProfile: {type: Unconfined}, appArmorProfile: {type:
          Localhost, localhostProfile: p}}, containers: [{name: c, image: i, securityContext:
          {seccompProfile: {type: Unconfined}}}]}}}""";
    api.create(template);
    assertThat(api.warnings()).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void whatIsAllowedButOddIsWarnedOf(Case c) {
    api.create("{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {" + c.spec() + "}}");
    assertThat(api.warnings()).isEqualTo(c.warnings());
  }
}
