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
    metadata(template);
    PodSpecValidation.ofTemplate(template.at("spec"));
    ProfileMatch.validate(annotations(template), template.at("spec"));
    if (!template.at("spec").at("ephemeralContainers").isEmpty()) {
      template
          .at("spec")
          .at("ephemeralContainers")
          .forbidden("ephemeral containers not allowed in pod template");
    }
  }

  /// Examines labels and annotations, which are told of as if they stood in the template itself.
  public static void metadata(Subject template) {
    var labels = template.at("metadata").at("labels");
    ObjectMetaRules.labels(template.at("labels").with(labels.value()));
    ObjectMetaRules.annotations(annotations(template));
    PodAnnotations.validate(annotations(template), template.value().path("spec"));
  }

  private static Subject annotations(Subject template) {
    return template.at("annotations").with(template.at("metadata").at("annotations").value());
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
