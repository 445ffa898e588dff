package dev.timonier.server.admission;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.object.Trees;
import java.util.Set;

/// Gives Ingresses that name no class the default one
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#defaultingressclass>).
public final class DefaultIngressClass implements AdmissionPlugin {
  private static final String GROUP = "networking.k8s.io";
  private static final GroupResource CLASSES = new GroupResource(GROUP, "ingressclasses");
  private static final String MARK = "ingressclass.kubernetes.io/is-default-class";
  private static final String OLD = "kubernetes.io/ingress.class";

  private final CachedObjects objects;

  public DefaultIngressClass(CachedObjects objects) {
    this.objects = objects;
  }

  @Override
  public String name() {
    return "DefaultIngressClass";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.ADMIT);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.CREATE);
  }

  @Override
  public void mutate(AdmissionRequest request) {
    if (!request.isFor(GROUP, "ingresses")) {
      return;
    }
    var ingress = request.object().orElseThrow();
    var named =
        ingress.spec().has("ingressClassName") || ingress.metadata().annotations().containsKey(OLD);
    if (!named) {
      objects
          .defaultOf(CLASSES, MARK)
          .ifPresent(
              type -> Trees.child(ingress.root(), "spec").put("ingressClassName", type.name()));
    }
  }
}
