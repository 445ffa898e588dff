package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// Finds what is wrong with a container, of whatever kind.
final class ContainerValidation {
  static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
  private static final List<String> MESSAGE_POLICIES = List.of("File", "FallbackToLogsOnError");

  private final PodContext pod;

  ContainerValidation(PodContext pod) {
    this.pod = pod;
  }

  void validate(Subject container) {
    var name = container.at("name");
    name.mustKeep(it -> it.format(Format.DNS_LABEL));
    container.at("image").mustBePresent("");
    PodSpecValidation.required(container.at("terminationMessagePolicy"), MESSAGE_POLICIES);
    ContainerPorts.validate(container.at("ports"));
    EnvironmentValidation.variables(container.at("env"));
    EnvironmentValidation.sources(container.at("envFrom"));
    new MountValidation(pod, container).validate();
    PodSpecValidation.required(container.at("imagePullPolicy"), PULL_POLICIES);
    ResourceRules.ofContainer(pod).validate(container.at("resources"));
    ResizePolicyValidation.validate(pod, container.at("resizePolicy"));
    new SecurityContextValidation(pod, container.at("securityContext")).validate();
  }

  /// Images in templates may be padded, those of pods may not.
  static void noPadding(Subject container) {
    var image = container.at("image");
    if (image.text().length() != image.text().strip().length()) {
      image.invalid("must not have leading or trailing whitespace");
    }
  }
}
