package dev.timonier.controllers.namespace;

import dev.timonier.controllers.discovery.Discovery;
import dev.timonier.controllers.discovery.ServedResource;
import dev.timonier.controllers.runtime.Numbers;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.informer.ListWatch;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Deletes everything in a namespace and says what is left. Pods go first: as long as there are
/// some, all else stays, lest network policies and the like go before what they protect.
record ContentDeleter(KubernetesClient client, Discovery discovery) {
  private static final DeleteOptions BACKGROUND =
      new DeleteOptionsBuilder().withPropagationPolicy("Background").build();

  Remains deleteAll(String namespace, Instant since, Instant now) throws InterruptedException {
    var remains = new Remains();
    var found = discovery.find();
    remains.discoveryFailed(found.failures());
    var resources =
        found.resources().stream().filter(r -> r.namespaced() && r.allows("delete")).toList();
    var pods = resources.stream().filter(ContentDeleter::isPods).toList();
    for (var resource : pods) {
      delete(resource, namespace, grace(namespace, Duration.between(since, now)), remains);
    }
    if (!remains.hasObjects()) {
      deleteAllBut(pods, resources, namespace, remains);
    }
    return remains;
  }

  private void deleteAllBut(
      List<ServedResource> pods, List<ServedResource> resources, String namespace, Remains remains)
      throws InterruptedException {
    for (var resource : resources) {
      if (!pods.contains(resource)) {
        delete(resource, namespace, Duration.ZERO, remains);
      }
    }
  }

  private static boolean isPods(ServedResource resource) {
    return resource.kind().group().isEmpty() && resource.plural().equals("pods");
  }

  private void delete(
      ServedResource resource, String namespace, Duration gracePeriod, Remains remains)
      throws InterruptedException {
    try {
      if (list(resource, namespace).isEmpty()) {
        return;
      }
      deleteCollection(resource, namespace);
      remains.add(resource, list(resource, namespace), gracePeriod);
    } catch (KubernetesClientException e) {
      if (!absent(e)) {
        remains.deletionFailed(Rejection.of(e).message());
      }
    }
  }

  private void deleteCollection(ServedResource resource, String namespace)
      throws InterruptedException {
    var path = resource.path(namespace);
    if (resource.allows("deletecollection")) {
      client.raw(path, "DELETE", BACKGROUND);
      return;
    }
    for (var object : list(resource, namespace)) {
      client.raw(path + "/" + object.getName(), "DELETE", BACKGROUND);
    }
  }

  private List<ObjectMeta> list(ServedResource resource, String namespace)
      throws InterruptedException {
    if (!resource.allows("list")) {
      return List.of();
    }
    return ListWatch.ofMetadata(client, resource.kind().apiVersion(), resource.plural())
        .inNamespace(namespace)
        .list("")
        .items()
        .stream()
        .map(HasMetadata::getMetadata)
        .toList();
  }

  /// The resource went away in the meantime, as when its definition was deleted.
  private static boolean absent(KubernetesClientException failure) {
    return failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND
        || failure.getCode() == HttpURLConnection.HTTP_BAD_METHOD;
  }

  /// The longest that a pod may still take to end.
  private Duration grace(String namespace, Duration elapsed) {
    var longest =
        client.pods().inNamespace(namespace).list().getItems().stream()
            .filter(pod -> !Pods.finished(pod))
            .mapToLong(pod -> Numbers.orZero(pod.getSpec().getTerminationGracePeriodSeconds()))
            .max()
            .orElse(0);
    var left = Duration.ofSeconds(longest).minus(elapsed);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
