package dev.timonier.server.authz.node;

import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.certificates.RequestSubject;
import java.util.Set;

/// The certificates that a node may ask for: as a node, its own alone.
final class NodeRequests {
  private static final Set<String> SIGNERS =
      Set.of("kubernetes.io/kubelet-serving", "kubernetes.io/kube-apiserver-client-kubelet");

  private NodeRequests() {}

  static void check(String node, AdmissionRequest request) {
    if (request.operation() != Operation.CREATE) {
      return;
    }
    var spec = request.object().orElseThrow().spec();
    var name = "system:node:" + node;
    if (SIGNERS.contains(Trees.text(spec, "signerName"))) {
      var subject =
          RequestSubject.of(Trees.text(spec, "request"))
              .orElseThrow(
                  () ->
                      request.forbidden(
                          "unable to parse csr: PEM block type must be CERTIFICATE REQUEST"));
      NodeRestriction.require(
          subject.commonName().equals(name), request, "can only create a node CSR with CN=" + name);
    }
  }
}
