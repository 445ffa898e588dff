package dev.timonier.controllers.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.EditReplacePatchable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
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
    var identity =
        Map.of("name", object.getMetadata().getName(), "uid", object.getMetadata().getUid());
    var applied =
        Map.of(
            "apiVersion",
            object.getApiVersion(),
            "kind",
            object.getKind(),
            "metadata",
            identity,
            "status",
            status);
    var context =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(manager)
            .withForce(true)
            .build();
    return patch(client.resource(object).subresource("status"), context, text(applied));
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
