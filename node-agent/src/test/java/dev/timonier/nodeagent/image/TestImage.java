package dev.timonier.nodeagent.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// An image that a test makes: layers, and a configuration around them.
public final class TestImage {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<byte[]> layers = new ArrayList<>();
  private final Map<String, Object> config = new LinkedHashMap<>();

  /// An image with busybox, a user and a group, from Debian's package busybox-static.
  public static TestImage busybox() throws IOException {
    assertThat(BUSYBOX).as("Debian package busybox-static").exists();
    var layer =
        new TestLayer()
            .directory("bin")
            .directory("etc")
            .directory("tmp", 01777)
            .file("bin/busybox", Files.readAllBytes(BUSYBOX), 0755)
            .file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nweb:x:101:102::/srv:/bin/sh\n")
            .file("etc/group", "root:x:0:\nweb:x:102:\nextra:x:103:web\n");
    for (var name :
        List.of(
            "sh",
            "cat",
            "echo",
            "sleep",
            "ls",
            "id",
            "mount",
            "hostname",
            "env",
            "stat",
            "wc",
            "nc",
            "head",
            "tail",
            "dd",
            "touch",
            "mkdir",
            "rm",
            "ps",
            "kill",
            "true",
            "false",
            "ip",
            "ping",
            "tty",
            "stty",
            "grep",
            "seq",
            "yes",
            "readlink",
            "wget",
            "mknod",
            "test",
            "umount",
            "chmod",
            "ln",
            "httpd",
            "date")) {
      layer.link("bin/" + name, "busybox");
    }
    return new TestImage().layer(layer).config("Env", List.of("PATH=/bin", "IMAGE=busybox"));
  }

  public TestImage layer(TestLayer layer) throws IOException {
    layers.add(layer.tar());
    return this;
  }

  public TestImage config(String name, Object value) {
    config.put(name, value);
    return this;
  }

  byte[] configuration() throws IOException {
    var diffIds = layers.stream().map(layer -> Digest.of(layer).toString()).toList();
    return JSON.writeValueAsBytes(
        Map.of(
            "architecture",
            dev.timonier.nodeagent.linux.Architecture.current().ociName(),
            "os",
            "linux",
            "config",
            config,
            "rootfs",
            Map.of("type", "layers", "diff_ids", diffIds)));
  }

  List<byte[]> compressedLayers() throws IOException {
    var compressed = new ArrayList<byte[]>();
    for (var layer : layers) {
      var bytes = new ByteArrayOutputStream();
      try (var gzip = new GZIPOutputStream(bytes)) {
        gzip.write(layer);
      }
      compressed.add(bytes.toByteArray());
    }
    return compressed;
  }

  byte[] manifest() throws IOException {
    var parts = new ArrayList<Map<String, Object>>();
    for (var layer : compressedLayers()) {
      parts.add(part("application/vnd.oci.image.layer.v1.tar+gzip", layer));
    }
    return JSON.writeValueAsBytes(
        Map.of(
            "schemaVersion",
            2,
            "mediaType",
            "application/vnd.oci.image.manifest.v1+json",
            "config",
            part("application/vnd.oci.image.config.v1+json", configuration()),
            "layers",
            parts));
  }

  static Map<String, Object> part(String mediaType, byte[] content) {
    return Map.of(
        "mediaType", mediaType, "digest", Digest.of(content).toString(), "size", content.length);
  }

  /// Everything a registry or a layout keeps, by digest.
  Map<Digest, byte[]> blobs() throws IOException {
    var blobs = new LinkedHashMap<Digest, byte[]>();
    for (var blob : compressedLayers()) {
      blobs.put(Digest.of(blob), blob);
    }
    for (var blob : List.of(configuration(), manifest())) {
      blobs.put(Digest.of(blob), blob);
    }
    return blobs;
  }

  /// Writes it as an OCI layout in a tar file.
  public Path writeLayout(Path file, String name) throws IOException {
    var descriptor = new LinkedHashMap<String, Object>();
    descriptor.putAll(part("application/vnd.oci.image.manifest.v1+json", manifest()));
    descriptor.put("annotations", Map.of("io.containerd.image.name", name));
    var tar =
        new TestLayer()
            .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
            .file(
                "index.json",
                JSON.writeValueAsString(
                    Map.of("schemaVersion", 2, "manifests", List.of(descriptor))));
    for (var blob : blobs().entrySet()) {
      tar.file("blobs/sha256/" + blob.getKey().hex(), blob.getValue(), 0644);
    }
    return Files.write(file, tar.tar());
  }

  /// Writes it as `docker save` does.
  public Path writeDockerArchive(Path file, String name) throws IOException {
    var tar =
        new TestLayer().file("config.json", new String(configuration(), StandardCharsets.UTF_8));
    var names = new ArrayList<String>();
    for (var layer : layers) {
      names.add("layer" + names.size() + ".tar");
      tar.file(names.getLast(), layer, 0644);
    }
    var entry = Map.of("Config", "config.json", "RepoTags", List.of(name), "Layers", names);
    tar.file("manifest.json", JSON.writeValueAsString(List.of(entry)));
    return Files.write(file, tar.tar());
  }
}
