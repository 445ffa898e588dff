package dev.timonier.controllers.volumeprotection;

import dev.timonier.controllers.runtime.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The finalizer by which a thing in use cannot go.
record Finalizer(KubernetesClient client, String name) {
  enum Use {
    USED,
    UNUSED
  }

  /// Adds it to what stays, removes it from what goes and is not used.
  void settle(HasMetadata object, Use use) {
    var present = finalizers(object);
    if (!Owners.terminates(object)) {
      if (!present.contains(name)) {
        write(object, Stream.concat(present.stream(), Stream.of(name)).toList());
      }
    } else if (use == Use.UNUSED && present.contains(name)) {
      write(object, present.stream().filter(other -> !other.equals(name)).toList());
    }
  }

  boolean concerns(HasMetadata object) {
    return Owners.terminates(object) == finalizers(object).contains(name);
  }

  /// The controllers of volumes may update them, and not patch: when someone else was faster, it is
  /// tried again with what they left.
  private void write(HasMetadata object, List<String> finalizers) {
    var next = client.getKubernetesSerialization().clone(object);
    next.getMetadata().setFinalizers(finalizers);
    client.resource(next).update();
  }

  private static List<String> finalizers(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getFinalizers(), List.of());
  }
}
