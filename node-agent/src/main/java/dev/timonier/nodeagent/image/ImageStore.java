package dev.timonier.nodeagent.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.nodeagent.runtime.Image;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// The images of one node. On disk:
///
/// ```
/// images/<hex>.json       names and size of the image whose configuration has that digest
/// blobs/sha256/<hex>      configurations
/// layers/<chain>/         unpacked layers
/// partial/                what is on the way
/// ```
///
/// An image is there when its file in `images` is, which is written last. Another process may add
/// images meanwhile: they are seen as soon as they are asked for.
public final class ImageStore {
  private final ContentStore content;
  private final LayerStore layers;
  private final Path index;
  private final ConcurrentHashMap<String, StoredImage> images = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, ReentrantLock> unpacking = new ConcurrentHashMap<>();

  /// Held by whoever adds or removes an image.
  private final ReentrantLock change = new ReentrantLock();

  private volatile FileTime read = FileTime.fromMillis(0);

  public ImageStore(Path directory) throws IOException {
    this.content = new ContentStore(directory);
    this.layers = new LayerStore(directory.resolve("layers"));
    this.index = Files.createDirectories(directory.resolve("images"));
    refresh();
  }

  /// Reads the files anew when there are others than at the last time.
  private void refresh() throws IOException {
    var now = Files.getLastModifiedTime(index);
    if (now.equals(read)) {
      return;
    }
    change.lock();
    try (var files = Files.list(index)) {
      var present = new HashMap<String, StoredImage>();
      for (var file : files.filter(name -> name.toString().endsWith(".json")).toList()) {
        load(file).ifPresent(image -> present.put(image.image().id(), image));
      }
      images.keySet().retainAll(present.keySet());
      images.putAll(present);
      read = now;
    } finally {
      change.unlock();
    }
  }

  private Map<String, StoredImage> present() {
    try {
      refresh();
      return images;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public Path layerDirectory() {
    return layers.directory();
  }

  /// @param names of layers, the uppermost first
  public LayerUnion union(List<String> names) {
    return layers.union(names);
  }

  ContentStore content() {
    return content;
  }

  public List<StoredImage> images() {
    return List.copyOf(present().values());
  }

  /// Finds an image by its id or by any reference.
  public Optional<StoredImage> find(String reference) {
    var byId = Optional.ofNullable(present().get(reference));
    return byId.or(() -> Optional.ofNullable(images.get("sha256:" + reference)))
        .or(() -> ImageReference.parse(reference).flatMap(this::find));
  }

  Optional<StoredImage> find(ImageReference reference) {
    var pinned = reference.digest().map(reference::pinned);
    var tagged = reference.tag().map(tag -> reference.name() + ":" + tag);
    return present().values().stream()
        .filter(
            image ->
                pinned.isPresent()
                    ? image.image().digests().contains(pinned.get())
                    : image.image().tags().contains(tagged.orElse("")))
        .findFirst();
  }

  /// Gives a layer's archive, maybe compressed.
  interface LayerSource {
    InputStream open(int index) throws IOException;
  }

  /// Takes an image in: its configuration and those of its layers that are not here yet.
  ///
  /// @param config the bytes of its configuration, already verified
  /// @param tags `repository:tag`; taken away from the image that had them
  StoredImage add(
      byte[] config, List<String> tags, List<String> digests, long size, LayerSource source)
      throws IOException {
    var parsed = ImageConfig.parse(config);
    var names = LayerStore.names(parsed.diffIds());
    for (var i = 0; i < names.size(); i++) {
      unpack(names.subList(names.size() - 1 - i, names.size()), parsed.diffIds().get(i), i, source);
    }
    change.lock();
    try {
      var id = content.write(config).toString();
      var known = images.get(id);
      var image = new Image(id, List.of(), List.of(), size, parsed.user());
      var fresh = known == null ? new StoredImage(image, parsed, names) : known;
      return publish(fresh.named(tags, digests));
    } finally {
      change.unlock();
    }
  }

  private void unpack(List<String> names, Digest diffId, int index, LayerSource source)
      throws IOException {
    var lock = unpacking.computeIfAbsent(names.getFirst(), _ -> new ReentrantLock());
    lock.lock();
    try {
      if (!layers.contains(names.getFirst())) {
        try (var tar = Decompression.of(source.open(index))) {
          layers.unpack(names, diffId, tar);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  boolean hasLayers(ImageConfig config) {
    return LayerStore.names(config.diffIds()).stream().allMatch(layers::contains);
  }

  private StoredImage publish(StoredImage image) throws IOException {
    for (var other : images.values()) {
      var common = other.image().tags().stream().filter(image.image().tags()::contains).toList();
      if (!other.image().id().equals(image.image().id()) && !common.isEmpty()) {
        save(other.without(common));
      }
    }
    save(image);
    return image;
  }

  private void save(StoredImage image) throws IOException {
    var arriving = Files.createTempFile(index, "image", ".new");
    Files.write(arriving, Json.MAPPER.writeValueAsBytes(image.image()));
    ContentStore.publish(arriving, file(image.image().id()));
    images.put(image.image().id(), image);
  }

  private Path file(String id) {
    return index.resolve(id.substring("sha256:".length()) + ".json");
  }

  private Optional<StoredImage> load(Path file) throws IOException {
    var node = Json.parse(Files.readAllBytes(file));
    var config = content.read(Json.digest(node.path("id")));
    if (config.isEmpty()) {
      return Optional.empty();
    }
    var parsed = ImageConfig.parse(config.get());
    var names = LayerStore.names(parsed.diffIds());
    return names.stream().allMatch(layers::contains)
        ? Optional.of(new StoredImage(image(node), parsed, names))
        : Optional.empty();
  }

  private static Image image(JsonNode node) {
    return new Image(
        node.path("id").asText(),
        Json.texts(node.path("tags")),
        Json.texts(node.path("digests")),
        node.path("sizeBytes").asLong(),
        node.path("user").asText());
  }

  /// Removes an image and the layers that nothing uses any more.
  ///
  /// @param inUse names of the layers that containers use
  public void remove(String id, Collection<String> inUse) {
    change.lock();
    try {
      var image = images.remove(id);
      if (image == null) {
        return;
      }
      Files.deleteIfExists(file(id));
      content.remove(List.of(new Digest(id.substring("sha256:".length()))));
      var used =
          Stream.concat(
              inUse.stream(), images.values().stream().flatMap(other -> other.layers().stream()));
      layers.keep(used.toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      change.unlock();
    }
  }
}
