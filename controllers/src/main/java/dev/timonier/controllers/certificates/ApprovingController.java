package dev.timonier.controllers.certificates;

import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Outcome;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/// Approves requests for the client certificates of kubelets, when whoever asks has the right to
/// have one: a kubelet to have its own renewed, or whoever brings up nodes any
/// (<https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/#approval>).
public final class ApprovingController {
  private static final String NAME = "csrapproving";
  private static final List<Recognizer> RECOGNIZERS =
      List.of(
          new Recognizer(
              "selfnodeclient",
              (request, parsed) -> parsed.commonName().equals(request.getSpec().getUsername()),
              "Auto approving self kubelet client certificate after SubjectAccessReview."),
          new Recognizer(
              "nodeclient",
              (_, _) -> true,
              "Auto approving kubelet client certificate after SubjectAccessReview."));

  private final KubernetesClient client;

  /// @param right the subresource of requests that one must have the right to create
  private record Recognizer(
      String right,
      BiPredicate<CertificateSigningRequest, ParsedRequest> recognizes,
      String message) {}

  private ApprovingController(KubernetesClient client) {
    this.client = client;
  }

  public static Controller create(ControllerContext context, int workers) {
    var controller = new ApprovingController(context.client(Requests.ACCOUNT));
    return Requests.controller(NAME, context, workers, controller::look);
  }

  private Outcome look(CertificateSigningRequest request) {
    return Requests.has(request, Requests.APPROVED)
            || Requests.has(request, Requests.DENIED)
            || !SignerRules.KUBELET_CLIENT.equals(request.getSpec().getSignerName())
        ? Outcome.DONE
        : review(request, ParsedRequest.of(request.getSpec().getRequest()));
  }

  private Outcome review(CertificateSigningRequest request, ParsedRequest parsed) {
    if (SignerRules.kubeletClient(parsed, Requests.usages(request)).isPresent()) {
      return Outcome.DONE;
    }
    var tried = new ArrayList<String>();
    for (var recognizer : RECOGNIZERS) {
      if (recognizer.recognizes().test(request, parsed)) {
        tried.add(recognizer.right());
        if (mayCreate(request, recognizer.right())) {
          approve(request, recognizer.message());
          return Outcome.DONE;
        }
      }
    }
    return new Outcome.Retry(
        "recognized csr \""
            + request.getMetadata().getName()
            + "\" as "
            + tried
            + " but subject access review was not approved");
  }

  private boolean mayCreate(CertificateSigningRequest request, String subresource) {
    var spec = request.getSpec();
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(spec.getUsername())
            .withUid(spec.getUid())
            .withGroups(spec.getGroups())
            .withExtra(spec.getExtra())
            .withNewResourceAttributes()
            .withGroup("certificates.k8s.io")
            .withResource("certificatesigningrequests")
            .withSubresource(subresource)
            .withVerb("create")
            .endResourceAttributes()
            .endSpec()
            .build();
    var answer = client.authorization().v1().subjectAccessReview().create(review);
    return answer.getStatus().getAllowed();
  }

  private void approve(CertificateSigningRequest request, String message) {
    var approved =
        new CertificateSigningRequestBuilder(request)
            .editOrNewStatus()
            .addNewCondition()
            .withType(Requests.APPROVED)
            .withStatus("True")
            .withReason("AutoApproved")
            .withMessage(message)
            .endCondition()
            .endStatus()
            .build();
    client.resource(approved).subresource("approval").update();
  }
}
