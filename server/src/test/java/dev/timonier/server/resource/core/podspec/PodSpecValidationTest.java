package dev.timonier.server.resource.core.podspec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
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
}
