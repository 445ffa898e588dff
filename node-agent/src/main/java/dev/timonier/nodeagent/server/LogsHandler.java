package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.server.http.Exchange;
import dev.timonier.nodeagent.server.log.LogReader;
import dev.timonier.nodeagent.server.log.LogWatch;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// `/containerLogs/<namespace>/<pod>/<container>`: what a container has written.
final class LogsHandler implements Route {
  private final NodePods pods;
  private final ContainerRuntime runtime;
  private final LogWatch watch;
  private final InstantSource clock;

  LogsHandler(NodePods pods, ContainerRuntime runtime, LogWatch watch, InstantSource clock) {
    this.pods = pods;
    this.runtime = runtime;
    this.watch = watch;
    this.clock = clock;
  }

  @Override
  public void answer(Exchange exchange, List<String> path) throws IOException, KubeletFault {
    if (path.size() != 3) {
      throw KubeletFault.badRequest("{\"message\": \"Missing container name.\"}");
    }
    var query = new LogQuery(exchange);
    var options = query.options(clock);
    var pod = pod(path.get(0), path.get(1));
    var container = path.get(2);
    checkContainer(pod, container);
    var status = status(new LoggedContainer(pod, container).id(query.attempt()));
    var file = file(status);
    try (var news = ContainerNews.of(status, runtime, watch, exchange.client());
        var log = LogReader.open(file, options);
        var body = exchange.body(200, "text/plain")) {
      log.copyTo(body, news);
    }
  }

  private Pod pod(String namespace, String name) throws KubeletFault {
    return pods.find(namespace, name)
        .orElseThrow(() -> KubeletFault.notFound("pod \"" + name + "\" does not exist"));
  }

  private static void checkContainer(Pod pod, String container) throws KubeletFault {
    if (PodContainers.none(pod, container)) {
      throw KubeletFault.notFound(
          "container \""
              + container
              + "\" not found in pod \""
              + pod.getMetadata().getName()
              + "\"");
    }
  }

  private ContainerStatus status(ContainerId id) throws KubeletFault {
    return runtime
        .container(id)
        .orElseThrow(
            () ->
                KubeletFault.badRequest(
                    "unable to retrieve container logs for %s://%s"
                        .formatted(runtime.version().name(), id.value())));
  }

  private static Path file(ContainerStatus status) throws KubeletFault {
    if (!Files.exists(status.logPath())) {
      throw KubeletFault.badRequest(
          "failed to try resolving symlinks in path \"%1$s\": lstat %1$s: no such file or directory"
              .formatted(status.logPath()));
    }
    return status.logPath();
  }
}
