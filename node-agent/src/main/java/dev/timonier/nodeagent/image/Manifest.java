package dev.timonier.nodeagent.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The parts of one image, in Docker's or OCI's form.
///
/// @param layers compressed, the lowest first
record Manifest(Digest digest, Part config, List<Part> layers) {
  static final List<String> MEDIA_TYPES =
      List.of(
          "application/vnd.docker.distribution.manifest.v2+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.oci.image.index.v1+json");
  private static final Set<String> INDEXES =
      Set.of(
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.oci.image.index.v1+json");

  /// A blob.
  record Part(String mediaType, Digest digest, long size) {
    static Part of(JsonNode node) throws IOException {
      return new Part(
          node.path("mediaType").asText(),
          Json.digest(node.path("digest")),
          node.path("size").asLong());
    }
  }

  /// Whether this document lists manifests for several platforms.
  static boolean isIndex(JsonNode document) {
    return INDEXES.contains(document.path("mediaType").asText()) || document.has("manifests");
  }

  static Manifest of(Digest digest, JsonNode document) throws IOException {
    if (!document.has("config") || !document.has("layers")) {
      throw new IOException(
          "unsupported manifest, media type \"" + document.path("mediaType").asText() + "\"");
    }
    var layers = new ArrayList<Part>();
    for (var layer : document.path("layers")) {
      layers.add(Part.of(layer));
    }
    return new Manifest(digest, Part.of(document.path("config")), List.copyOf(layers));
  }

  /// The manifest for a platform.
  ///
  /// @param architecture as OCI names it
  static Part choose(JsonNode index, String architecture) throws IOException {
    for (var manifest : index.path("manifests")) {
      var platform = manifest.path("platform");
      if (platform.path("os").asText("linux").equals("linux")
          && platform.path("architecture").asText(architecture).equals(architecture)) {
        return Part.of(manifest);
      }
    }
    throw new IOException("no match for platform in manifest: not found");
  }

  long size() {
    return config.size() + layers.stream().mapToLong(Part::size).sum();
  }
}
