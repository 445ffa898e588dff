package dev.timonier.server.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import java.util.Set;

/// Keeps pods off a new node until it is known to be ready
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#taintnodesbycondition>).
public final class TaintNodesByCondition implements AdmissionPlugin {
  private static final String KEY = "node.kubernetes.io/not-ready";
  private static final String EFFECT = "NoSchedule";

  @Override
  public String name() {
    return "TaintNodesByCondition";
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
    if (request.isFor("", "nodes")) {
      taint(Trees.child(request.object().orElseThrow().root(), "spec"));
    }
  }

  private static void taint(ObjectNode spec) {
    var taints = Trees.children(spec, "taints");
    if (Trees.objects(taints).stream().noneMatch(TaintNodesByCondition::isWanted)) {
      taints.addObject().put("key", KEY).put("effect", EFFECT);
    }
  }

  private static boolean isWanted(ObjectNode taint) {
    return Trees.text(taint, "key").equals(KEY) && Trees.text(taint, "effect").equals(EFFECT);
  }
}
