package dev.timonier.server.resource.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StorageKindsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  static final List<Creation> CREATIONS =
      List.of(
          new Creation(
              "class without provisioner",
              "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}}",
              List.of("provisioner: Required value")),
          new Creation(
              "class with a strange policy",
              "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}, provisioner: x, reclaimPolicy: Keep}",
              List.of(
                  "reclaimPolicy: Unsupported value: \"Keep\": supported values: \"Delete\", \"Retain\"")),
          new Creation(
              "attributes of nobody",
              "{apiVersion: storage.k8s.io/v1, kind: VolumeAttributesClass, metadata: {name: a}}",
              List.of(
                  "driverName: Required value",
                  "parameters: Required value: must contain at least one key/value pair")),
          new Creation(
              "attachment of nothing",
              "{apiVersion: storage.k8s.io/v1, kind: VolumeAttachment, metadata: {name: a}, spec: {attacher: x, nodeName: 'n'}}",
              List.of(
                  "spec.source: Required value: must specify exactly one of inlineVolumeSpec and persistentVolumeName")),
          new Creation(
              "node with a driver twice",
              "{apiVersion: storage.k8s.io/v1, kind: CSINode, metadata: {name: a}, spec: {drivers: [{name: d, nodeID: x}, {name: d, nodeID: 'y'}]}}",
              List.of("spec.drivers[1].name: Duplicate value: \"d\"")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newObjectsKeepTheRulesOfTheirKind(Creation c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
  }

  @Test
  void storageClassDoesNotChange() {
    var kind = "apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}";
    api.create("{" + kind + ", provisioner: x}");
    assertThat(
            LocalApi.faults(
                () -> api.patch("{" + kind + ", provisioner: 'y', reclaimPolicy: Retain}")))
        .containsExactly(
            "provisioner: Invalid value: \"y\": field is immutable",
            "reclaimPolicy: Invalid value: \"Retain\": field is immutable");
  }

  @Test
  void tableMarksTheDefaultClass() {
    assertThat(
            api.cells(
                "{apiVersion: storage.k8s.io/v1, kind: StorageClass, provisioner: x, metadata: {name:"
                    + " a, annotations: {storageclass.kubernetes.io/is-default-class: 'true'}}}"))
        .containsExactly("a (default)", "x", "Delete", "Immediate", false, "<unknown>");
  }
}
