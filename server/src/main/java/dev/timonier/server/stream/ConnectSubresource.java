package dev.timonier.server.stream;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.Verb;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.proxy.RequestHead;
import dev.timonier.server.proxy.ReverseProxy;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Query;
import dev.timonier.server.request.Reply;
import dev.timonier.server.verb.SubresourceHandler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;

/// `pods/exec`, `pods/attach` and `pods/portforward`: connections to the kubelet of the pod's node.
final class ConnectSubresource implements SubresourceHandler {
  private static final Set<String> METHODS = Set.of("GET", "POST");

  /// Headers that the client and the kubelet agree by.
  private static final List<String> PASSED =
      List.of(
          "Connection",
          "Upgrade",
          "X-Stream-Protocol-Version",
          "Sec-WebSocket-Key",
          "Sec-WebSocket-Version",
          "Sec-WebSocket-Protocol",
          "Sec-WebSocket-Extensions");

  /// Flags of the API, and what kubelets call them.
  private static final Map<String, String> FLAGS =
      Map.of("stdin", "input", "stdout", "output", "stderr", "error", "tty", "tty");

  private final PodTargets targets;
  private final ReverseProxy proxy;
  private final SSLContext tls;
  private final Kind kind;

  /// What to connect to.
  enum Kind {
    EXEC,
    ATTACH,
    PORT_FORWARD
  }

  ConnectSubresource(PodTargets targets, ReverseProxy proxy, SSLContext tls, Kind kind) {
    this.targets = targets;
    this.proxy = proxy;
    this.tls = tls;
    this.kind = kind;
  }

  @Override
  public Reply answer(ApiCall call, Resource pods, Verb verb) {
    var request = call.request();
    if (!METHODS.contains(request.method())) {
      throw ApiErrors.methodNotAllowed();
    }
    DryRuns.refuse(call.query());
    var ports = kind == Kind.PORT_FORWARD ? PortsOption.read(call.query()) : List.<Integer>of();
    var pod = targets.pod(call, pods);
    var path = path(call, pod, ports);
    var kubelet =
        targets
            .kubelet(pod, pods)
            .orElseThrow(
                () ->
                    ApiErrors.badRequest(
                        "pod " + call.info().name() + " does not have a host assigned"));
    if (!ReverseProxy.isUpgrade(request)) {
      throw ApiErrors.badRequest("Upgrade request required");
    }
    var headers = passed(request.headers()).set("Host", kubelet.authority());
    return proxy.upgrade(request, kubelet.backend(tls), new RequestHead("GET", path, headers));
  }

  private String path(ApiCall call, JsonNode pod, List<Integer> ports) {
    return switch (kind) {
      case EXEC -> "/exec/" + place(pod) + "/" + container(call, pod) + execQuery(call.query());
      case ATTACH -> "/attach/" + place(pod) + "/" + container(call, pod) + flags(call.query());
      case PORT_FORWARD -> "/portForward/" + place(pod) + query(ports);
    };
  }

  private static String place(JsonNode pod) {
    var metadata = pod.path("metadata");
    return metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
  }

  private static String container(ApiCall call, JsonNode pod) {
    return PodTargets.container(pod, call.query().text("container"));
  }

  private static QueryText execQuery(Query query) {
    var text = flags(query);
    query.all("command").forEach(word -> text.add("command", word));
    return text;
  }

  private static QueryText flags(Query query) {
    var text = new QueryText();
    FLAGS.forEach(
        (flag, name) -> {
          if (query.isSet(flag)) {
            text.add(name, "1");
          }
        });
    return text;
  }

  private static QueryText query(List<Integer> ports) {
    var text = new QueryText();
    return ports.isEmpty()
        ? text
        : text.add("port", ports.stream().map(String::valueOf).collect(joining(",")));
  }

  private static Headers passed(Headers all) {
    var headers = new Headers();
    PASSED.forEach(name -> all.all(name).forEach(value -> headers.add(name, value)));
    return headers;
  }
}
