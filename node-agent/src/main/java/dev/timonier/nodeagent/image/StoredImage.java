package dev.timonier.nodeagent.image;

import dev.timonier.nodeagent.runtime.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// An image in the store.
///
/// @param layers names in the layer store, the uppermost first
public record StoredImage(Image image, ImageConfig config, List<String> layers) {
  static <T> List<T> union(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().toList();
  }

  StoredImage named(List<String> tags, List<String> digests) {
    return withNames(union(image.tags(), tags), union(image.digests(), digests));
  }

  StoredImage without(List<String> tags) {
    var left = new ArrayList<>(image.tags());
    left.removeAll(tags);
    return withNames(left, image.digests());
  }

  private StoredImage withNames(List<String> tags, List<String> digests) {
    return new StoredImage(
        new Image(image.id(), tags, digests, image.sizeBytes(), image.user()), config, layers);
  }
}
