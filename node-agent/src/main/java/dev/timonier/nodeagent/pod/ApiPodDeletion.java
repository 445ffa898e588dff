package dev.timonier.nodeagent.pod;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/// Deletes with a grace period of 0 and the uid as a precondition, so that a new pod of the same
/// name is safe.
public final class ApiPodDeletion implements PodDeletion {
  private final KubernetesClient client;

  public ApiPodDeletion(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void delete(Pod pod) {
    var metadata = pod.getMetadata();
    var path = "/api/v1/namespaces/" + metadata.getNamespace() + "/pods/" + metadata.getName();
    try {
      client.raw(path, "DELETE", options(metadata.getUid()));
    } catch (KubernetesClientException e) {
      if (!isGone(e)) {
        throw e;
      }
    }
  }

  private static DeleteOptions options(String uid) {
    return new DeleteOptionsBuilder()
        .withGracePeriodSeconds(0L)
        .withNewPreconditions()
        .withUid(uid)
        .endPreconditions()
        .build();
  }

  private static boolean isGone(KubernetesClientException failure) {
    return failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND
        || failure.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }
}
