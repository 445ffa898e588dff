package dev.timonier.server.serviceaccount;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.admission.AdmissionPlugin;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.LookedUpNames;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.admission.Step;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.watchcache.WatchCache;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Gives each pod a service account that exists, the account's token and image pull secrets, and
/// keeps it to the secrets that the account allows
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#serviceaccount>).
public final class ServiceAccountAdmission implements AdmissionPlugin {
  private static final String DEFAULT = "default";

  private final BoundObjects objects;
  private final ApiAccessVolume volume;

  public ServiceAccountAdmission(WatchCache cache, RandomGenerator random) {
    this.objects = new BoundObjects(cache);
    this.volume = new ApiAccessVolume(random);
  }

  @Override
  public String name() {
    return "ServiceAccount";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.ADMIT, Step.VALIDATE);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.CREATE, Operation.UPDATE);
  }

  /// What is refused is refused before anything else is found wrong with the pod.
  @Override
  public void mutate(AdmissionRequest request) {
    if (!request.isFor("", "pods") || request.operation() != Operation.CREATE) {
      return;
    }
    var pod = request.object().orElseThrow();
    if (!MirrorPod.is(pod)) {
      complete(pod, request);
    }
    validate(request);
  }

  private void complete(ApiObject pod, AdmissionRequest request) {
    var spec = Trees.child(pod.root(), "spec");
    if (Trees.text(spec, "serviceAccountName").isEmpty()) {
      spec.put("serviceAccountName", DEFAULT).put("serviceAccount", DEFAULT);
    }
    var account = account(pod, request);
    if (mounts(spec, account)) {
      volume.addTo(spec);
    }
    if (spec.path("imagePullSecrets").isEmpty() && account.root().has("imagePullSecrets")) {
      spec.set("imagePullSecrets", account.root().get("imagePullSecrets").deepCopy());
    }
  }

  private ApiObject account(ApiObject pod, AdmissionRequest request) {
    var name = Trees.text(pod.spec(), "serviceAccountName");
    return objects
        .serviceAccount(request.namespace(), name)
        .orElseThrow(
            () ->
                request.forbidden(
                    "error looking up service account "
                        + request.namespace()
                        + "/"
                        + name
                        + ": "
                        + LookedUpNames.refusal(name)
                            .orElse("serviceaccount " + FieldError.quote(name) + " not found")));
  }

  /// The pod has the first word, the account the second.
  private static boolean mounts(ObjectNode spec, ApiObject account) {
    return automount(spec).or(() -> automount(account.root())).orElse(true);
  }

  private static Optional<Boolean> automount(ObjectNode node) {
    var flag = node.path("automountServiceAccountToken");
    return flag.isBoolean() ? Optional.of(flag.booleanValue()) : Optional.empty();
  }

  @Override
  public void validate(AdmissionRequest request) {
    if (!isOfPods(request)) {
      return;
    }
    var pod = request.object().orElseThrow();
    if (request.operation() == Operation.UPDATE) {
      limit(pod, request).ifPresent(secrets -> secrets.checkEphemeral(pod));
    } else if (MirrorPod.is(pod)) {
      MirrorPod.check(pod, request);
    } else {
      limit(pod, request).ifPresent(secrets -> secrets.check(pod));
    }
  }

  private Optional<MountableSecrets> limit(ApiObject pod, AdmissionRequest request) {
    return MountableSecrets.of(account(pod, request), request);
  }

  private static boolean isOfPods(AdmissionRequest request) {
    var resource = request.resource().groupResource();
    return resource.group().isEmpty()
        && resource.resource().equals("pods")
        && switch (request.operation()) {
          case CREATE -> request.subresource().isEmpty();
          case UPDATE -> request.subresource().equals("ephemeralcontainers");
          case DELETE, CONNECT -> false;
        };
  }
}
