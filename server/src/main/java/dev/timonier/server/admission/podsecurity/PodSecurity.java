package dev.timonier.server.admission.podsecurity;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.admission.AdmissionPlugin;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.CachedObjects;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.admission.Step;
import dev.timonier.server.admission.podsecurity.SecurityNotes.Mode;
import dev.timonier.server.admission.podsecurity.SecurityNotes.Verdict;
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
  private final SecurityNotes notes;
  private final NamespaceSecurity namespaces;

  public PodSecurity(
      CachedObjects objects, PodSecurityConfiguration configuration, SecurityNotes notes) {
    this.objects = objects;
    this.configuration = configuration;
    this.notes = notes;
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
    if (parsed.isPrivileged()) {
      notes.evaluated(request, Mode.ENFORCE, parsed.policy().enforce(), Verdict.ALLOW);
    } else if (ContainerChanges.matter(request)) {
      var object = request.object().orElseThrow();
      var pod = new SecuredPod(object.metadata().tree(), object.spec());
      if (isConcerned(request, parsed, pod)) {
        enforce(request, parsed.policy().enforce(), pod);
        warn(request, parsed.policy().warn(), pod);
      }
    }
  }

  /// Takes note of what keeps it from being judged as its namespace wants.
  private boolean isConcerned(
      AdmissionRequest request, PolicyLabels.Parsed parsed, SecuredPod pod) {
    if (configuration.sparesClassOf(pod.spec())) {
      notes.exempted(request);
      return false;
    }
    if (!parsed.errors().isEmpty()) {
      notes.mistaken(request);
    }
    return true;
  }

  private void enforce(AdmissionRequest request, Standard standard, SecuredPod pod) {
    var violations = Standards.violations(standard, pod);
    var verdict = violations.isEmpty() ? Verdict.ALLOW : Verdict.DENY;
    notes.evaluated(request, Mode.ENFORCE, standard, verdict);
    if (verdict == Verdict.DENY) {
      throw request.forbidden(
          "violates PodSecurity \"" + standard + "\": " + Violation.details(violations));
    }
  }

  private void checkTemplate(AdmissionRequest request) {
    var template = Templates.of(request);
    if (template.isEmpty() || isSpared(request)) {
      return;
    }
    var parsed = policy(request);
    if (!parsed.isPrivileged() && isConcerned(request, parsed, template.get())) {
      warn(request, parsed.policy().warn(), template.get());
    }
  }

  private void warn(AdmissionRequest request, Standard standard, SecuredPod pod) {
    var violations = Standards.violations(standard, pod);
    if (!violations.isEmpty()) {
      notes.evaluated(request, Mode.WARN, standard, Verdict.DENY);
      request
          .warnings()
          .add("would violate PodSecurity \"" + standard + "\": " + Violation.details(violations));
    }
  }

  private boolean isSpared(AdmissionRequest request) {
    var spared =
        configuration.namespaces().contains(request.namespace())
            || configuration.users().contains(request.user().name());
    if (spared) {
      notes.exempted(request);
    }
    return spared;
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
