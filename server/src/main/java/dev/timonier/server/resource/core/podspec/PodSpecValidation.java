package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.resource.core.podspec.PodContext.Home;
import dev.timonier.server.validation.ObjectMetaRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// Finds what is wrong with a pod's specification
/// (<https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/>). The order is
/// that in which Kubernetes tells the faults.
public final class PodSpecValidation {
  private static final List<String> RESTART_POLICIES = List.of("Always", "OnFailure", "Never");
  private static final List<String> DNS_POLICIES =
      List.of("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
  private static final List<String> PREEMPTION_POLICIES = List.of("PreemptLowerPriority", "Never");

  private final PodContext pod;
  private final Subject spec;

  private PodSpecValidation(PodContext pod) {
    this.pod = pod;
    this.spec = pod.spec();
  }

  /// Examines the specification of a pod.
  ///
  /// @param metadata of the pod, whose name may not be known yet
  public static void ofPod(Subject spec, JsonNode metadata) {
    new PodSpecValidation(new PodContext(spec, Home.POD, metadata)).validate();
  }

  /// Examines the specification in a template.
  public static void ofTemplate(Subject spec) {
    new PodSpecValidation(new PodContext(spec, Home.TEMPLATE, MissingNode.getInstance()))
        .validate();
  }

  private void validate() {
    if (!spec.has("terminationGracePeriodSeconds")) {
      spec.at("terminationGracePeriodSeconds").required();
    }
    new VolumesValidation(pod).validate();
    new ResourceClaimsValidation(pod).validate();
    new ContainersValidation(pod).validate();
    new InitContainersValidation(pod).validate();
    new EphemeralContainersValidation(pod).validate();
    new PodResourcesValidation(pod).validate();
    NetworkValidation.hostPorts(pod);
    required(spec.at("restartPolicy"), RESTART_POLICIES);
    required(spec.at("dnsPolicy"), DNS_POLICIES);
    ObjectMetaRules.labels(spec.at("nodeSelector"));
    new PodSecurityContextValidation(spec).validate();
    AffinityValidation.validate(spec.at("affinity"));
    NetworkValidation.dns(spec);
    gates();
    TopologySpreadValidation.validate(spec.at("topologySpreadConstraints"));
    new WindowsHostProcesses(spec).validate();
    HostUsersValidation.validate(pod);
    NetworkValidation.hostnameOverride(spec);
    names();
    TolerationValidation.validate(spec.at("tolerations"));
    NetworkValidation.hostAliases(spec.at("hostAliases"));
    classes();
    OperatingSystemValidation.validate(spec);
    EnvironmentFiles.validate(spec);
  }

  /// A choice that must have been made.
  static void required(Subject choice, List<String> choices) {
    choice.mustKeep(it -> it.oneOf(choices));
  }

  private void gates() {
    for (var gate : spec.at("readinessGates").elements()) {
      var type = gate.at("conditionType");
      type.format(Format::checkQualifiedName);
    }
    SchedulingGates.validate(spec.at("schedulingGates"));
  }

  private void names() {
    formatted(spec.at("serviceAccountName"), Format.DNS_SUBDOMAIN);
    formatted(spec.at("nodeName"), Format.DNS_SUBDOMAIN);
    var deadline = spec.at("activeDeadlineSeconds");
    if (deadline.isPresent()) {
      deadline.between(1, Integer.MAX_VALUE);
    }
    formatted(spec.at("hostname"), Format.DNS_LABEL);
    formatted(spec.at("subdomain"), Format.DNS_LABEL);
  }

  private static void formatted(Subject name, Format format) {
    if (!name.isEmpty()) {
      name.format(format);
    }
  }

  private void classes() {
    formatted(spec.at("priorityClassName"), Format.DNS_SUBDOMAIN);
    if (spec.has("runtimeClassName")) {
      spec.at("runtimeClassName").format(Format.DNS_SUBDOMAIN);
    }
    if (spec.has("preemptionPolicy")) {
      required(spec.at("preemptionPolicy"), PREEMPTION_POLICIES);
    }
    if (spec.has("overhead")) {
      ResourceRules.overhead(spec.at("overhead"), spec.at("overhead").value());
    }
  }
}
