package dev.timonier.nodeagent.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicDirectoryTest {
  @TempDir private Path place;
  private AtomicDirectory directory;

  @BeforeEach
  void create() {
    directory = new AtomicDirectory(place, new Ownership(Optional.empty(), Optional.empty()));
  }

  private static Payload text(String text) {
    return new Payload(text.getBytes(StandardCharsets.UTF_8), 0640);
  }

  @Test
  void filesAreSeenThroughLinksWithTheirModes() throws IOException {
    directory.write(Map.of("a", text("1"), "b/c", text("2")));
    assertThat(place.resolve("a")).hasContent("1").isSymbolicLink();
    assertThat(place.resolve("b/c")).hasContent("2");
    assertThat((int) Files.getAttribute(place.resolve("a"), "unix:mode") & 0777).isEqualTo(0640);
  }

  @Test
  void changesComeTogetherAndWhatIsGoneIsRemoved() throws IOException {
    directory.write(Map.of("a", text("1"), "b", text("1")));
    var before = place.resolve("..data").toRealPath();
    directory.write(Map.of("a", text("2")));
    assertThat(place.resolve("a")).hasContent("2");
    assertThat(Files.exists(place.resolve("b"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(before).doesNotExist();
  }

  @Test
  void sameContentsAreNotWrittenAgain() throws IOException {
    directory.write(Map.of("a", text("1")));
    var before = place.resolve("..data").toRealPath();
    directory.write(Map.of("a", text("1")));
    assertThat(place.resolve("..data").toRealPath()).isEqualTo(before);
  }
}
