package dev.timonier.controllers.volumeprotection;

import dev.timonier.controllers.runtime.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Objects;

/// The finalizer by which a thing in use cannot go.
record Finalizer(KubernetesClient client, String name) {
  enum Use {
    USED,
    UNUSED
  }

  /// Adds it to what stays, removes it from what goes and is not used.
  void settle(HasMetadata object, Use use) {
    var index = finalizers(object).indexOf(name);
    if (Owners.terminates(object)) {
      if (index >= 0 && use == Use.UNUSED) {
        patch(object, "[%s,%s]".formatted(test(index), remove(index)));
      }
    } else if (index < 0) {
      add(object);
    }
  }

  boolean concerns(HasMetadata object) {
    return Owners.terminates(object) == finalizers(object).contains(name);
  }

  private void add(HasMetadata object) {
    var operation =
        finalizers(object).isEmpty()
            ? "{\"op\":\"add\",\"path\":\"/metadata/finalizers\",\"value\":[\"%s\"]}"
            : "{\"op\":\"add\",\"path\":\"/metadata/finalizers/-\",\"value\":\"%s\"}";
    var version =
        "{\"op\":\"test\",\"path\":\"/metadata/resourceVersion\",\"value\":\"%s\"}"
            .formatted(object.getMetadata().getResourceVersion());
    patch(object, "[%s,%s]".formatted(version, operation.formatted(name)));
  }

  private String test(int index) {
    return "{\"op\":\"test\",\"path\":\"/metadata/finalizers/%d\",\"value\":\"%s\"}"
        .formatted(index, name);
  }

  private static String remove(int index) {
    return "{\"op\":\"remove\",\"path\":\"/metadata/finalizers/%d\"}".formatted(index);
  }

  private void patch(HasMetadata object, String patch) {
    client.resource(object).patch(PatchContext.of(PatchType.JSON), patch);
  }

  private static List<String> finalizers(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getFinalizers(), List.of());
  }
}
