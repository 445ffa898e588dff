package dev.timonier.server.admission.podsecurity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PodSecurityTest {
  private static final String HOSTS = "host namespaces (hostNetwork=true)";
  private final LocalApi api = apiWith(PodSecurityConfiguration.DEFAULT);

  private static LocalApi apiWith(PodSecurityConfiguration configuration) {
    return LocalApi.admitting(
        (objects, _) -> List.of(new PodSecurity(objects, configuration, SecurityNotes.NONE)));
  }

  @AfterEach
  void close() {
    api.close();
  }

  private static String namespace(String labels) {
    return "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {" + labels + "}}}";
  }

  private static String label(String mode, String value) {
    return "pod-security.kubernetes.io/" + mode + ": " + value;
  }

  private static String pod(String name, String spec) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: %s}, spec: {%s, containers: [{name: c, image: x}]}}"
        .formatted(name, spec);
  }

  private static String deployment(String spec) {
    return """
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {selector: {matchLabels: {a: b}},
        template: {metadata: {labels: {a: b}}, spec: {%s, containers: [{name: c, image: x}]}}}}"""
        .formatted(spec);
  }

  @Test
  void enforcedStandardRefusesPods() {
    api.create(namespace(label("enforce", "baseline")));
    assertThat(LocalApi.refusal(() -> api.create(pod("a", "hostNetwork: true"))))
        .isEqualTo("pods \"a\" is forbidden: violates PodSecurity \"baseline:latest\": " + HOSTS);
    api.create(pod("a", "hostNetwork: false"));
    assertThat(api.warnings()).isEmpty();
  }

  @Test
  void refusalNamesTheVersionThatIsEnforced() {
    api.create(namespace(label("enforce", "baseline") + ", " + label("enforce-version", "v1.20")));
    assertThat(LocalApi.refusal(() -> api.create(pod("a", "hostNetwork: true"))))
        .isEqualTo("pods \"a\" is forbidden: violates PodSecurity \"baseline:v1.20\": " + HOSTS);
  }

  @Test
  void warningStandardWarnsOfPodsAndTemplates() {
    api.create(namespace(label("warn", "baseline")));
    api.create(pod("a", "hostNetwork: true"));
    var warning = "would violate PodSecurity \"baseline:latest\": " + HOSTS;
    assertThat(api.warnings()).containsExactly(warning);
    api.create(deployment("hostNetwork: true"));
    assertThat(api.warnings()).containsExactly(warning);
  }

  @Test
  void templateIsNotRefusedButWarnedOfWhatIsEnforced() {
    api.create(namespace(label("enforce", "baseline") + ", " + label("enforce-version", "v1.30")));
    api.create(deployment("hostNetwork: true"));
    assertThat(api.warnings())
        .containsExactly("would violate PodSecurity \"baseline:v1.30\": " + HOSTS);
  }

  @Test
  void nothingIsWarnedOfWhereTheLabelSaysSo() {
    api.create(namespace(label("enforce", "baseline") + ", " + label("warn", "privileged")));
    api.create(deployment("hostNetwork: true"));
    assertThat(api.warnings()).isEmpty();
  }

  @Test
  void wrongLabelsAreAllNamed() {
    assertThat(
            LocalApi.faults(
                () ->
                    api.create(
                        namespace(
                            label("enforce", "x")
                                + ", "
                                + label("audit-version", "\"1.2\"")
                                + ", "
                                + label("warn", "Baseline")))))
        .containsExactly(
            "metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: \"x\": must be one"
                + " of privileged, baseline, restricted",
            "metadata.labels[pod-security.kubernetes.io/audit-version]: Invalid value: \"1.2\": must"
                + " be \"latest\" or \"v1.x\"",
            "metadata.labels[pod-security.kubernetes.io/warn]: Invalid value: \"Baseline\": must be"
                + " one of privileged, baseline, restricted");
  }

  @Test
  void stricterStandardTellsOfThePodsThatAreThere() {
    api.create(namespace("a: b"));
    api.create(pod("good", "hostNetwork: false"));
    api.create(pod("p", "hostNetwork: true"));
    api.create(pod("q", "hostNetwork: true"));
    api.create(pod("r", "hostPID: true, volumes: [{name: v, hostPath: {path: /}}]"));
    api.patch(namespace(label("enforce", "baseline")));
    assertThat(api.warnings())
        .containsExactly(
            "existing pods in namespace \"default\" violate the new PodSecurity enforce level"
                + " \"baseline:latest\"",
            "p (and 1 other pod): host namespaces",
            "r: host namespaces, hostPath volumes");
    api.patch(namespace(label("enforce", "privileged")));
    assertThat(api.warnings()).isEmpty();
  }

  @Test
  void podThatIsThereMayChangeButItsImagesMayNot() {
    api.create(namespace("a: b"));
    api.create(pod("a", "hostNetwork: true"));
    api.patch(namespace(label("enforce", "baseline")));
    api.patch("{apiVersion: v1, kind: Pod, metadata: {name: a, labels: {k: v}}}");
    assertThat(
            LocalApi.refusal(
                () ->
                    api.patch(
                        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name:"
                            + " c, image: z}]}}")))
        .isEqualTo("pods \"a\" is forbidden: violates PodSecurity \"baseline:latest\": " + HOSTS);
  }

  @Test
  void ephemeralContainerIsHeldToTheStandard() {
    api.create(namespace(label("enforce", "baseline")));
    api.create(pod("a", "hostNetwork: false"));
    var debugger =
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {ephemeralContainers: [{name: d,"
            + " image: z, securityContext: {privileged: %s}}]}}";
    assertThat(
            LocalApi.refusal(
                () -> api.patch(Part.EPHEMERAL_CONTAINERS, debugger.formatted("true"))))
        .isEqualTo(
            "pods \"a\" is forbidden: violates PodSecurity \"baseline:latest\": privileged"
                + " (container \"d\" must not set securityContext.privileged=true)");
    api.patch(Part.EPHEMERAL_CONTAINERS, debugger.formatted("false"));
  }

  @Test
  void configurationSparesNamespacesUsersAndClasses() {
    var strict =
        new Policy(
            Standard.PRIVILEGED.withLevel(Level.BASELINE),
            Standard.PRIVILEGED,
            Standard.PRIVILEGED);
    try (var namespaces =
            apiWith(new PodSecurityConfiguration(strict, Set.of("default"), Set.of(), Set.of()));
        var users =
            apiWith(new PodSecurityConfiguration(strict, Set.of(), Set.of("jane"), Set.of()));
        var classes =
            apiWith(new PodSecurityConfiguration(strict, Set.of(), Set.of(), Set.of("vm")))) {
      namespaces.create(pod("a", "hostNetwork: true"));
      users.create(pod("a", "hostNetwork: true"));
      classes.create(pod("a", "hostNetwork: true, runtimeClassName: vm"));
      assertThat(LocalApi.refusal(() -> classes.create(pod("b", "hostNetwork: true"))))
          .isEqualTo("pods \"b\" is forbidden: violates PodSecurity \"baseline:latest\": " + HOSTS);
    }
  }

  @Test
  void labelsOfASparedNamespaceAreTold() {
    try (var spared =
        apiWith(
            new PodSecurityConfiguration(
                Policy.PRIVILEGED, Set.of("default"), Set.of(), Set.of()))) {
      spared.create(namespace(label("enforce", "baseline") + ", " + label("audit", "restricted")));
      assertThat(spared.warnings())
          .containsExactly(
              "namespace \"default\" is exempt from Pod Security, and the policy"
                  + " (enforce=baseline:latest, audit=restricted:latest) will be ignored");
    }
  }
}
