package dev.timonier.nodeagent.image;

import dev.timonier.nodeagent.runtime.Image;
import dev.timonier.nodeagent.runtime.ImageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Loads image archives into a store.
public final class ImageArchives {
  private ImageArchives() {}

  /// @throws ImageFailure when the archive is not understood
  public static List<Image> load(ImageStore store, Path archive) {
    try (var images = new ImageArchive(store, archive)) {
      return images.load().stream().map(StoredImage::image).toList();
    } catch (IOException failure) {
      throw new ImageFailure(
          ImageFailure.Reason.ErrImagePull,
          "failed to load image archive \"" + archive + "\": " + failure.getMessage(),
          failure);
    }
  }
}
