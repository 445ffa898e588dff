package dev.timonier.server.admission.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.admission.AdmissionRequest;
import java.util.Map;
import java.util.Optional;

/// Where the kinds that make pods keep their templates.
final class Templates {
  private static final String SPEC = "/spec/template";
  private static final Map<GroupResource, String> PATHS =
      Map.of(
          new GroupResource("", "podtemplates"), "/template",
          new GroupResource("", "replicationcontrollers"), SPEC,
          new GroupResource("apps", "replicasets"), SPEC,
          new GroupResource("apps", "deployments"), SPEC,
          new GroupResource("apps", "statefulsets"), SPEC,
          new GroupResource("apps", "daemonsets"), SPEC,
          new GroupResource("batch", "jobs"), SPEC,
          new GroupResource("batch", "cronjobs"), "/spec/jobTemplate/spec/template");

  private Templates() {}

  /// The template in the object that is written; empty when it is of another kind, or has none.
  static Optional<SecuredPod> of(AdmissionRequest request) {
    return Optional.ofNullable(PATHS.get(request.resource().groupResource()))
        .map(path -> request.object().orElseThrow().root().at(path))
        .filter(JsonNode::isObject)
        .map(template -> new SecuredPod(template.path("metadata"), template.path("spec")));
  }
}
