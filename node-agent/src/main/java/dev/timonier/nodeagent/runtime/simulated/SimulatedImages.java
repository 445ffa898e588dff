package dev.timonier.nodeagent.runtime.simulated;

import dev.timonier.nodeagent.runtime.Image;
import dev.timonier.nodeagent.runtime.ImageFailure;
import dev.timonier.nodeagent.runtime.ImageService;
import dev.timonier.nodeagent.runtime.RegistryCredential;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Has every image.
final class SimulatedImages implements ImageService {
  private final Map<String, Image> images = new ConcurrentHashMap<>();

  @Override
  public Image pull(String reference, List<RegistryCredential> credentials) {
    return images.computeIfAbsent(reference, SimulatedImages::image);
  }

  @Override
  public Optional<Image> find(String reference) {
    return Optional.of(pull(reference, List.of()));
  }

  @Override
  public List<Image> images() {
    return List.copyOf(images.values());
  }

  @Override
  public void remove(String imageId) {
    images.values().removeIf(image -> image.id().equals(imageId));
  }

  @Override
  public List<Image> load(Path archive) {
    throw new ImageFailure(
        ImageFailure.Reason.ImageInspectError, "a simulated node takes no archives", null);
  }

  private static Image image(String reference) {
    if (reference.isBlank()) {
      throw new ImageFailure(
          ImageFailure.Reason.InvalidImageName,
          "couldn't parse image reference \"" + reference + "\": invalid reference format",
          null);
    }
    var digest = "sha256:" + sha256(reference);
    return new Image(
        digest, List.of(reference), List.of(repository(reference) + "@" + digest), 0, "");
  }

  private static String repository(String reference) {
    var end = reference.indexOf('@');
    var named = end < 0 ? reference : reference.substring(0, end);
    var colon = named.indexOf(':', named.lastIndexOf('/') + 1);
    return colon < 0 ? named : named.substring(0, colon);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
