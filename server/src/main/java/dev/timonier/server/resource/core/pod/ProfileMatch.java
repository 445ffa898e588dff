package dev.timonier.server.resource.core.pod;

import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AnnotationKeys;
import dev.timonier.server.resource.core.podspec.ContainerLists;
import dev.timonier.server.validation.Subject;

/// What holds where profiles are given by annotations, as they once were, and by fields as well:
/// both say the same (<https://kubernetes.io/docs/tutorials/security/seccomp/>,
/// <https://kubernetes.io/docs/tutorials/security/apparmor/>).
public final class ProfileMatch {
  private final Subject annotations;
  private final Subject spec;

  private ProfileMatch(Subject annotations, Subject spec) {
    this.annotations = annotations;
    this.spec = spec;
  }

  /// Examines a new pod, or a template.
  public static void validate(Subject annotations, Subject spec) {
    var match = new ProfileMatch(annotations, spec);
    match.seccomp();
    if (!spec.at("os").at("name").text().equals("windows")) {
      match.appArmor();
    }
  }

  private void seccomp() {
    var ofPod = spec.at("securityContext").at("seccompProfile");
    check(ofPod, ofPod, AnnotationKeys.SECCOMP_POD, "seccomp");
    for (var list : ContainerLists.ALL) {
      for (var container : spec.at(list).elements()) {
        var own = container.at("securityContext").at("seccompProfile");
        check(own, own, AnnotationKeys.SECCOMP_CONTAINER + name(container), "seccomp");
      }
    }
  }

  private void appArmor() {
    var ofPod = spec.at("securityContext").at("appArmorProfile");
    for (var list : ContainerLists.ALL) {
      for (var container : spec.at(list).elements()) {
        var own = container.at("securityContext").at("appArmorProfile");
        var effective = own.isPresent() ? own : ofPod;
        check(own, effective, AnnotationKeys.APP_ARMOR + name(container), "apparmor");
      }
    }
  }

  private static String name(Subject container) {
    return Trees.text(container.value(), "name");
  }

  /// @param place where faults are told
  /// @param profile what the fields say
  private void check(Subject place, Subject profile, String annotation, String kind) {
    if (!profile.isPresent() || !annotations.has(annotation)) {
      return;
    }
    var text = annotations.at(annotation).text();
    if (!isOfType(text, profile.at("type").text(), kind)) {
      place.at("type").forbidden(kind + " type in annotation and field must match");
    } else if (profile.at("type").text().equals("Localhost")
        && !text.substring(AnnotationKeys.LOCALHOST.length())
            .equals(profile.at("localhostProfile").text())) {
      place.at("localhostProfile").forbidden(kind + " profile in annotation and field must match");
    }
  }

  private static boolean isOfType(String annotation, String type, String kind) {
    return switch (type) {
      case "Unconfined" -> annotation.equals("unconfined");
      case "RuntimeDefault" ->
          annotation.equals("runtime/default")
              || (kind.equals("seccomp") && annotation.equals("docker/default"));
      case "Localhost" -> annotation.startsWith(AnnotationKeys.LOCALHOST);
      default -> true;
    };
  }
}
