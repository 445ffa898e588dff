package dev.timonier.server.resource.workload;

import dev.timonier.server.resource.core.pod.PodAnnotations;
import dev.timonier.server.resource.core.pod.ProfileMatch;
import dev.timonier.server.resource.core.podspec.PodSpecValidation;
import dev.timonier.server.validation.ObjectMetaRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for templates of pods.
public final class TemplateRules {
  private TemplateRules() {}

  /// Examines any template.
  public static void validate(Subject template) {
    var metadata = template.at("metadata");
    ObjectMetaRules.labels(template.at("labels").with(metadata.at("labels").value()));
    var annotations = template.at("annotations").with(metadata.at("annotations").value());
    ObjectMetaRules.annotations(annotations);
    PodAnnotations.validate(annotations, template.value().path("spec"));
    PodSpecValidation.ofTemplate(template.at("spec"));
    ProfileMatch.validate(annotations, template.at("spec"));
    if (!template.at("spec").at("ephemeralContainers").isEmpty()) {
      template
          .at("spec")
          .at("ephemeralContainers")
          .forbidden("ephemeral containers not allowed in pod template");
    }
  }

  /// Pods that are replaced when they end run for ever.
  ///
  /// @param kind for the message
  public static void runsForEver(Subject template, String kind) {
    var spec = template.at("spec");
    if (!spec.at("restartPolicy").text().equals("Always")) {
      spec.at("restartPolicy").notSupported(List.of("Always"));
    }
    if (spec.has("activeDeadlineSeconds")) {
      spec.at("activeDeadlineSeconds")
          .forbidden("activeDeadlineSeconds in " + kind + " is not Supported");
    }
  }
}
