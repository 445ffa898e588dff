package dev.timonier.nodeagent.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.nodeagent.linux.Architecture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/// Takes the images out of a tar file that `docker save` wrote or that holds an OCI layout.
final class ImageArchive implements AutoCloseable {
  private static final String DOCKER = "manifest.json";
  private static final String OCI = "index.json";
  private static final List<String> NAMES =
      List.of("io.containerd.image.name", "org.opencontainers.image.ref.name");
  private static final int LARGEST_DOCUMENT = 8 << 20;

  private final ImageStore store;
  private final Path plain;
  private final TarFile tar;
  private final Map<String, TarArchiveEntry> entries = new HashMap<>();

  ImageArchive(ImageStore store, Path archive) throws IOException {
    this.store = store;
    this.plain = Files.createTempFile("image", ".tar");
    try (var in = Decompression.of(Files.newInputStream(archive))) {
      Files.copy(in, plain, StandardCopyOption.REPLACE_EXISTING);
    }
    this.tar = new TarFile(plain);
    for (var entry : tar.getEntries()) {
      entries.put(String.join("/", LayerTree.names(entry.getName())), entry);
    }
  }

  List<StoredImage> load() throws IOException {
    if (entries.containsKey(OCI)) {
      return loadIndex(Json.parse(document(OCI)), Optional.empty());
    }
    if (entries.containsKey(DOCKER)) {
      return loadDocker(Json.parse(document(DOCKER)));
    }
    throw new IOException("unrecognized image format: neither index.json nor manifest.json");
  }

  private List<StoredImage> loadDocker(JsonNode images) throws IOException {
    var loaded = new ArrayList<StoredImage>();
    for (var image : images) {
      var layers = Json.texts(image.path("Layers"));
      loaded.add(
          store.add(
              document(image.path("Config").asText()),
              tags(Json.texts(image.path("RepoTags"))),
              List.of(),
              size(layers),
              index -> open(layers.get(index))));
    }
    return loaded;
  }

  private long size(List<String> names) throws IOException {
    var size = 0L;
    for (var name : names) {
      size += entry(name).getSize();
    }
    return size;
  }

  private List<StoredImage> loadIndex(JsonNode index, Optional<String> outer) throws IOException {
    var loaded = new ArrayList<StoredImage>();
    for (var descriptor : index.path("manifests")) {
      var name = name(descriptor).or(() -> outer);
      var part = Manifest.Part.of(descriptor);
      var document = Json.parse(blob(part.digest()));
      if (Manifest.isIndex(document)) {
        part = Manifest.choose(document, Architecture.current().ociName());
        document = Json.parse(blob(part.digest()));
      }
      loaded.add(loadManifest(Manifest.of(part.digest(), document), name));
    }
    return loaded;
  }

  private static Optional<String> name(JsonNode descriptor) {
    var annotations = descriptor.path("annotations");
    return NAMES.stream()
        .map(key -> annotations.path(key).asText())
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  private StoredImage loadManifest(Manifest manifest, Optional<String> name) throws IOException {
    var reference = name.flatMap(ImageReference::parse);
    return store.add(
        blob(manifest.config().digest()),
        tags(name.stream().toList()),
        reference.map(named -> named.pinned(manifest.digest())).stream().toList(),
        manifest.size(),
        index -> open(blobName(manifest.layers().get(index).digest())));
  }

  private static List<String> tags(List<String> names) {
    return names.stream()
        .flatMap(name -> ImageReference.parse(name).stream())
        .flatMap(reference -> reference.tag().stream().map(tag -> reference.name() + ":" + tag))
        .toList();
  }

  private static String blobName(Digest digest) {
    return "blobs/sha256/" + digest.hex();
  }

  private byte[] blob(Digest digest) throws IOException {
    var bytes = document(blobName(digest));
    if (!Digest.of(bytes).equals(digest)) {
      throw new IOException("blob " + digest + " has other content");
    }
    return bytes;
  }

  private byte[] document(String name) throws IOException {
    if (entry(name).getSize() > LARGEST_DOCUMENT) {
      throw new IOException(name + " is too large");
    }
    try (var in = open(name)) {
      return in.readAllBytes();
    }
  }

  private TarArchiveEntry entry(String name) throws IOException {
    var entry = entries.get(String.join("/", LayerTree.names(name)));
    if (entry == null) {
      throw new IOException("the archive lacks " + name);
    }
    return entry;
  }

  private InputStream open(String name) throws IOException {
    var entry = entry(name);
    return entry.getSize() == 0 ? new ByteArrayInputStream(new byte[0]) : tar.getInputStream(entry);
  }

  @Override
  public void close() throws IOException {
    tar.close();
    Files.delete(plain);
  }
}
