package dev.timonier.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.bootstrap.SystemObjects.Place;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterInfoTest {
  private static final Place PLACE =
      new Place("", "v1", "configmaps", "kube-public", "cluster-info");

  @TempDir private Path directory;
  @AutoClose private final LocalApi api = new LocalApi();
  private final SystemObjects objects = api.systemObjects();
  private Path authority;

  @BeforeEach
  void writeAuthority() throws IOException {
    authority = Files.writeString(directory.resolve("ca.crt"), "certificates\n");
  }

  private void start(String server) {
    new ClusterInfo(objects, authority, () -> server).run();
  }

  private ObjectNode data() {
    return Trees.child(objects.find(PLACE).orElseThrow(), "data");
  }

  private String kubeconfig() {
    return data().path("kubeconfig").asText();
  }

  @Test
  void clientsReadWhereTheClusterIs() {
    start("[2001:db8::1]:6443");
    assertThat(kubeconfig()).contains("    server: https://[2001:db8::1]:6443\n");
    start("192.0.2.1:6443");
    assertThat(kubeconfig())
        .isEqualTo(
            """
            apiVersion: v1
            clusters:
            - cluster:
                certificate-authority-data: Y2VydGlmaWNhdGVzCg==
                server: https://192.0.2.1:6443
              name: ""
            contexts: null
            current-context: ""
            kind: Config
            preferences: {}
            users: null
            """);
  }

  @Test
  void whatElseIsSaidStays() throws IOException {
    start("192.0.2.1:6443");
    objects.change(
        PLACE, Part.MAIN, root -> Trees.child(root, "data").put("jws-kubeconfig-abcdef", "signed"));
    var first = kubeconfig();
    Files.writeString(authority, "more\n", StandardOpenOption.APPEND);
    start("192.0.2.1:6443");
    assertThat(kubeconfig()).isNotEqualTo(first);
    assertThat(data().path("jws-kubeconfig-abcdef").asText()).isEqualTo("signed");
  }
}
