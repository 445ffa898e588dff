package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;

/// What a container has where its author said nothing; init and ephemeral ones as well.
final class ContainerDefaults {
  private ContainerDefaults() {}

  static void set(ObjectNode container) {
    Trees.setDefault(container, "terminationMessagePath", "/dev/termination-log");
    Trees.setDefault(container, "terminationMessagePolicy", "File");
    if (Trees.text(container, "imagePullPolicy").isEmpty()) {
      container.put(
          "imagePullPolicy", ImageReference.pullPolicyFor(Trees.text(container, "image")));
    }
    ports(container.path("ports"));
    environment(container.path("env"));
    ResourceDefaults.roundUpAll(container.path("resources"));
    probes(container);
    lifecycle(container.path("lifecycle"));
  }

  private static void ports(JsonNode ports) {
    for (var port : Trees.objects(ports)) {
      Trees.setDefault(port, "protocol", "TCP");
    }
  }

  private static void environment(JsonNode variables) {
    for (var variable : variables) {
      fieldRef(variable.path("valueFrom").path("fieldRef"));
      if (variable.path("valueFrom").path("fileKeyRef") instanceof ObjectNode reference) {
        Trees.setDefault(reference, "optional", Trees.Truth.FALSE);
      }
    }
  }

  /// A field of the pod is told in the core group's version.
  static void fieldRef(JsonNode reference) {
    if (reference instanceof ObjectNode field) {
      Trees.setDefault(field, "apiVersion", "v1");
    }
  }

  private static void probes(ObjectNode container) {
    ProbeDefaults.set(container.path("livenessProbe"));
    ProbeDefaults.set(container.path("readinessProbe"));
    ProbeDefaults.set(container.path("startupProbe"));
  }

  private static void lifecycle(JsonNode lifecycle) {
    ProbeDefaults.httpGet(lifecycle.path("postStart").path("httpGet"));
    ProbeDefaults.httpGet(lifecycle.path("preStop").path("httpGet"));
  }
}
