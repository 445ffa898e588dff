package dev.timonier.server.admission.podsecurity;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.admission.AdmissionPlugin;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.CachedObjects;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.admission.Step;
import java.util.Map;
import java.util.Set;

/// Refuses pods that violate what their namespace enforces, and warns of pods and of templates that
/// violate what it warns of
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#podsecurity>).
///
/// Example: in a namespace with the label `pod-security.kubernetes.io/enforce: baseline`, a pod
/// with `hostPID: true` is refused, and a Deployment of such pods is created with a warning.
public final class PodSecurity implements AdmissionPlugin {
  private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
  private static final GroupResource PODS = new GroupResource("", "pods");

  /// The subresources whose objects say what containers a pod has.
  private static final Set<String> OF_PODS = Set.of("", "ephemeralcontainers", "resize");

  private final CachedObjects objects;
  private final PodSecurityConfiguration configuration;
  private final NamespaceSecurity namespaces;

  public PodSecurity(CachedObjects objects, PodSecurityConfiguration configuration) {
    this.objects = objects;
    this.configuration = configuration;
    this.namespaces = new NamespaceSecurity(objects, configuration);
  }

  @Override
  public String name() {
    return "PodSecurity";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.VALIDATE);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.CREATE, Operation.UPDATE);
  }

  @Override
  public void validate(AdmissionRequest request) {
    var resource = request.resource().groupResource();
    if (resource.equals(NAMESPACES)) {
      namespaces.check(request);
    } else if (resource.equals(PODS)) {
      checkPod(request);
    } else if (request.subresource().isEmpty()) {
      checkTemplate(request);
    }
  }

  private void checkPod(AdmissionRequest request) {
    if (!OF_PODS.contains(request.subresource()) || isSpared(request)) {
      return;
    }
    var parsed = policy(request);
    if (!parsed.isPrivileged() && ContainerChanges.matter(request)) {
      var object = request.object().orElseThrow();
      evaluate(request, parsed.policy(), new SecuredPod(object.metadata().tree(), object.spec()));
    }
  }

  private void evaluate(AdmissionRequest request, Policy policy, SecuredPod pod) {
    if (configuration.sparesClassOf(pod.spec())) {
      return;
    }
    var violations = Standards.violations(policy.enforce(), pod);
    if (!violations.isEmpty()) {
      throw request.forbidden(
          "violates PodSecurity \"" + policy.enforce() + "\": " + Violation.details(violations));
    }
    warn(request, policy.warn(), pod);
  }

  private void checkTemplate(AdmissionRequest request) {
    var template = Templates.of(request);
    if (template.isEmpty() || isSpared(request)) {
      return;
    }
    var policy = policy(request).policy();
    if (!configuration.sparesClassOf(template.get().spec())) {
      warn(request, policy.warn(), template.get());
    }
  }

  private static void warn(AdmissionRequest request, Standard standard, SecuredPod pod) {
    var violations = Standards.violations(standard, pod);
    if (!violations.isEmpty()) {
      request
          .warnings()
          .add("would violate PodSecurity \"" + standard + "\": " + Violation.details(violations));
    }
  }

  private boolean isSpared(AdmissionRequest request) {
    return configuration.namespaces().contains(request.namespace())
        || configuration.users().contains(request.user().name());
  }

  private PolicyLabels.Parsed policy(AdmissionRequest request) {
    var labels =
        objects
            .cache()
            .get(NAMESPACES, request.namespace())
            .map(namespace -> namespace.attributes().labels())
            .orElse(Map.of());
    return PolicyLabels.parse(labels, configuration.defaults());
  }
}
