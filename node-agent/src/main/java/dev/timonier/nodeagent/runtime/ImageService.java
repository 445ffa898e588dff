package dev.timonier.nodeagent.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The images of a node. References are those of pod manifests (`nginx`, `localhost:5000/web:1`,
/// `repo@sha256:…`).
public interface ImageService {
  /// Fetches an image unless its content is here already, and returns what the reference now means.
  ///
  /// @throws ImageFailure when it cannot be had
  Image pull(String reference, List<RegistryCredential> credentials);

  Optional<Image> find(String reference);

  List<Image> images();

  /// Removes an image and the layers that no other image and no container uses.
  void remove(String imageId);

  /// Takes the images of an archive: `docker save` or an OCI layout, as a tar file.
  ///
  /// @throws ImageFailure when the archive is not understood
  List<Image> load(Path archive);
}
