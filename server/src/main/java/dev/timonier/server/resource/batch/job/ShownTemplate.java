package dev.timonier.server.resource.batch.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.gostruct.StructDiff;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.GoShown;

/// A template of pods as messages show it: its metadata stand beside `Spec`, whose fields are all
/// there, in an order of their own.
final class ShownTemplate {
  private static final String[] SPEC = {
    "Volumes",
    "InitContainers",
    "Containers",
    "EphemeralContainers",
    "RestartPolicy",
    "TerminationGracePeriodSeconds",
    "ActiveDeadlineSeconds",
    "DNSPolicy",
    "NodeSelector",
    "ServiceAccountName",
    "AutomountServiceAccountToken",
    "NodeName",
    "SecurityContext",
    "ImagePullSecrets",
    "Hostname",
    "Subdomain",
    "SetHostnameAsFQDN",
    "Affinity",
    "SchedulerName",
    "Tolerations",
    "HostAliases",
    "PriorityClassName",
    "Priority",
    "PreemptionPolicy",
    "DNSConfig",
    "ReadinessGates",
    "RuntimeClassName",
    "Overhead",
    "EnableServiceLinks",
    "TopologySpreadConstraints",
    "OS",
    "SchedulingGates",
    "ResourceClaims",
    "Resources",
    "HostnameOverride"
  };
  private static final String[] SECURITY = {
    "HostNetwork",
    "HostPID",
    "HostIPC",
    "ShareProcessNamespace",
    "HostUsers",
    "SELinuxOptions",
    "WindowsOptions",
    "RunAsUser",
    "RunAsGroup",
    "RunAsNonRoot",
    "SupplementalGroups",
    "SupplementalGroupsPolicy",
    "FSGroup",
    "FSGroupChangePolicy"
  };

  private ShownTemplate() {}

  static ObjectNode of(JsonNode template) {
    var shown = JsonNodeFactory.instance.objectNode();
    template
        .path("metadata")
        .properties()
        .forEach(field -> shown.set(field.getKey(), Trees.inOrder(field.getValue())));
    shown.set("Spec", spec(template.path("spec")));
    return shown;
  }

  private static ObjectNode spec(JsonNode spec) {
    var shown = inOrder(StructDiff.shown(spec, "core/v1.PodSpec"), SPEC);
    if (shown.path("SecurityContext") instanceof ObjectNode context) {
      shown.set("SecurityContext", inOrder(context, SECURITY));
    }
    return shown;
  }

  private static ObjectNode inOrder(JsonNode shown, String... first) {
    return GoShown.inOrder((ObjectNode) shown, first);
  }
}
