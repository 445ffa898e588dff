package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Warns of what single containers of a pod say.
final class ContainerWarnings {
  static final String NO_SECCOMP =
      "non-functional in v1.27+; use the \"seccompProfile\" field instead";

  private final Subject pod;
  private final List<String> warnings = new ArrayList<>();

  ContainerWarnings(Subject pod) {
    this.pod = pod;
  }

  List<String> found() {
    return warnings;
  }

  void examine(Subject container) {
    seccomp(container);
    appArmor(container);
    for (var name : ByteWarnings.COUNTED) {
      for (var side : List.of("limits", "requests")) {
        ByteWarnings.of(container.at("resources").at(side).atKey(name)).ifPresent(warnings::add);
      }
    }
    environment(container.at("env"));
  }

  private void warn(Subject place, String warning) {
    warnings.add(place.path() + ": " + warning);
  }

  private Subject annotation(String prefix, Subject container) {
    var key = prefix + container.at("name").text();
    return pod.at("metadata").at("annotations").atKey(key);
  }

  private void seccomp(Subject container) {
    var annotation = annotation(AnnotationKeys.SECCOMP_CONTAINER, container);
    if (annotation.isPresent() && !container.at("securityContext").has("seccompProfile")) {
      warn(annotation, NO_SECCOMP);
    }
  }

  /// Whoever creates a pod is told when the annotation is put where it belongs.
  private void appArmor(Subject container) {
    var annotation = annotation(AnnotationKeys.APP_ARMOR, container);
    if (!pod.path().isEmpty()
        && annotation.isPresent()
        && !container.at("securityContext").has("appArmorProfile")
        && !saysThePod(annotation.text())) {
      warn(annotation, "deprecated since v1.30; use the \"appArmorProfile\" field instead");
    }
  }

  /// Whether the profile of the whole pod is the one of the annotation.
  private boolean saysThePod(String annotation) {
    var profile = pod.value().path("spec").path("securityContext").path("appArmorProfile");
    return switch (profile.path("type").asText("")) {
      case "Unconfined" -> annotation.equals("unconfined") && isAlone(profile);
      case "RuntimeDefault" -> annotation.equals("runtime/default") && isAlone(profile);
      case "Localhost" ->
          annotation.equals(AnnotationKeys.LOCALHOST + profile.path("localhostProfile").asText(""));
      default -> false;
    };
  }

  private static boolean isAlone(JsonNode profile) {
    return !profile.has("localhostProfile");
  }

  private void environment(Subject variables) {
    var names = new HashSet<String>();
    for (var variable : variables.elements()) {
      var name = variable.at("name").text();
      if (!names.add(name) && hidesPrevious(variable)) {
        warn(
            variable,
            "hides previous definition of "
                + Subject.quote(name)
                + ", which may be dropped when using apply");
      }
    }
  }

  /// A variable may add to what it was before, but not be nothing else.
  private static boolean hidesPrevious(Subject variable) {
    var before = "$(" + variable.at("name").text() + ")";
    var value = variable.at("value").text();
    return variable.has("valueFrom") || value.equals(before) || !value.contains(before);
  }
}
