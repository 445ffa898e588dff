package dev.timonier.server.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.Verb;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.metric.PodLogMeters;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.representation.Negotiation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import dev.timonier.server.verb.SubresourceHandler;

/// `pods/log`: what a container has written, as its kubelet tells it.
final class LogSubresource implements SubresourceHandler {
  private final PodTargets targets;
  private final KubeletClient kubelets;
  private final KubeletClient anyKubelets;
  private final PodLogMeters meters;

  /// @param anyKubelets does not verify them, for clients that ask for that
  LogSubresource(
      PodTargets targets, KubeletClient kubelets, KubeletClient anyKubelets, PodLogMeters meters) {
    this.targets = targets;
    this.kubelets = kubelets;
    this.anyKubelets = anyKubelets;
    this.meters = meters;
  }

  @Override
  public Reply answer(ApiCall call, Resource pods, Verb verb) {
    Negotiation.checkAcceptsText(call.request());
    meters.asked(PodLogOptions.usage(call.query()));
    var options = PodLogOptions.read(call);
    var pod = targets.pod(call, pods);
    var container = PodTargets.container(pod, options.container());
    var kubelet = targets.kubelet(pod, pods);
    return kubelet.isEmpty()
        ? new Reply.Complete(204, new Headers(), new byte[0])
        : stream(call, kubelet.get(), options, path(pod, container) + options.query());
  }

  private Reply stream(ApiCall call, NodeEndpoint kubelet, PodLogOptions options, String path) {
    var client =
        switch (options.usage()) {
          case ENFORCE_TLS -> kubelets;
          case SKIP_TLS_ALLOWED -> anyKubelets;
        };
    try {
      return client.stream(kubelet, path, "pods/log", call.info().name());
    } catch (ApiException e) {
      if (String.valueOf(e.getMessage()).contains("x509:")) {
        meters.unverified();
      }
      throw e;
    }
  }

  private static String path(JsonNode pod, String container) {
    var metadata = pod.path("metadata");
    return "/containerLogs/%s/%s/%s"
        .formatted(metadata.path("namespace").asText(), metadata.path("name").asText(), container);
  }
}
