package dev.timonier.server.admission.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.GoQuote;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AnnotationKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The AppArmor profiles of pods, in fields and in the annotations that were before them.
final class AppArmorCheck {
  private static final Set<String> PROFILES = Set.of("Localhost", "RuntimeDefault");

  private AppArmorCheck() {}

  static Optional<Violation> violation(SecuredPod pod) {
    var setters =
        new ArrayList<>(
            Setters.where(pod, context -> badTypes(context).findAny().isPresent()).shown());
    var annotations = annotations(pod);
    if (!annotations.isEmpty()) {
      setters.add(Wording.plural("annotation", annotations));
    }
    return setters.isEmpty() ? Optional.empty() : Optional.of(violation(pod, setters, annotations));
  }

  private static Violation violation(
      SecuredPod pod, List<String> setters, List<String> annotations) {
    var values =
        Stream.concat(
                pod.contexts().flatMap(AppArmorCheck::badTypes).distinct().sorted(),
                annotations.stream())
            .toList();
    return new Violation(
        Wording.plural("forbidden AppArmor profile", values),
        String.join(" and ", setters)
            + " must not set AppArmor profile type to "
            + Wording.quoted(values));
  }

  private static Stream<String> badTypes(JsonNode context) {
    return Stream.of(context.path("appArmorProfile"))
        .filter(JsonNode::isObject)
        .map(profile -> Trees.text(profile, "type"))
        .filter(type -> !PROFILES.contains(type));
  }

  private static List<String> annotations(SecuredPod pod) {
    return pod.metadata().path("annotations").properties().stream()
        .filter(annotation -> annotation.getKey().startsWith(AnnotationKeys.APP_ARMOR))
        .filter(annotation -> !isAllowed(annotation.getValue().asText()))
        .map(AppArmorCheck::shown)
        .sorted()
        .toList();
  }

  private static boolean isAllowed(String profile) {
    return profile.isEmpty()
        || profile.equals("runtime/default")
        || profile.startsWith(AnnotationKeys.LOCALHOST);
  }

  private static String shown(Map.Entry<String, JsonNode> annotation) {
    return annotation.getKey() + "=" + GoQuote.quote(annotation.getValue().asText());
  }
}
