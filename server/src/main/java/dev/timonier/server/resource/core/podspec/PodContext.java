package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// What the parts of a pod's specification must know of the rest.
final class PodContext {
  private final Subject spec;
  private final Home home;
  private final JsonNode metadata;
  private final Map<String, JsonNode> volumes = new HashMap<>();
  private final Set<String> claims = new HashSet<>();

  /// Where a specification stands.
  enum Home {
    POD,
    TEMPLATE
  }

  /// @param metadata of the pod; missing in templates
  PodContext(Subject spec, Home home, JsonNode metadata) {
    this.spec = spec;
    this.home = home;
    this.metadata = metadata;
    for (var claim : spec.value().path("resourceClaims")) {
      claims.add(Trees.text(claim, "name"));
    }
    claims.remove("");
  }

  Subject spec() {
    return spec;
  }

  boolean isPod() {
    return home == Home.POD;
  }

  /// Empty in templates, and while the name is not known.
  String podName() {
    return Trees.text(metadata, "name");
  }

  /// Whether the pod is the mirror of one that a node runs by itself.
  boolean isMirror() {
    return metadata.path("annotations").has(AnnotationKeys.MIRROR);
  }

  /// The volumes in which nothing is wrong, by name.
  Map<String, JsonNode> volumes() {
    return volumes;
  }

  /// The names of the pod's resource claims.
  Set<String> claims() {
    return claims;
  }

  OptionalLong gracePeriodSeconds() {
    var seconds = spec.at("terminationGracePeriodSeconds");
    return seconds.isPresent() ? OptionalLong.of(seconds.number()) : OptionalLong.empty();
  }

  boolean neverRestarts() {
    return spec.at("restartPolicy").text().equals("Never");
  }

  /// Whether users in the containers are those of the node; they are unless the pod says otherwise.
  boolean usesHostUsers() {
    return spec.value().path("hostUsers").asBoolean(true);
  }

  /// Empty where the pod does not say.
  String operatingSystem() {
    return spec.at("os").at("name").text();
  }
}
