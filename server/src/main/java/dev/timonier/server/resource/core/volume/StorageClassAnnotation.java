package dev.timonier.server.resource.core.volume;

/// The annotation that named the class before there was a field.
final class StorageClassAnnotation {
  static final String BETA = "volume.beta.kubernetes.io/storage-class";
  static final String WARNING =
      "metadata.annotations["
          + BETA
          + "]: deprecated since v1.8; use \"storageClassName\" attribute"
          + " instead";

  private StorageClassAnnotation() {}
}
