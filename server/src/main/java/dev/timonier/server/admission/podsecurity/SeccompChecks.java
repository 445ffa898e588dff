package dev.timonier.server.admission.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.GoQuote;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AnnotationKeys;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The seccomp profiles of pods: fields since v1.19, annotations before.
final class SeccompChecks {
  private static final String REASON = "seccompProfile";
  private static final Set<String> PROFILES = Set.of("Localhost", "RuntimeDefault");

  private SeccompChecks() {}

  static Optional<Violation> annotations(SecuredPod pod) {
    var keys =
        pod.containers()
            .map(container -> AnnotationKeys.SECCOMP_CONTAINER + SecuredPod.nameOf(container));
    var annotations = pod.metadata().path("annotations");
    var bad =
        Stream.concat(Stream.of(AnnotationKeys.SECCOMP_POD), keys)
            .filter(key -> annotations.has(key) && !isAllowed(Trees.text(annotations, key)))
            .map(key -> key + "=" + GoQuote.quote(Trees.text(annotations, key)))
            .collect(Collectors.toCollection(TreeSet::new));
    return bad.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Violation(
                REASON,
                "forbidden " + Wording.plural("annotation", bad) + " " + String.join(", ", bad)));
  }

  private static boolean isAllowed(String profile) {
    return profile.equals("runtime/default")
        || profile.equals("docker/default")
        || profile.startsWith(AnnotationKeys.LOCALHOST);
  }

  static Optional<Violation> baseline(SecuredPod pod) {
    var bad =
        Setters.where(pod, context -> profile(context).filter(SeccompChecks::isBad).isPresent());
    if (bad.isEmpty()) {
      return Optional.empty();
    }
    var types =
        pod.contexts()
            .flatMap(context -> profile(context).stream())
            .filter(SeccompChecks::isBad)
            .collect(Collectors.toCollection(TreeSet::new));
    return Optional.of(
        new Violation(
            REASON,
            bad + " must not set securityContext.seccompProfile.type to " + Wording.quoted(types)));
  }

  static Optional<Violation> restricted(SecuredPod pod) {
    return baseline(pod).or(() -> missing(pod));
  }

  private static Optional<Violation> missing(SecuredPod pod) {
    if (profile(pod.securityContext()).isPresent()) {
      return Optional.empty();
    }
    var silent = pod.securedWhere(context -> profile(context).isEmpty());
    return silent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Violation(
                REASON,
                "pod or "
                    + Wording.containers(silent)
                    + " must set securityContext.seccompProfile.type to \"RuntimeDefault\" or"
                    + " \"Localhost\""));
  }

  private static Optional<String> profile(JsonNode context) {
    return context.hasNonNull(REASON)
        ? Optional.of(Trees.text(context.get(REASON), "type"))
        : Optional.empty();
  }

  private static boolean isBad(String type) {
    return !PROFILES.contains(type);
  }
}
