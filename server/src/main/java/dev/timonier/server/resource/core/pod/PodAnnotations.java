package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What annotations say that Kubernetes itself reads in pods, and in templates of pods.
public final class PodAnnotations {
  private static final String SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";
  private static final String SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/";
  private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
  private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
  private static final Set<String> SECCOMP_NAMES =
      Set.of("runtime/default", "docker/default", "unconfined");

  private PodAnnotations() {}

  public static void validate(Subject annotations, JsonNode spec) {
    deletionCost(annotations.atKey(DELETION_COST));
    seccomp(annotations);
    appArmor(annotations, spec);
  }

  private static void deletionCost(Subject cost) {
    if (cost.isPresent() && !isInteger(cost.text())) {
      cost.invalid("must be a 32bit integer");
    }
  }

  private static boolean isInteger(String text) {
    if (!text.matches("0|-?[1-9][0-9]{0,9}")) {
      return false;
    }
    var number = Long.parseLong(text);
    return number == (int) number;
  }

  private static void seccomp(Subject annotations) {
    if (annotations.has(SECCOMP_POD)) {
      seccompProfile(annotations.at(SECCOMP_POD));
    }
    for (var key : annotations.keys()) {
      if (key.startsWith(SECCOMP_CONTAINER)) {
        seccompProfile(annotations.at(key));
      }
    }
  }

  private static void seccompProfile(Subject profile) {
    var text = profile.text();
    if (text.startsWith("localhost/")) {
      return;
    }
    if (!SECCOMP_NAMES.contains(text)) {
      profile.invalid("must be a valid seccomp profile");
    }
  }

  private static void appArmor(Subject annotations, JsonNode spec) {
    var containers = containerNames(spec);
    for (var key : annotations.keys()) {
      if (key.startsWith(APP_ARMOR)) {
        appArmor(annotations.atKey(key), key.substring(APP_ARMOR.length()), containers);
      }
    }
  }

  private static void appArmor(Subject profile, String container, Set<String> containers) {
    if (!containers.contains(container)) {
      profile.invalid(Subject.quote(container), "container not found");
    }
    var text = profile.text();
    if (!text.isEmpty()
        && !text.equals("runtime/default")
        && !text.equals("unconfined")
        && !text.startsWith("localhost/")) {
      profile.invalid("invalid AppArmor profile name: \"" + text + "\"");
    }
  }

  private static Set<String> containerNames(JsonNode spec) {
    var names = new HashSet<String>();
    for (var list : List.of("initContainers", "containers", "ephemeralContainers")) {
      spec.path(list).forEach(container -> names.add(Trees.text(container, "name")));
    }
    return names;
  }

  /// Finds which annotations may not change once the pod is there.
  static void validateUpdate(Subject annotations, JsonNode old) {
    for (var key : annotations.keys()) {
      if (key.startsWith(APP_ARMOR) && !old.path(key).equals(annotations.value().path(key))) {
        annotations.atKey(key).forbidden("may not remove or update AppArmor annotations");
      }
      mirror(annotations, old, key);
    }
    for (var entry : old.properties()) {
      var key = entry.getKey();
      if (!annotations.has(key)) {
        if (key.startsWith(APP_ARMOR)) {
          annotations.atKey(key).forbidden("may not remove or update AppArmor annotations");
        }
        mirror(annotations, old, key);
      }
    }
  }

  private static void mirror(Subject annotations, JsonNode old, String key) {
    if (key.equals(PodValidation.MIRROR) && !old.path(key).equals(annotations.value().path(key))) {
      annotations.atKey(key).forbidden("may not add, remove, or update mirror pod annotation");
    }
  }
}
