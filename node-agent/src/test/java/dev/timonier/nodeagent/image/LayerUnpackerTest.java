package dev.timonier.nodeagent.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.nodeagent.linux.ExtendedAttributes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerUnpackerTest {
  @TempDir Path directory;

  private Path layer = Path.of("/nowhere");
  private Path outside = Path.of("/nowhere");

  @BeforeEach
  void makeDirectories() throws IOException {
    layer = Files.createDirectory(directory.resolve("layer"));
    outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
  }

  private void unpack(TestLayer archive, Path... parents) throws IOException {
    new LayerUnpacker(layer, new LayerUnion(List.of(parents)))
        .unpack(new ByteArrayInputStream(archive.tar()));
  }

  @Test
  void ownersModesAndTimesAreKept() throws IOException {
    unpack(
        new TestLayer()
            .directory("d", 01770)
            .file("d/su", "x".getBytes(StandardCharsets.UTF_8), 04755, 1234));

    var file = layer.resolve("d/su");
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(1234);
    assertThat((int) Files.getAttribute(file, "unix:mode") & 07777).isEqualTo(04755);
    assertThat((int) Files.getAttribute(layer.resolve("d"), "unix:mode") & 07777).isEqualTo(01770);
    assertThat(Files.getLastModifiedTime(layer.resolve("d")).toMillis()).isZero();
  }

  @Test
  void whiteoutsBecomeOverlayfsOnes() throws IOException {
    unpack(
        new TestLayer()
            .directory("etc")
            .file("etc/.wh.gone", "")
            .directory("var")
            .file("var/.wh..wh..opq", ""));

    assertThat(Files.getAttribute(layer.resolve("etc/gone"), "unix:rdev")).isEqualTo(0L);
    assertThat((int) Files.getAttribute(layer.resolve("etc/gone"), "unix:mode") & 0170000)
        .isEqualTo(0020000);
    assertThat(ExtendedAttributes.get(layer.resolve("var"), LayerUnion.OPAQUE_ATTRIBUTE))
        .contains("y");
    assertThat(layer.resolve("var").toFile().list()).isEmpty();
  }

  @Test
  void hardLinksShareTheirFile() throws IOException {
    unpack(new TestLayer().file("a", "x").hardLink("b", "a"));

    assertThat(Files.getAttribute(layer.resolve("b"), "unix:ino"))
        .isEqualTo(Files.getAttribute(layer.resolve("a"), "unix:ino"));
  }

  @Test
  void directoryThatIsNotNamedGetsTheOwnershipOfTheOneBelow() throws IOException {
    var parent = Files.createDirectory(directory.resolve("parent"));
    Files.createDirectory(parent.resolve("tmp"));
    Files.setAttribute(parent.resolve("tmp"), "unix:mode", 01777);
    Files.setAttribute(parent.resolve("tmp"), "unix:uid", 77);

    unpack(new TestLayer().file("tmp/x", "x"), parent);

    assertThat((int) Files.getAttribute(layer.resolve("tmp"), "unix:mode") & 07777)
        .isEqualTo(01777);
    assertThat(Files.getAttribute(layer.resolve("tmp"), "unix:uid")).isEqualTo(77);
  }

  /// An archive that tries to get out.
  private record Hostile(String name, TestLayer archive) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Hostile> refused() {
    return Stream.of(
        new Hostile("name with dots", new TestLayer().file("../outside/new", "x")),
        new Hostile("name with dots inside", new TestLayer().file("a/../../outside/new", "x")),
        new Hostile("hard link with dots", new TestLayer().hardLink("a", "../outside/secret")),
        new Hostile("hard link to nothing", new TestLayer().hardLink("a", "b/c")),
        new Hostile(
            "links in a circle", new TestLayer().link("a", "b").link("b", "a").file("a/x", "x")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void hostileArchiveIsRefused(Hostile hostile) {
    assertThatThrownBy(() -> unpack(hostile.archive)).isInstanceOf(IOException.class);
    assertThat(outside.toFile().list()).containsExactly("secret");
  }

  @Test
  void symbolicLinksAreFollowedAsIfTheLayerWereTheRoot() throws IOException {
    unpack(
        new TestLayer()
            .link("absolute", outside.toString())
            .link("relative", "../../../../../../../.." + outside)
            .file("absolute/a", "x")
            .file("relative/b", "y"));

    assertThat(outside.toFile().list()).containsExactly("secret");
    assertThat(layer.resolve(outside.toString().substring(1)).resolve("a")).hasContent("x");
    assertThat(layer.resolve(outside.toString().substring(1)).resolve("b")).hasContent("y");
  }

  @Test
  void fileThatReplacesALinkDoesNotWriteThroughIt() throws IOException {
    unpack(
        new TestLayer().link("x", outside.resolve("secret").toString()).file("x", "overwritten"));

    assertThat(outside.resolve("secret")).hasContent("secret");
    assertThat(Files.isSymbolicLink(layer.resolve("x"))).isFalse();
  }

  @Test
  void hardLinkToALinkDoesNotLeadOut() throws IOException {
    unpack(
        new TestLayer()
            .link("x", outside.resolve("secret").toString())
            .hardLink("y", "x")
            .file("y", "overwritten"));

    assertThat(outside.resolve("secret")).hasContent("secret");
  }

  @Test
  void leadingSlashesMeanTheLayersRoot() throws IOException {
    unpack(new TestLayer().file("/etc/x", "x"));

    assertThat(layer.resolve("etc/x")).hasContent("x");
  }

  @Test
  void unionShowsTheUppermostAndHidesWhatIsWhitedOut() throws IOException {
    var lower = Files.createDirectory(directory.resolve("lower"));
    Files.createDirectories(lower.resolve("etc"));
    Files.writeString(lower.resolve("etc/kept"), "low");
    Files.writeString(lower.resolve("etc/gone"), "low");
    Files.createSymbolicLink(lower.resolve("conf"), Path.of("/etc"));
    unpack(new TestLayer().directory("etc").file("etc/.wh.gone", "").file("etc/new", "high"));

    var union = new LayerUnion(List.of(layer, lower));

    assertThat(union.read("/etc/kept")).contains("low");
    assertThat(union.read("/conf/new")).contains("high");
    assertThat(union.read("/etc/gone")).isEmpty();
    assertThat(union.read("/../../conf/../etc/kept")).contains("low");
    assertThat(union.canonical("/conf/some/where")).isEqualTo("/etc/some/where");
    assertThat(Files.exists(layer.resolve("etc/gone"), LinkOption.NOFOLLOW_LINKS)).isTrue();
  }
}
