package dev.timonier.server.serviceaccount;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Keeps pods to the secrets that their service account lists, where the account asks for that by
/// the annotation `kubernetes.io/enforce-mountable-secrets`.
final class MountableSecrets {
  private static final String ANNOTATION = "kubernetes.io/enforce-mountable-secrets";
  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");

  private final ApiObject account;
  private final AdmissionRequest request;
  private final Set<String> secrets;

  private MountableSecrets(ApiObject account, AdmissionRequest request) {
    this.account = account;
    this.request = request;
    this.secrets = names(account.root().path("secrets"));
  }

  /// Empty when the account does not ask for it.
  static Optional<MountableSecrets> of(ApiObject account, AdmissionRequest request) {
    var flag = account.metadata().annotations().getOrDefault(ANNOTATION, "");
    return TRUE.contains(flag)
        ? Optional.of(new MountableSecrets(account, request))
        : Optional.empty();
  }

  private static Set<String> names(JsonNode references) {
    return Trees.stream(references)
        .map(reference -> Trees.text(reference, "name"))
        .collect(Collectors.toSet());
  }

  void check(ApiObject pod) {
    Trees.objects(pod.spec().path("volumes")).forEach(this::checkVolume);
    checkContainers(pod, "initContainers", "init container");
    checkContainers(pod, "containers", "container");
    checkPullSecrets(pod);
  }

  void checkEphemeral(ApiObject pod) {
    checkContainers(pod, "ephemeralContainers", "ephemeral container");
  }

  private void checkVolume(ObjectNode volume) {
    var name = Trees.text(volume.path("secret"), "secretName");
    if (volume.has("secret") && !secrets.contains(name)) {
      throw refusal("volume with secret.secretName=\"" + name + "\"", "secret");
    }
  }

  private void checkContainers(ApiObject pod, String list, String word) {
    for (var container : Trees.objects(pod.spec().path(list))) {
      var who = word + " " + Trees.text(container, "name") + " with ";
      for (var variable : container.path("env")) {
        checkReference(
            who + "envVar " + Trees.text(variable, "name"),
            variable.path("valueFrom").path("secretKeyRef"));
      }
      for (var source : container.path("envFrom")) {
        checkReference(who + "envFrom", source.path("secretRef"));
      }
    }
  }

  private void checkReference(String who, JsonNode reference) {
    var name = Trees.text(reference, "name");
    if (reference.isObject() && !secrets.contains(name)) {
      throw refusal(who + " referencing secret.secretName=\"" + name + "\"", "secret");
    }
  }

  private void checkPullSecrets(ApiObject pod) {
    var allowed = names(account.root().path("imagePullSecrets"));
    var references = pod.spec().path("imagePullSecrets");
    for (var i = 0; i < references.size(); i++) {
      var name = Trees.text(references.get(i), "name");
      if (!allowed.contains(name)) {
        throw refusal("imagePullSecrets[" + i + "].name=\"" + name + "\"", "imagePullSecret");
      }
    }
  }

  private ApiException refusal(String what, String sort) {
    return request.forbidden(
        what
            + " is not allowed because service account "
            + account.name()
            + " does not reference that "
            + sort);
  }
}
