package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.image.ImageArchives;
import dev.timonier.nodeagent.image.ImageClient;
import dev.timonier.nodeagent.image.ImageReference;
import dev.timonier.nodeagent.image.ImageStore;
import dev.timonier.nodeagent.image.StoredImage;
import dev.timonier.nodeagent.runtime.Image;
import dev.timonier.nodeagent.runtime.ImageFailure;
import dev.timonier.nodeagent.runtime.ImageService;
import dev.timonier.nodeagent.runtime.RegistryCredential;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The image service of a process runtime.
final class NodeImages implements ImageService {
  private final ImageStore store;
  private final ImageClient client;
  private final Supplier<? extends Collection<String>> layersInUse;

  NodeImages(
      ImageStore store, ImageClient client, Supplier<? extends Collection<String>> layersInUse) {
    this.store = store;
    this.client = client;
    this.layersInUse = layersInUse;
  }

  @Override
  public Image pull(String reference, List<RegistryCredential> credentials) {
    return client.pull(reference, credentials);
  }

  @Override
  public Optional<Image> find(String reference) {
    var found = store.find(reference).map(StoredImage::image);
    if (found.isEmpty() && ImageReference.parse(reference).isEmpty()) {
      throw new ImageFailure(
          ImageFailure.Reason.InvalidImageName, ImageReference.complaint(reference), null);
    }
    return found;
  }

  @Override
  public List<Image> images() {
    return store.images().stream().map(StoredImage::image).toList();
  }

  @Override
  public void remove(String imageId) {
    store.remove(imageId, layersInUse.get());
  }

  @Override
  public List<Image> load(Path archive) {
    return ImageArchives.load(store, archive);
  }
}
