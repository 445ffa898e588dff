package dev.timonier.controllers.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.EditReplacePatchable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Patches objects that may have gone meanwhile. They are not read first, as the client does when
/// it knows a name alone: that would be a request more, and one that not every controller may make.
public record PatchClient(KubernetesClient client) {
  /// Applies a JSON merge patch.
  ///
  /// @return empty where there is no such object
  public <T extends HasMetadata> Optional<T> merge(T object, Map<String, ?> patch) {
    return patch(client.resource(object), PatchType.JSON_MERGE, text(patch));
  }

  /// Applies a JSON patch.
  ///
  /// @return empty where there is no such object
  public <T extends HasMetadata> Optional<T> json(T object, String patch) {
    return patch(client.resource(object), PatchType.JSON, patch);
  }

  /// Applies a strategic merge patch to the status, if the object is still this one.
  ///
  /// @return empty where there is no such object
  public <T extends HasMetadata> Optional<T> status(T object, Object status) {
    var identity = Map.of("uid", object.getMetadata().getUid());
    return patch(
        client.resource(object).subresource("status"),
        PatchType.STRATEGIC_MERGE,
        text(Map.of("metadata", identity, "status", status)));
  }

  /// Applies, by server-side apply, what a field manager says of the status, and takes what it says
  /// over from others, if the object is still this one.
  ///
  /// @return empty where there is no such object
  public <T extends HasMetadata> Optional<T> applyStatus(T object, String manager, Object status) {
    var part = client.resource(object).subresource("status");
    return apply(part, object, manager, Map.of("status", status));
  }

  /// As above, of other parts of the object. What the manager said before and does not any more is
  /// removed.
  ///
  /// @param fields by their names
  /// @return empty where there is no such object
  public <T extends HasMetadata> Optional<T> apply(
      T object, String manager, Map<String, ?> fields) {
    return apply(client.resource(object), object, manager, fields);
  }

  private <T extends HasMetadata> Optional<T> apply(
      EditReplacePatchable<T> part, T object, String manager, Map<String, ?> fields) {
    var applied = new HashMap<String, Object>(fields);
    applied.put("apiVersion", object.getApiVersion());
    applied.put("kind", object.getKind());
    applied.put(
        "metadata",
        Map.of("name", object.getMetadata().getName(), "uid", object.getMetadata().getUid()));
    var context =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(manager)
            .withForce(true)
            .build();
    return patch(part, context, text(applied));
  }

  private String text(Map<String, ?> patch) {
    return client.getKubernetesSerialization().asJson(patch);
  }

  private static <T> Optional<T> patch(
      EditReplacePatchable<T> object, PatchType type, String patch) {
    return patch(object, PatchContext.of(type), patch);
  }

  private static <T> Optional<T> patch(
      EditReplacePatchable<T> object, PatchContext context, String patch) {
    try {
      return Optional.of(object.patch(context, patch));
    } catch (KubernetesClientException e) {
      if (Rejection.of(e).notFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
