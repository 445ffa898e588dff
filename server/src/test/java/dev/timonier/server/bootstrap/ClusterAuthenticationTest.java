package dev.timonier.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterAuthenticationTest {

  @TempDir private Path directory;
  @AutoClose private final LocalApi api = new LocalApi();
  private final SystemObjects objects = api.systemObjects();

  private void start(String authority) throws IOException {
    var file = directory.resolve(authority);
    Files.writeString(file, authority + "\n");
    new ClusterAuthentication(objects, file).run();
  }

  private String authorities() {
    var resource = api.resources().get("", "v1", "configmaps");
    var stored =
        api.registry().get(resource, "kube-system", "extension-apiserver-authentication").read();
    return stored.root().path("data").path("client-ca-file").asText();
  }

  @Test
  void authoritiesOfAllServersAreToldOnce() throws IOException {
    start("first");
    assertThat(authorities()).isEqualTo("first\n");
    start("second");
    start("first");
    assertThat(authorities()).isEqualTo("first\nsecond\n");
  }
}
