package dev.timonier.nodeagent.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  private static final String DIGEST =
      "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @ParameterizedTest
  @CsvSource({
    "nginx, docker.io/library/nginx:latest",
    "nginx:1.27, docker.io/library/nginx:1.27",
    "team/web, docker.io/team/web:latest",
    "docker.io/nginx, docker.io/library/nginx:latest",
    "index.docker.io/team/web:2, docker.io/team/web:2",
    "localhost/web, localhost/web:latest",
    "localhost:5000/web:1, localhost:5000/web:1",
    "registry.k8s.io/pause:3.10, registry.k8s.io/pause:3.10",
    "[::1]:5000/web, [::1]:5000/web:latest",
    "quay.io/a/b/c__d.e-f:V1_x, quay.io/a/b/c__d.e-f:V1_x",
    "web@" + DIGEST + ", docker.io/library/web@" + DIGEST,
    "web:1@" + DIGEST + ", docker.io/library/web:1@" + DIGEST,
  })
  void nameIsCompleted(String text, String complete) {
    assertThat(ImageReference.parse(text)).map(ImageReference::toString).contains(complete);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Nginx",
        "nginx:",
        "nginx@",
        "nginx@sha256:abc",
        "a//b",
        "-x",
        "x y",
        "localhost:5000/",
        "host:port/x",
        "../x",
        "nginx:.tag",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
      })
  void malformedNameIsNone(String text) {
    assertThat(ImageReference.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "nginx:, ''",
    "Nginx:1, ': repository name (library/Nginx) must be lowercase'",
    "localhost:5000/WEB:1, ': repository name (WEB) must be lowercase'",
    "MyTeam/App, ': repository name (App) must be lowercase'",
  })
  void malformedNameIsComplainedOf(String text, String why) {
    assertThat(ImageReference.complaint(text))
        .isEqualTo("couldn't parse image name \"" + text + "\": invalid reference format" + why);
  }
}
