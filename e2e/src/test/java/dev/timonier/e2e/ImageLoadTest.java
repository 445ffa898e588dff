package dev.timonier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.BusyboxImage;
import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Images that no registry has.
@ExtendWith(SharedSite.class)
class ImageLoadTest {
  private static Site site;
  private static Kubectl kubectl;

  @BeforeAll
  static void start(Site shared) {
    site = shared;
    kubectl = Kubectl.of(site.cluster(), "images");
  }

  @Test
  void podRunsAnImageOfADockerArchive() throws IOException {
    var file = site.directory("image").resolve("image.tar");
    BusyboxImage.of("docker").saveDockerArchive(file, "from-docker:1");

    assertThat(load(file)).startsWith("Loaded image: ").contains("from-docker:1");
    run("docker", "from-docker:1", "Never");
    kubectl.waitFor("Ready", "pod/docker");
    kubectl.awaitLog("docker", "started docker\n");
  }

  @Test
  void podRunsAnImageOfAnOciLayout() throws IOException {
    var file = site.directory("image").resolve("image.tar");
    BusyboxImage.of("oci").saveOciLayout(file, "registry.example/from-oci:1");

    assertThat(load(file)).startsWith("Loaded image: ").contains("registry.example/from-oci:1");
    run("oci", "registry.example/from-oci:1", "IfNotPresent");
    kubectl.waitFor("Ready", "pod/oci");
    kubectl.awaitLog("oci", "started oci\n");
  }

  @Test
  void imageThatWasNotLoadedIsNeverPulled() {
    run("absent", "absent:1", "Never");

    kubectl.run(
        "wait",
        "--for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=ErrImageNeverPull",
        "pod/absent",
        "--timeout=60s");
  }

  @Test
  void fileThatIsNoArchiveIsRefusedInOneLine() throws IOException {
    var file = Files.writeString(site.directory("image").resolve("image.tar"), "no archive");
    var output = site.cluster().timonier("image", "load", file.toString());

    assertThat(output.exitCode()).isNotZero();
    assertThat(output.err().lines()).singleElement().asString().startsWith("timonier: ");
  }

  private static String load(Path file) {
    return site.cluster().timonier("image", "load", file.toString()).orFail();
  }

  private static void run(String pod, String image, String policy) {
    kubectl.run("run", pod, "--image=" + image, "--image-pull-policy=" + policy);
  }
}
