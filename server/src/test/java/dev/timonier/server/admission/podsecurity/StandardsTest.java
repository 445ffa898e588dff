package dev.timonier.server.admission.podsecurity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.json.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StandardsTest {
  /// A container that any standard lets in.
  private static final String STRICT =
      "allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, runAsNonRoot: true,"
          + " seccompProfile: {type: RuntimeDefault}";

  /// @param standard as in `baseline:latest`
  /// @param pod in YAML, without braces
  /// @param violations what is said; empty when nothing is
  record Case(String name, String standard, String pod, String violations) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case baseline(String name, String pod, String violations) {
    return new Case(name, "baseline:latest", pod, violations);
  }

  /// A container with a security context of its own, and one with none.
  private static Case secured(String name, String context, String violations) {
    return baseline(
        name,
        "spec: {containers: [{name: c, securityContext: {" + context + "}}, {name: d}]}",
        violations);
  }

  private static Case restricted(String name, String context, String violations) {
    return restricted("latest", name, context, violations);
  }

  private static Case restricted(String version, String name, String context, String violations) {
    return new Case(
        name,
        "restricted:" + version,
        "spec: {containers: [{name: c, securityContext: {" + context + "}}]}",
        violations);
  }

  static Stream<Case> hosts() {
    return Stream.of(
        baseline("plain pod", "spec: {containers: [{name: c}]}", ""),
        baseline("host network off", "spec: {hostNetwork: false}", ""),
        baseline("host network", "spec: {hostNetwork: true}", "host namespaces (hostNetwork=true)"),
        baseline(
            "all host namespaces",
            "spec: {hostIPC: true, hostPID: true, hostNetwork: true}",
            "host namespaces (hostNetwork=true, hostPID=true, hostIPC=true)"),
        baseline("empty directory", "spec: {volumes: [{name: a, emptyDir: {}}]}", ""),
        baseline(
            "host path",
            "spec: {volumes: [{name: a, hostPath: {path: /}}]}",
            "hostPath volumes (volume \"a\")"),
        baseline(
            "host paths",
            "spec: {volumes: [{name: b, hostPath: {}}, {name: a, hostPath: {}}]}",
            "hostPath volumes (volumes \"b\", \"a\")"),
        baseline("no host port", "spec: {containers: [{name: c, ports: [{hostPort: 0}]}]}", ""),
        baseline(
            "host port of an initial container",
            "spec: {initContainers: [{name: c, ports: [{hostPort: 80}]}]}",
            "hostPort (container \"c\" uses hostPort 80)"),
        baseline(
            "host ports of two containers",
            "spec: {containers: [{name: c, ports: [{hostPort: 9}]}, {name: d, ports: [{hostPort:"
                + " 80}]}]}",
            "hostPort (containers \"c\", \"d\" use hostPorts 80, 9)"),
        baseline(
            "probe of the pod",
            "spec: {containers: [{name: c, livenessProbe: {httpGet: {port: 1}}}]}",
            ""),
        baseline(
            "probe of another host",
            "spec: {containers: [{name: c, startupProbe: {tcpSocket: {host: h}}}]}",
            "probe or lifecycle host (container \"c\" uses probe or lifecycle host \"h\")"),
        baseline(
            "hooks and probes of other hosts",
            "spec: {containers: [{name: d, lifecycle: {preStop: {httpGet: {host: b}}}}, {name: c,"
                + " readinessProbe: {httpGet: {host: a}}}]}",
            "probe or lifecycle host (containers \"c\", \"d\" use probe or lifecycle hosts \"a\","
                + " \"b\")"),
        new Case(
            "probe of another host before v1.34",
            "baseline:v1.33",
            "spec: {containers: [{name: c, startupProbe: {tcpSocket: {host: h}}}]}",
            ""),
        baseline(
            "host process",
            "spec: {securityContext: {windowsOptions: {hostProcess: true}}, containers: [{name: c,"
                + " securityContext: {windowsOptions: {hostProcess: true}}}]}",
            "hostProcess (pod and container \"c\" must not set"
                + " securityContext.windowsOptions.hostProcess=true)"));
  }

  static Stream<Case> baselines() {
    return Stream.of(
        secured("not privileged", "privileged: false", ""),
        secured(
            "privileged",
            "privileged: true",
            "privileged (container \"c\" must not set securityContext.privileged=true)"),
        secured("default capability", "capabilities: {add: [CHOWN]}", ""),
        secured(
            "other capabilities",
            "capabilities: {add: [SYS_TIME, NET_RAW, KILL]}",
            "non-default capabilities (container \"c\" must not include \"NET_RAW\", \"SYS_TIME\""
                + " in securityContext.capabilities.add)"),
        secured("masked", "procMount: Default", ""),
        secured(
            "unmasked",
            "procMount: Unmasked",
            "procMount (container \"c\" must not set securityContext.procMount to \"Unmasked\")"),
        baseline(
            "unmasked in a user namespace",
            "spec: {hostUsers: false, containers: [{name: c, securityContext: {procMount:"
                + " Unmasked}}]}",
            ""),
        new Case(
            "unmasked in a user namespace before v1.35",
            "baseline:v1.34",
            "spec: {hostUsers: false, containers: [{name: c, securityContext: {procMount:"
                + " Unmasked}}]}",
            "procMount (container \"c\" must not set securityContext.procMount to \"Unmasked\")"),
        secured("container's type", "seLinuxOptions: {type: container_engine_t, level: s0}", ""),
        secured(
            "other type",
            "seLinuxOptions: {type: t}",
            "seLinuxOptions (container \"c\" set forbidden securityContext.seLinuxOptions: type"
                + " \"t\")"),
        new Case(
            "engine's type before v1.31",
            "baseline:v1.30",
            "spec: {securityContext: {seLinuxOptions: {type: container_engine_t}}}",
            "seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type"
                + " \"container_engine_t\")"),
        baseline(
            "SELinux types, user and role",
            "spec: {securityContext: {seLinuxOptions: {type: t, user: u}}, containers: [{name: c,"
                + " securityContext: {seLinuxOptions: {type: a, role: r}}}]}",
            "seLinuxOptions (pod and container \"c\" set forbidden securityContext.seLinuxOptions:"
                + " types \"a\", \"t\"; user may not be set; role may not be set)"),
        secured("seccomp of the runtime", "seccompProfile: {type: RuntimeDefault}", ""),
        secured(
            "no seccomp",
            "seccompProfile: {type: Unconfined}",
            "seccompProfile (container \"c\" must not set securityContext.seccompProfile.type to"
                + " \"Unconfined\")"),
        new Case(
            "no seccomp before v1.19",
            "baseline:v1.18",
            "metadata: {annotations: {seccomp.security.alpha.kubernetes.io/pod: unconfined}}",
            "seccompProfile (forbidden annotation"
                + " seccomp.security.alpha.kubernetes.io/pod=\"unconfined\")"),
        new Case(
            "local seccomp before v1.19",
            "baseline:v1.18",
            "metadata: {annotations: {seccomp.security.alpha.kubernetes.io/pod: localhost/a}}",
            ""),
        secured("AppArmor of the node", "appArmorProfile: {type: Localhost}", ""),
        baseline(
            "no AppArmor",
            "metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/c:"
                + " unconfined}}, spec: {securityContext: {appArmorProfile: {type: Unconfined}}}",
            "forbidden AppArmor profiles (pod and annotation must not set AppArmor profile type to"
                + " \"Unconfined\","
                + " \"container.apparmor.security.beta.kubernetes.io/c=\"unconfined\"\")"),
        baseline(
            "no AppArmor in one container",
            "spec: {containers: [{name: c, securityContext: {appArmorProfile: {type:"
                + " Unconfined}}}]}",
            "forbidden AppArmor profile (container \"c\" must not set AppArmor profile type to"
                + " \"Unconfined\")"),
        baseline(
            "safe sysctl", "spec: {securityContext: {sysctls: [{name: net.ipv4.tcp_rmem}]}}", ""),
        new Case(
            "sysctl that was not safe before v1.32",
            "baseline:v1.31",
            "spec: {securityContext: {sysctls: [{name: net.ipv4.tcp_rmem}]}}",
            "forbidden sysctls (net.ipv4.tcp_rmem)"),
        baseline(
            "sysctls",
            "spec: {securityContext: {sysctls: [{name: kernel.msgmax}, {name: a.b}]}}",
            "forbidden sysctls (kernel.msgmax, a.b)"));
  }

  static Stream<Case> restrictions() {
    return Stream.of(
        restricted("all as asked", STRICT, ""),
        restricted(
            "nothing as asked",
            "",
            "allowPrivilegeEscalation != false (container \"c\" must set"
                + " securityContext.allowPrivilegeEscalation=false), unrestricted capabilities"
                + " (container \"c\" must set securityContext.capabilities.drop=[\"ALL\"]),"
                + " runAsNonRoot != true (pod or container \"c\" must set"
                + " securityContext.runAsNonRoot=true), seccompProfile (pod or container \"c\" must"
                + " set securityContext.seccompProfile.type to \"RuntimeDefault\" or"
                + " \"Localhost\")"),
        restricted(
            "root",
            STRICT + ", runAsUser: 0",
            "runAsUser=0 (container \"c\" must not set runAsUser=0)"),
        restricted("user", STRICT + ", runAsUser: 1", ""),
        restricted("v1.22", "root before v1.23", STRICT + ", runAsUser: 0", ""),
        restricted(
            "root allowed",
            STRICT.replace("runAsNonRoot: true", "runAsNonRoot: false"),
            "runAsNonRoot != true (container \"c\" must not set securityContext.runAsNonRoot=false)"),
        restricted(
            "a port of its own", STRICT.replace("{drop", "{add: [NET_BIND_SERVICE], drop"), ""),
        restricted(
            "another capability",
            STRICT.replace("{drop: [ALL]", "{add: [CHOWN], drop: [KILL]"),
            "unrestricted capabilities (container \"c\" must set"
                + " securityContext.capabilities.drop=[\"ALL\"]; container \"c\" must not include"
                + " \"CHOWN\" in securityContext.capabilities.add)"),
        restricted(
            "v1.21",
            "capabilities of the baseline before v1.22",
            STRICT.replace("{drop: [ALL]}", "{add: [NET_ADMIN]}"),
            "non-default capabilities (container \"c\" must not include \"NET_ADMIN\" in"
                + " securityContext.capabilities.add)"),
        restricted(
            "unmasked",
            STRICT + ", procMount: Unmasked",
            "procMount (container \"c\" must not set securityContext.procMount to \"Unmasked\")"),
        new Case(
            "unmasked in a user namespace",
            "restricted:latest",
            "spec: {hostUsers: false, containers: [{name: c, securityContext: {"
                + STRICT
                + ", procMount: Unmasked}}]}",
            "procMount (container \"c\" must not set securityContext.procMount to \"Unmasked\")"),
        new Case(
            "root in a user namespace",
            "restricted:latest",
            "spec: {hostUsers: false, containers: [{name: c, securityContext: {"
                + STRICT.replace("runAsNonRoot: true", "runAsUser: 0")
                + "}}]}",
            ""),
        new Case(
            "pod says it for its containers",
            "restricted:latest",
            "spec: {securityContext: {runAsNonRoot: true, seccompProfile: {type: Localhost}},"
                + " containers: [{name: c, securityContext: {allowPrivilegeEscalation: false,"
                + " capabilities: {drop: [ALL]}}}]}",
            ""),
        new Case(
            "Windows",
            "restricted:latest",
            "spec: {os: {name: windows}, securityContext: {runAsNonRoot: true}, containers: [{name:"
                + " c}]}",
            ""),
        new Case(
            "Windows before v1.25",
            "restricted:v1.24",
            "spec: {os: {name: windows}, securityContext: {runAsNonRoot: true, seccompProfile:"
                + " {type: RuntimeDefault}}, containers: [{name: c, securityContext: {capabilities:"
                + " {drop: [ALL]}}}]}",
            "allowPrivilegeEscalation != false (container \"c\" must set"
                + " securityContext.allowPrivilegeEscalation=false)"),
        new Case(
            "volumes of other kinds",
            "restricted:latest",
            "spec: {volumes: [{name: a, nfs: {}}, {name: b, hostPath: {}}, {name: c, image: {}},"
                + " {name: d}]}",
            "restricted volume types (volumes \"a\", \"b\", \"d\" use restricted volume types"
                + " \"hostPath\", \"nfs\", \"unknown\")"),
        new Case(
            "volume of a claim",
            "restricted:latest",
            "spec: {volumes: [{name: a, persistentVolumeClaim: {claimName: x}}]}",
            ""),
        new Case(
            "anything goes where all is privileged",
            "privileged:latest",
            "spec: {hostNetwork: true}",
            ""));
  }

  @ParameterizedTest
  @MethodSource({"hosts", "baselines", "restrictions"})
  void podIsToldWhatItViolates(Case c) {
    var parts = c.standard().split(":", 2);
    var standard =
        new Standard(Level.of(parts[0]).orElseThrow(), StandardVersion.of(parts[1]).orElseThrow());
    var pod = YamlReader.read(("{" + c.pod() + "}").getBytes(StandardCharsets.UTF_8)).tree();
    var violations =
        Standards.violations(standard, new SecuredPod(pod.path("metadata"), pod.path("spec")));
    assertThat(Violation.details(violations)).isEqualTo(c.violations());
  }
}
