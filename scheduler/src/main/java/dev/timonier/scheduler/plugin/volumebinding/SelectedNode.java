package dev.timonier.scheduler.plugin.volumebinding;

import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.time.Time;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Failed;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Tells provisioners on which node a claim will be used, and waits until they made its volume.
/// Safe for several threads.
final class SelectedNode {
  static final String ANNOTATION = "volume.kubernetes.io/selected-node";

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final Time time;
  private final Volumes volumes;
  private final Duration timeout;
  private final Set<Wait> waits = ConcurrentHashMap.newKeySet();

  private record Wait(
      List<PersistentVolumeClaim> claims,
      String nodeName,
      CompletableFuture<Status.OfPreBind> end) {}

  SelectedNode(KubernetesClient client, Time time, Volumes volumes, Duration timeout) {
    this.client = client;
    this.time = time;
    this.volumes = volumes;
    this.timeout = timeout;
    volumes.claims().handle(Handler.of(_ -> waits.forEach(this::check)));
  }

  /// Blocks until all claims are bound.
  Status.OfPreBind bind(List<PersistentVolumeClaim> claims, String nodeName) {
    try {
      claims.forEach(claim -> tell(claim, nodeName));
    } catch (KubernetesClientException e) {
      return Failed.of(e);
    }
    var wait = new Wait(claims, nodeName, new CompletableFuture<>());
    var timer = time.after(timeout, () -> end(wait, "context deadline exceeded"));
    waits.add(wait);
    check(wait);
    try {
      return wait.end().join();
    } finally {
      waits.remove(wait);
      timer.cancel();
    }
  }

  private void tell(PersistentVolumeClaim claim, String nodeName) {
    var metadata = claim.getMetadata();
    if (!Volumes.annotation(claim, ANNOTATION).equals(Optional.of(nodeName))) {
      var patch =
          Map.of(
              "metadata",
              Map.of("uid", metadata.getUid(), "annotations", Map.of(ANNOTATION, nodeName)));
      client.resource(claim).patch(MERGE, client.getKubernetesSerialization().asJson(patch));
    }
  }

  private void check(Wait wait) {
    var allBound = true;
    for (var claim : wait.claims()) {
      var name = claim.getMetadata().getName();
      var now = volumes.claim(claim.getMetadata().getNamespace(), name);
      if (now.isEmpty()) {
        end(wait, "persistentvolumeclaim \"" + name + "\" not found");
      } else if (wasGivenUp(claim, now.get(), wait.nodeName())) {
        end(wait, "provisioning failed for PVC \"" + name + "\"");
      }
      allBound &= now.filter(Volumes::isBound).isPresent();
    }
    if (allBound) {
      wait.end().complete(Status.SUCCESS);
    }
  }

  /// A provisioner that cannot make the volume there takes the annotation away; what was seen
  /// before we wrote it does not count.
  private static boolean wasGivenUp(
      PersistentVolumeClaim before, PersistentVolumeClaim now, String nodeName) {
    var version = now.getMetadata().getResourceVersion();
    return !Volumes.isBound(now)
        && !version.equals(before.getMetadata().getResourceVersion())
        && !Volumes.annotation(now, ANNOTATION).equals(Optional.of(nodeName));
  }

  private static void end(Wait wait, String problem) {
    wait.end().complete(new Failed("binding volumes: " + problem));
  }
}
