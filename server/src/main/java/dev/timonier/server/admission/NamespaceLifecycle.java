package dev.timonier.server.admission;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.watchcache.WatchCache;
import io.fabric8.kubernetes.api.model.StatusCauseBuilder;
import java.util.List;
import java.util.Set;

/// Refuses what is to be put into namespaces that there are not, new content for namespaces that
/// are being terminated, and the deletion of the namespaces that every cluster needs
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#namespacelifecycle>).
public final class NamespaceLifecycle implements AdmissionPlugin {
  private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
  private static final Set<String> IMMORTAL = Set.of("default", "kube-system", "kube-public");
  private static final Set<String> ACCESS_REVIEWS =
      Set.of("subjectaccessreviews", "localsubjectaccessreviews");

  private final WatchCache cache;

  public NamespaceLifecycle(WatchCache cache) {
    this.cache = cache;
  }

  @Override
  public String name() {
    return "NamespaceLifecycle";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.ADMIT);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE);
  }

  @Override
  public void mutate(AdmissionRequest request) {
    if (request.resource().groupResource().equals(NAMESPACES)) {
      refuseImmortal(request);
    } else if (!request.namespace().isEmpty()
        && request.operation() != Operation.DELETE
        && !isAccessReview(request)) {
      check(request);
    }
  }

  private static void refuseImmortal(AdmissionRequest request) {
    if (request.operation() == Operation.DELETE && IMMORTAL.contains(request.name())) {
      throw request.forbidden("this namespace may not be deleted");
    }
  }

  private static boolean isAccessReview(AdmissionRequest request) {
    var resource = request.resource().groupResource();
    return resource.group().equals("authorization.k8s.io")
        && ACCESS_REVIEWS.contains(resource.resource());
  }

  private void check(AdmissionRequest request) {
    var name = request.namespace();
    var namespace = cache.get(NAMESPACES, name);
    if (namespace.isEmpty()) {
      throw ApiErrors.notFound(NAMESPACES, name);
    }
    var phase = namespace.get().attributes().field("status.phase");
    if (request.operation() == Operation.CREATE && phase.equals("Terminating")) {
      throw terminating(request, name);
    }
  }

  private static RuntimeException terminating(AdmissionRequest request, String name) {
    var cause =
        new StatusCauseBuilder()
            .withReason("NamespaceTerminating")
            .withMessage("namespace " + name + " is being terminated")
            .withField("metadata.namespace")
            .build();
    return request.forbidden(
        "unable to create new content in namespace " + name + " because it is being terminated",
        List.of(cause));
  }
}
