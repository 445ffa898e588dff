package dev.timonier.server.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.Set;

/// Lets pods that do not say otherwise stay for five minutes on a node that is not ready or cannot
/// be reached
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#defaulttolerationseconds>).
public final class DefaultTolerationSeconds implements AdmissionPlugin {
  private static final List<String> TAINTS =
      List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");
  private static final int SECONDS = 300;

  @Override
  public String name() {
    return "DefaultTolerationSeconds";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.ADMIT);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.CREATE, Operation.UPDATE);
  }

  @Override
  public void mutate(AdmissionRequest request) {
    if (!request.isFor("", "pods")) {
      return;
    }
    var spec = Trees.child(request.object().orElseThrow().root(), "spec");
    for (var taint : TAINTS) {
      if (Trees.stream(spec.path("tolerations")).noneMatch(t -> tolerates(t, taint))) {
        Trees.children(spec, "tolerations")
            .addObject()
            .put("key", taint)
            .put("operator", "Exists")
            .put("effect", "NoExecute")
            .put("tolerationSeconds", SECONDS);
      }
    }
  }

  private static boolean tolerates(JsonNode toleration, String taint) {
    var key = Trees.text(toleration, "key");
    var effect = Trees.text(toleration, "effect");
    return (key.equals(taint) || key.isEmpty()) && (effect.equals("NoExecute") || effect.isEmpty());
  }
}
