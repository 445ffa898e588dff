package dev.timonier.server;

import dev.timonier.machinery.time.GoDuration;
import dev.timonier.server.serviceaccount.ServiceAccounts;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a server is set up, in the flags of kube-apiserver
/// (<https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/>) and as
/// their values are written there. Secrets are none of them: they are in files.
final class ServerFlags {
  private final Map<String, String> values = new HashMap<>();

  private ServerFlags() {}

  /// @param port the one that is served
  static Map<String, String> of(ApiServerConfig config, int port) {
    var flags = new ServerFlags();
    flags.values.putAll(config.otherFlags());
    flags.addConnections(config, port);
    flags.addServices(config.services());
    flags.addServing(config.serving());
    return Map.copyOf(flags.values);
  }

  private void addConnections(ApiServerConfig config, int port) {
    var tls = config.tls();
    put("bind-address", config.address().getAddress().getHostAddress());
    put("secure-port", port);
    put("tls-cert-file", tls.certificate());
    put("tls-private-key-file", tls.key());
    put("client-ca-file", tls.clientAuthority());
    put("anonymous-auth", true);
    put("authorization-mode", List.of("Node", "RBAC"));
    put("service-account-issuer", List.of(ServiceAccounts.ISSUER));
    put("api-audiences", ServiceAccounts.AUDIENCES);
    put("service-account-signing-key-file", config.tokenKey());
    var kubelets = config.kubelets();
    put("kubelet-client-certificate", file(kubelets.map(access -> access.certificate())));
    put("kubelet-client-key", file(kubelets.map(access -> access.key())));
    put("kubelet-certificate-authority", file(kubelets.flatMap(access -> access.authority())));
  }

  private void addServices(ServiceNetwork services) {
    var ports = services.nodePorts();
    put("advertise-address", services.advertised().map(InetAddress::getHostAddress).orElse(""));
    put(
        "service-cluster-ip-range",
        String.join(",", services.ranges().stream().map(Object::toString).toList()));
    put("service-node-port-range", ports.first() + "-" + ports.last());
  }

  private void addServing(Serving serving) {
    var limits = serving.limits();
    put("admission-control-config-file", file(serving.admission().file()));
    put("request-timeout", limits.timeout());
    put("max-requests-inflight", limits.readOnly());
    put("max-mutating-requests-inflight", limits.mutating());
    put("goaway-chance", BigDecimal.valueOf(serving.goawayChance()).stripTrailingZeros());
    put("shutdown-delay-duration", serving.shutdownDelay());
  }

  private static String file(Optional<Path> path) {
    return path.map(Path::toString).orElse("");
  }

  private void put(String flag, Object value) {
    values.put(
        flag,
        switch (value) {
          case Duration duration -> GoDuration.text(duration);
          case List<?> list ->
              "[" + String.join(",", list.stream().map(Object::toString).toList()) + "]";
          case BigDecimal number -> number.toPlainString();
          default -> value.toString();
        });
  }
}
