package dev.timonier.server.resource.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class StorageKindsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  @Test
  void tableMarksTheDefaultClass() {
    assertThat(
            api.cells(
                "{apiVersion: storage.k8s.io/v1, kind: StorageClass, provisioner: x, metadata: {name:"
                    + " a, annotations: {storageclass.kubernetes.io/is-default-class: 'true'}}}"))
        .containsExactly("a (default)", "x", "Delete", "Immediate", false, "<unknown>");
  }
}
