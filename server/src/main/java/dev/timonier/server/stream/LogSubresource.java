package dev.timonier.server.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.Verb;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import dev.timonier.server.verb.SubresourceHandler;

/// `pods/log`: what a container has written, as its kubelet tells it.
final class LogSubresource implements SubresourceHandler {
  private final PodTargets targets;
  private final KubeletClient kubelets;

  LogSubresource(PodTargets targets, KubeletClient kubelets) {
    this.targets = targets;
    this.kubelets = kubelets;
  }

  @Override
  public Reply answer(ApiCall call, Resource pods, Verb verb) {
    var options = PodLogOptions.read(call);
    var pod = targets.pod(call, pods);
    var container = PodTargets.container(pod, options.container());
    var kubelet = targets.kubelet(pod, pods);
    return kubelet.isEmpty()
        ? new Reply.Complete(204, new Headers(), new byte[0])
        : kubelets.stream(
            kubelet.get(), path(pod, container) + options.query(), "pods/log", call.info().name());
  }

  private static String path(JsonNode pod, String container) {
    var metadata = pod.path("metadata");
    return "/containerLogs/%s/%s/%s"
        .formatted(metadata.path("namespace").asText(), metadata.path("name").asText(), container);
  }
}
