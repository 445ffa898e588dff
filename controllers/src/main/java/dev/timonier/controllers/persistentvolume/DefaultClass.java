package dev.timonier.controllers.persistentvolume;

import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which storage class claims get that say nothing of one, also when it came after them; pure
/// (<https://kubernetes.io/docs/concepts/storage/persistent-volumes/#retroactive-default-storageclass-assignment>).
final class DefaultClass {
  private static final List<String> ANNOTATIONS =
      List.of(
          "storageclass.kubernetes.io/is-default-class",
          "storageclass.beta.kubernetes.io/is-default-class");
  private static final Comparator<StorageClass> BY_AGE =
      Comparator.comparing(type -> type.getMetadata().getCreationTimestamp());

  private DefaultClass() {}

  /// The youngest of those that are marked, and of those the first by name.
  static Optional<StorageClass> of(List<StorageClass> classes) {
    return classes.stream()
        .filter(DefaultClass::isMarked)
        .min(BY_AGE.reversed().thenComparing(type -> type.getMetadata().getName()));
  }

  private static boolean isMarked(StorageClass type) {
    var annotations = type.getMetadata().getAnnotations();
    return annotations != null
        && ANNOTATIONS.stream().anyMatch(name -> "true".equals(annotations.get(name)));
  }
}
