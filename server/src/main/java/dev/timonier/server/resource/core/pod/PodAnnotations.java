package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AnnotationKeys;
import dev.timonier.server.resource.core.podspec.ContainerLists;
import dev.timonier.server.resource.core.volume.PathRules;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.Set;

/// What annotations say that Kubernetes itself reads in pods, and in templates of pods.
public final class PodAnnotations {
  private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
  private static final Set<String> SECCOMP_NAMES =
      Set.of("runtime/default", "docker/default", "unconfined");

  private PodAnnotations() {}

  public static void validate(Subject annotations, JsonNode spec) {
    mirror(annotations.atKey(AnnotationKeys.MIRROR), spec);
    TolerationsAnnotation.validate(annotations);
    deletionCost(annotations.atKey(DELETION_COST));
    seccomp(annotations);
    appArmor(annotations, spec);
  }

  /// A pod of a node's own, of which the server has a mirror, knows its node.
  private static void mirror(Subject mirror, JsonNode spec) {
    if (mirror.isPresent() && Trees.text(spec, "nodeName").isEmpty()) {
      mirror.invalid("must set spec.nodeName if mirror pod annotation is set");
    }
  }

  private static void deletionCost(Subject cost) {
    if (cost.isPresent() && !isInteger(cost.text())) {
      cost.invalid("must be a 32bit integer");
    }
  }

  private static boolean isInteger(String text) {
    if (!text.matches("0|-[0-9]{1,10}|[1-9][0-9]{0,9}")) {
      return false;
    }
    var number = Long.parseLong(text);
    return number == (int) number;
  }

  private static void seccomp(Subject annotations) {
    if (annotations.has(AnnotationKeys.SECCOMP_POD)) {
      seccompProfile(annotations.at(AnnotationKeys.SECCOMP_POD));
    }
    for (var key : annotations.keys()) {
      if (key.startsWith(AnnotationKeys.SECCOMP_CONTAINER)) {
        seccompProfile(annotations.at(key));
      }
    }
  }

  private static void seccompProfile(Subject profile) {
    var text = profile.text();
    if (text.startsWith(AnnotationKeys.LOCALHOST)) {
      PathRules.descending(
          profile.with(TextNode.valueOf(text.substring(AnnotationKeys.LOCALHOST.length()))));
    } else if (!SECCOMP_NAMES.contains(text)) {
      profile.invalid("must be a valid seccomp profile");
    }
  }

  private static void appArmor(Subject annotations, JsonNode spec) {
    var containers = containerNames(spec);
    for (var key : annotations.keys()) {
      if (key.startsWith(AnnotationKeys.APP_ARMOR)) {
        appArmor(
            annotations.atKey(key), key.substring(AnnotationKeys.APP_ARMOR.length()), containers);
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
        && !text.startsWith(AnnotationKeys.LOCALHOST)) {
      profile.invalid("invalid AppArmor profile name: \"" + text + "\"");
    }
  }

  private static Set<String> containerNames(JsonNode spec) {
    var names = new HashSet<String>();
    for (var list : ContainerLists.ALL) {
      spec.path(list).forEach(container -> names.add(Trees.text(container, "name")));
    }
    return names;
  }

  /// Finds which annotations may not change once the pod is there.
  static void validateUpdate(Subject annotations, JsonNode old, JsonNode spec) {
    for (var entry : old.properties()) {
      if (!entry.getValue().equals(annotations.value().path(entry.getKey()))) {
        fixed(annotations, entry.getKey(), "remove or update");
      }
    }
    for (var key : annotations.keys()) {
      if (!old.has(key)) {
        fixed(annotations, key, "add");
      }
    }
    validate(annotations, spec);
  }

  private static void fixed(Subject annotations, String key, String change) {
    if (key.startsWith(AnnotationKeys.APP_ARMOR)) {
      annotations.atKey(key).forbidden("may not " + change + " AppArmor annotations");
    }
    if (key.equals(AnnotationKeys.MIRROR)) {
      annotations.atKey(key).forbidden("may not " + change + " mirror pod annotation");
    }
  }
}
