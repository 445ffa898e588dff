package dev.timonier.server.resource.certificates;

import dev.timonier.server.admission.AdmissionPlugin;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.admission.Step;
import dev.timonier.server.authn.User;
import dev.timonier.server.object.Trees;
import java.util.Set;

/// Nobody gets a certificate by a request that makes them a master
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#certificatesubjectrestriction>).
public final class CertificateSubjectRestriction implements AdmissionPlugin {
  private static final String SIGNER = "kubernetes.io/kube-apiserver-client";

  @Override
  public String name() {
    return "CertificateSubjectRestriction";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.VALIDATE);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.CREATE);
  }

  @Override
  public void validate(AdmissionRequest request) {
    if (!request.isFor("certificates.k8s.io", "certificatesigningrequests")) {
      return;
    }
    var spec = request.object().orElseThrow().spec();
    if (Trees.text(spec, "signerName").equals(SIGNER)
        && RequestSubject.of(Trees.text(spec, "request"))
            .filter(subject -> subject.organizations().contains(User.MASTERS))
            .isPresent()) {
      throw request.forbidden(
          "use of " + SIGNER + " signer with " + User.MASTERS + " group is not allowed");
    }
  }
}
