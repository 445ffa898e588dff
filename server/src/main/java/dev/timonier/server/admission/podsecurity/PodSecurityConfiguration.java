package dev.timonier.server.admission.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import java.util.Set;

/// How a cluster applies the standards: `PodSecurityConfiguration` in
/// `pod-security.admission.config.k8s.io/v1`.
///
/// @param defaults what holds where a namespace does not say
/// @param namespaces whose pods are spared
/// @param users whose writes are spared
/// @param runtimeClasses the classes of pods that are spared
public record PodSecurityConfiguration(
    Policy defaults, Set<String> namespaces, Set<String> users, Set<String> runtimeClasses) {
  public static final PodSecurityConfiguration DEFAULT =
      new PodSecurityConfiguration(Policy.PRIVILEGED, Set.of(), Set.of(), Set.of());

  boolean sparesClassOf(JsonNode spec) {
    return runtimeClasses.contains(Trees.text(spec, "runtimeClassName"));
  }
}
