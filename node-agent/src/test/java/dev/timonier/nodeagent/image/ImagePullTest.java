package dev.timonier.nodeagent.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.timonier.nodeagent.linux.Architecture;
import dev.timonier.nodeagent.runtime.Image;
import dev.timonier.nodeagent.runtime.ImageFailure;
import dev.timonier.nodeagent.runtime.RegistryCredential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePullTest {
  private final Path directory;

  private final TestRegistry registry;
  private final ImageStore store;
  private final ImageClient client;

  ImagePullTest(@TempDir Path temporary) throws IOException {
    directory = temporary;
    registry = new TestRegistry();
    store = new ImageStore(directory.resolve("images"));
    client = new ImageClient(store);
  }

  @AfterEach
  void close() {
    client.close();
    registry.close();
  }

  private static TestImage image() throws IOException {
    return new TestImage()
        .layer(new TestLayer().directory("etc").file("etc/release", "one"))
        .layer(new TestLayer().file("etc/release", "two").file("new", noise(), 0644))
        .config("Cmd", List.of("/server"))
        .config("User", "101:102");
  }

  /// What does not become smaller when compressed.
  private static byte[] noise() {
    var bytes = new byte[5000];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private Image pull(String name, RegistryCredential... credentials) {
    return client.pull(registry.host() + "/" + name, List.of(credentials));
  }

  @Test
  void imageIsPulledAndItsLayersAreUnpacked() throws IOException {
    registry.push("team/web", "1", image());

    var pulled = pull("team/web:1");

    assertThat(pulled.id()).isEqualTo(Digest.of(image().configuration()).toString());
    assertThat(pulled.tags()).containsExactly(registry.host() + "/team/web:1");
    assertThat(pulled.digests())
        .containsExactly(registry.host() + "/team/web@" + Digest.of(image().manifest()));
    assertThat(pulled.user()).isEqualTo("101:102");
    var stored = store.find(pulled.id()).orElseThrow();
    assertThat(store.union(stored.layers()).read("/etc/release")).contains("two");
    assertThat(stored.config().command()).containsExactly("/server");
  }

  @Test
  void secondPullAsksOnlyWhetherTheTagMoved() throws IOException {
    registry.push("web", "1", image());
    pull("web:1");
    registry.requests.clear();

    pull("web:1");

    assertThat(registry.requests)
        .noneMatch(request -> layers().stream().anyMatch(request::contains));
  }

  private static List<String> layers() {
    try {
      return image().compressedLayers().stream().map(layer -> Digest.of(layer).toString()).toList();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void imageOfADigestIsAskedForOnce() throws IOException {
    registry.push("web", "1", image());
    var name = "web@" + Digest.of(image().manifest());
    pull(name);
    registry.requests.clear();

    pull(name);

    assertThat(registry.requests).isEmpty();
  }

  @Test
  void tagMovesToTheNewImage() throws IOException {
    registry.push("web", "1", image());
    var old = pull("web:1");
    registry.push("web", "1", image().config("Cmd", List.of("/other")));

    var fresh = pull("web:1");

    assertThat(store.find(old.id()).orElseThrow().image().tags()).isEmpty();
    assertThat(store.find(registry.host() + "/web:1").orElseThrow().image().id())
        .isEqualTo(fresh.id());
  }

  @Test
  void imagesAreThereAfterARestart() throws IOException {
    registry.push("web", "1", image());
    var pulled = pull("web:1");

    var again = new ImageStore(directory.resolve("images"));

    assertThat(again.find(registry.host() + "/web:1").orElseThrow().image()).isEqualTo(pulled);
  }

  @Test
  void removedImageLeavesNothingButWhatOthersUse() throws IOException {
    registry.push("web", "1", image());
    registry.push(
        "base",
        "1",
        new TestImage().layer(new TestLayer().directory("etc").file("etc/release", "one")));
    var web = pull("web:1");
    var base = pull("base:1");

    store.remove(web.id(), List.of());

    assertThat(store.images()).hasSize(1);
    assertThat(store.layerDirectory().toFile().list()).hasSize(1);
    assertThat(store.find(base.id())).isPresent();
  }

  @Test
  void tokenIsFetchedWithTheCredential() throws IOException {
    registry.push("web", "1", image());
    registry.requireToken();

    assertThat(pull("web:1", new RegistryCredential("user", "secret")).tags()).isNotEmpty();
  }

  @Test
  void refusedPullSaysWhatContainerdSays() throws IOException {
    registry.push("web", "1", image());
    registry.requireToken();

    assertThatThrownBy(() -> pull("web:1"))
        .isInstanceOf(ImageFailure.class)
        .hasMessage(
            "failed to pull and unpack image \"%1$s/web:1\": failed to resolve reference"
                + " \"%1$s/web:1\": pull access denied, repository does not exist or may require"
                + " authorization: authorization failed",
            registry.host());
  }

  @Test
  void missingImageIsNotFound() {
    assertThatThrownBy(() -> pull("none:1"))
        .hasMessage(
            "failed to pull and unpack image \"%1$s/none:1\": failed to resolve reference"
                + " \"%1$s/none:1\": %1$s/none:1: not found",
            registry.host());
  }

  @Test
  void absentRegistryRefusesConnections() {
    registry.close();

    assertThatThrownBy(() -> pull("web:1")).hasMessageEndingWith("connect: connection refused");
  }

  @Test
  void malformedNameIsInvalid() {
    assertThatThrownBy(() -> client.pull("Not An Image", List.of()))
        .isInstanceOfSatisfying(
            ImageFailure.class,
            failure ->
                assertThat(failure.reason()).isEqualTo(ImageFailure.Reason.InvalidImageName));
  }

  @Test
  void corruptLayerIsNotUnpacked() throws IOException {
    registry.push("web", "1", image());
    registry.corrupt("web", Digest.parse(layers().getFirst()).orElseThrow());

    assertThatThrownBy(() -> pull("web:1")).hasMessageContaining("unexpected commit digest");
    assertThat(store.images()).isEmpty();
    assertThat(store.layerDirectory().toFile().list()).isEmpty();
  }

  @Test
  void brokenDownloadGoesOnWhereItEnded() throws IOException {
    registry.push("web", "1", image());
    registry.cutBlobsAfter(1000);
    assertThatThrownBy(() -> pull("web:1")).isInstanceOf(ImageFailure.class);
    registry.cutBlobsAfter(Integer.MAX_VALUE);

    pull("web:1");

    assertThat(registry.requests).anyMatch(request -> request.contains("bytes="));
  }

  @Test
  void indexLeadsToTheManifestForThisMachine() throws IOException {
    registry.push("web", "other", image().config("Cmd", List.of("/wrong")));
    registry.push("web", "mine", image());
    var manifests =
        List.of(
            platform(image().config("Cmd", List.of("/wrong")), "s390x"),
            platform(image(), Architecture.current().ociName()));
    registry.pushManifest(
        "web",
        "all",
        JsonMapper.builder()
            .build()
            .writeValueAsBytes(
                Map.of(
                    "schemaVersion",
                    2,
                    "mediaType",
                    "application/vnd.oci.image.index.v1+json",
                    "manifests",
                    manifests)));

    assertThat(pull("web:all").id()).isEqualTo(Digest.of(image().configuration()).toString());
  }

  private static Map<String, Object> platform(TestImage image, String architecture)
      throws IOException {
    var part = new LinkedHashMap<String, Object>();
    part.putAll(TestImage.part("application/vnd.oci.image.manifest.v1+json", image.manifest()));
    part.put("platform", Map.of("os", "linux", "architecture", architecture));
    return part;
  }

  @Test
  void archivesOfBothKindsAreLoaded() throws IOException {
    var docker = image().writeDockerArchive(directory.resolve("docker.tar"), "team/web:1");
    var layout = image().writeLayout(directory.resolve("oci.tar"), "localhost/other:2");

    var first = ImageArchives.load(store, docker).getFirst();
    var second = ImageArchives.load(store, layout).getFirst();

    assertThat(first.tags()).containsExactly("docker.io/team/web:1");
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.tags()).containsExactly("docker.io/team/web:1", "localhost/other:2");
  }

  @Test
  void fileThatIsNoArchiveIsRefused() throws IOException {
    var file = Files.write(directory.resolve("x.tar"), new TestLayer().file("a", "b").tar());

    assertThatThrownBy(() -> ImageArchives.load(store, file))
        .isInstanceOf(ImageFailure.class)
        .hasMessageContaining("unrecognized image format");
  }
}
