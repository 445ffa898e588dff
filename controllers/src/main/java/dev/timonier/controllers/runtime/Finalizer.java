package dev.timonier.controllers.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The finalizer by which a thing in use cannot go.
public record Finalizer(KubernetesClient client, String name) {
  public enum Use {
    USED,
    UNUSED
  }

  /// Adds it to what stays, removes it from what goes and is not used.
  ///
  /// @return the object as it is then
  public <T extends HasMetadata> T settle(T object, Use use) {
    var present = finalizers(object);
    if (!concerns(object) || (Owners.terminates(object) && use == Use.USED)) {
      return object;
    }
    return write(
        object,
        Owners.terminates(object)
            ? present.stream().filter(other -> !other.equals(name)).toList()
            : Stream.concat(present.stream(), Stream.of(name)).toList());
  }

  /// Whether there is, or may be, something to settle.
  public boolean concerns(HasMetadata object) {
    return Owners.terminates(object) == finalizers(object).contains(name);
  }

  /// The controllers of volumes may update them, and not patch: when someone else was faster, it is
  /// tried again with what they left.
  private <T extends HasMetadata> T write(T object, List<String> finalizers) {
    var next = client.getKubernetesSerialization().clone(object);
    next.getMetadata().setFinalizers(finalizers);
    return client.resource(next).update();
  }

  private static List<String> finalizers(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getFinalizers(), List.of());
  }
}
