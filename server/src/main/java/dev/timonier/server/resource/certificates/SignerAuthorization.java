package dev.timonier.server.resource.certificates;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.admission.AdmissionPlugin;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.admission.Step;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.request.RequestInfo;
import java.util.Set;

/// Who writes an approval or a certificate needs the right to do so for the signer of the request,
/// besides the right to write the object: the verb `approve` or `sign` on `signers`, by the
/// signer's name or by its domain, as in `example.com/*`
/// (<https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#authorization>).
public final class SignerAuthorization implements AdmissionPlugin {
  private static final String GROUP = "certificates.k8s.io";
  private static final GroupResource SIGNERS = new GroupResource(GROUP, "signers");

  private final Authorizer authorizer;
  private final Right right;

  /// What is asked for.
  public enum Right {
    APPROVE("CertificateApproval", "approval", "approve"),
    SIGN("CertificateSigning", "status", "sign");

    private final String plugin;
    private final String subresource;
    private final String verb;

    Right(String plugin, String subresource, String verb) {
      this.plugin = plugin;
      this.subresource = subresource;
      this.verb = verb;
    }
  }

  public SignerAuthorization(Authorizer authorizer, Right right) {
    this.authorizer = authorizer;
    this.right = right;
  }

  @Override
  public String name() {
    return right.plugin;
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.VALIDATE);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.UPDATE);
  }

  @Override
  public void validate(AdmissionRequest request) {
    var resource = request.resource().groupResource();
    if (resource.group().equals(GROUP)
        && resource.resource().equals("certificatesigningrequests")
        && request.subresource().equals(right.subresource)
        && isConcerned(request)) {
      check(request, Trees.text(request.old().orElseThrow().spec(), "signerName"));
    }
  }

  /// A signer writes the certificate, or why there will be none.
  private boolean isConcerned(AdmissionRequest request) {
    var next = request.object().orElseThrow();
    var old = request.old().orElseThrow();
    return right == Right.APPROVE
        || differ("certificate", next, old)
        || differ("conditions", next, old);
  }

  private static boolean differ(String field, ApiObject next, ApiObject old) {
    return !next.status().path(field).equals(old.status().path(field));
  }

  private void check(AdmissionRequest request, String signer) {
    var domain = signer.substring(0, Math.max(0, signer.indexOf('/')));
    if (!may(request, signer) && !may(request, domain + "/*")) {
      throw request.forbidden(
          "user not permitted to " + right.verb + " requests with signerName \"" + signer + "\"");
    }
  }

  private boolean may(AdmissionRequest request, String name) {
    var info = RequestInfo.ofObject(right.verb, SIGNERS, "", name);
    return authorizer.authorize(request.user(), info).isAllowed();
  }
}
