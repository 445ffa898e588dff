package dev.timonier.scheduler;

import static dev.timonier.scheduler.ClusterObjects.node;
import static dev.timonier.scheduler.ClusterObjects.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VolumeBindingTest {
  private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void podWaitsForItsClaim() {
    cluster.create(node("node-1").build());
    cluster.start();
    cluster.create(using("data"));
    assertThat(message())
        .isEqualTo(
            "0/1 nodes are available: persistentvolumeclaim \"data\" not found. "
                + "no new claims to deallocate, preemption: 0/1 nodes are available: "
                + "1 Preemption is not helpful for scheduling.");
    var claim = cluster.create(claim("fast"));
    cluster.pass(Duration.ofSeconds(5));
    assertThat(message())
        .startsWith("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. ");
    cluster.create(volume("node-1"));
    cluster.edit(claim, VolumeBindingTest::bound);

    assertThat(cluster.nodeOf("web")).isEqualTo("node-1");
  }

  @Test
  void podGoesWhereItsVolumeCanBeReached() {
    for (var name : new String[] {"node-1", "node-2", "node-3"}) {
      cluster.create(node(name).build());
    }
    cluster.create(volume("node-2"));
    cluster.create(bound(claim("fast")));
    cluster.start();
    cluster.create(using("data"));

    assertThat(cluster.nodeOf("web")).isEqualTo("node-2");
  }

  @Test
  void noNodeReachesTheVolume() {
    cluster.create(node("node-1").build());
    cluster.create(volume("node-2"));
    cluster.create(bound(claim("fast")));
    cluster.start();
    cluster.create(using("data"));

    assertThat(message())
        .startsWith(
            "0/1 nodes are available: 1 node(s) didn't match PersistentVolume's node affinity. ");
  }

  @Test
  void volumeIsMadeNearToItsFirstConsumer() {
    cluster.create(node("node-1").build());
    storageClass("example.com/disks");
    var claim = cluster.create(claim("delayed"));
    cluster.start();
    cluster.api().create(using("data"));
    await().until(() -> "node-1".equals(selectedNode(claim)));
    assertThat(cluster.nodeOf("web")).isEmpty();
    cluster.api().create(volume("node-1"));
    cluster.edit(claim, VolumeBindingTest::bound);

    assertThat(cluster.nodeOf("web")).isEqualTo("node-1");
  }

  @Test
  void classWithoutProvisionerMakesNothing() {
    cluster.create(node("node-1").build());
    storageClass("kubernetes.io/no-provisioner");
    cluster.create(claim("delayed"));
    cluster.start();
    cluster.create(using("data"));

    assertThat(message())
        .startsWith(
            "0/1 nodes are available: "
                + "1 node(s) didn't find available persistent volumes to bind. ");
  }

  private String message() {
    return cluster.condition("web").orElseThrow().getMessage();
  }

  private String selectedNode(PersistentVolumeClaim claim) {
    var annotations = cluster.client().resource(claim).get().getMetadata().getAnnotations();
    return annotations == null
        ? ""
        : Objects.requireNonNullElse(annotations.get(SELECTED_NODE), "");
  }

  private void storageClass(String provisioner) {
    cluster.create(
        new StorageClassBuilder()
            .withNewMetadata()
            .withName("delayed")
            .endMetadata()
            .withProvisioner(provisioner)
            .withVolumeBindingMode("WaitForFirstConsumer")
            .build());
  }

  private static Pod using(String claim) {
    return pod("web")
        .editSpec()
        .addNewVolume()
        .withName("data")
        .withNewPersistentVolumeClaim()
        .withClaimName(claim)
        .endPersistentVolumeClaim()
        .endVolume()
        .endSpec()
        .build();
  }

  private static PersistentVolumeClaim claim(String storageClass) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("data")
        .endMetadata()
        .withNewSpec()
        .withStorageClassName(storageClass)
        .endSpec()
        .build();
  }

  private static PersistentVolumeClaim bound(PersistentVolumeClaim claim) {
    return new PersistentVolumeClaimBuilder(claim)
        .editMetadata()
        .addToAnnotations("pv.kubernetes.io/bind-completed", "yes")
        .endMetadata()
        .editSpec()
        .withVolumeName("volume-1")
        .endSpec()
        .build();
  }

  /// A volume that one node reaches.
  private static PersistentVolume volume(String node) {
    return new PersistentVolumeBuilder()
        .withNewMetadata()
        .withName("volume-1")
        .endMetadata()
        .withNewSpec()
        .withNewNodeAffinity()
        .withNewRequired()
        .addNewNodeSelectorTerm()
        .addNewMatchExpression()
        .withKey("kubernetes.io/hostname")
        .withOperator("In")
        .withValues(node)
        .endMatchExpression()
        .endNodeSelectorTerm()
        .endRequired()
        .endNodeAffinity()
        .endSpec()
        .build();
  }
}
