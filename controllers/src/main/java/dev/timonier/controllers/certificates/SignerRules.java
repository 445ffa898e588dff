package dev.timonier.controllers.certificates;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.x509.GeneralName;

/// What the signers of Kubernetes sign
/// (<https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#kubernetes-signers>).
final class SignerRules {
  static final String KUBELET_CLIENT = "kubernetes.io/kube-apiserver-client-kubelet";

  private static final Map<String, Rule> SIGNERS =
      Map.of(
          "kubernetes.io/kube-apiserver-client",
          SignerRules::client,
          KUBELET_CLIENT,
          SignerRules::kubeletClient,
          "kubernetes.io/kubelet-serving",
          SignerRules::kubeletServing,
          "kubernetes.io/legacy-unknown",
          (_, _) -> Optional.empty());

  private static final String CLIENT_AUTH = "client auth";
  private static final String SERVER_AUTH = "server auth";
  private static final Set<String> HANDSHAKE = Set.of("digital signature", "key encipherment");

  private SignerRules() {}

  /// Finds what is wrong with a request.
  interface Rule {
    Optional<String> fault(ParsedRequest request, List<String> usages);
  }

  /// Empty for the signers of others.
  static Optional<Rule> of(String signer) {
    return Optional.ofNullable(SIGNERS.get(signer));
  }

  private static Optional<String> client(ParsedRequest request, List<String> usages) {
    return usages.stream()
        .filter(usage -> !usage.equals(CLIENT_AUTH) && !HANDSHAKE.contains(usage))
        .findFirst()
        .map(usage -> "invalid usage for client certificate: " + usage)
        .or(
            () ->
                fault(
                    usages.contains(CLIENT_AUTH),
                    "missing required usage for client certificate: " + CLIENT_AUTH));
  }

  static Optional<String> kubeletClient(ParsedRequest request, List<String> usages) {
    return ofNodes(request)
        .or(() -> without(request, GeneralName.dNSName, "DNS"))
        .or(() -> without(request, GeneralName.rfc822Name, "Email"))
        .or(() -> without(request, GeneralName.iPAddress, "IP"))
        .or(() -> without(request, GeneralName.uniformResourceIdentifier, "URI"))
        .or(() -> named(request))
        .or(() -> exactly(usages, CLIENT_AUTH));
  }

  private static Optional<String> kubeletServing(ParsedRequest request, List<String> usages) {
    var addressed = request.hasName(GeneralName.dNSName) || request.hasName(GeneralName.iPAddress);
    return ofNodes(request)
        .or(() -> fault(addressed, "DNS or IP subjectAltName is required"))
        .or(() -> without(request, GeneralName.rfc822Name, "Email"))
        .or(() -> without(request, GeneralName.uniformResourceIdentifier, "URI"))
        .or(() -> exactly(usages, SERVER_AUTH))
        .or(() -> named(request));
  }

  private static Optional<String> ofNodes(ParsedRequest request) {
    return fault(
        request.organizations().equals(List.of("system:nodes")),
        "subject organization is not system:nodes");
  }

  private static Optional<String> named(ParsedRequest request) {
    return fault(
        request.commonName().startsWith("system:node:"),
        "subject common name does not begin with system:node:");
  }

  private static Optional<String> without(ParsedRequest request, int type, String shown) {
    return fault(!request.hasName(type), shown + " subjectAltNames are not allowed");
  }

  /// Keys that are not of RSA encipher no other.
  private static Optional<String> exactly(List<String> usages, String purpose) {
    var given = new TreeSet<>(usages);
    var wanted = new TreeSet<>(HANDSHAKE);
    wanted.add(purpose);
    var enough = new HashSet<>(wanted);
    enough.remove("key encipherment");
    return fault(
        given.equals(wanted) || given.equals(enough),
        "usages did not match [" + String.join(" ", wanted) + "]");
  }

  private static Optional<String> fault(boolean holds, String otherwise) {
    return holds ? Optional.empty() : Optional.of(otherwise);
  }
}
