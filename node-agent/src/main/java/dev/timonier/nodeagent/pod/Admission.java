package dev.timonier.nodeagent.pod;

import dev.timonier.machinery.quantity.Amount;
import dev.timonier.nodeagent.status.StatusInput.Ending;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The node's own last word on a pod that was bound to it: whatever bound it may not have known
/// what the node has, or was bypassed. A pure function.
final class Admission {
  private final Node node;
  private final List<Pod> others;

  /// @param others the pods that were admitted and have not ended
  Admission(Node node, List<Pod> others) {
    this.node = node;
    this.others = others;
  }

  /// Why the pod is refused; empty when it is admitted. The message is that of the event.
  Optional<Ending> refusal(Pod pod) {
    return tooManyPods().or(() -> lacking(pod)).or(() -> unwanted(pod)).or(() -> untolerated(pod));
  }

  private Optional<Ending> unwanted(Pod pod) {
    return NodeAffinityRule.matches(pod, node)
        ? Optional.empty()
        : Optional.of(
            new Ending(
                "NodeAffinity",
                "Predicate NodeAffinity failed: node(s) didn't match Pod's node"
                    + " affinity/selector"));
  }

  private Optional<Ending> tooManyPods() {
    var most = allocatable("pods");
    return most.isPresent() && others.size() + 1L > most.get().value()
        ? Optional.of(lack("pods", new Figures(1, others.size(), most.get().value())))
        : Optional.empty();
  }

  private Optional<Ending> lacking(Pod pod) {
    return PodResources.requests(pod).entrySet().stream()
        .map(wanted -> lacking(wanted.getKey(), wanted.getValue()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Ending> lacking(String resource, Amount wanted) {
    var capacity = allocatable(resource);
    if (capacity.isEmpty() || wanted.signum() == 0) {
      return Optional.empty();
    }
    var used =
        others.stream()
            .map(other -> PodResources.requests(other).getOrDefault(resource, Amount.ZERO))
            .reduce(Amount.ZERO, Amount::plus);
    ToLongFunction<Amount> unit = resource.equals("cpu") ? Amount::milliValue : Amount::value;
    return used.plus(wanted).compareTo(capacity.get()) <= 0
        ? Optional.empty()
        : Optional.of(
            lack(
                resource,
                new Figures(
                    unit.applyAsLong(wanted),
                    unit.applyAsLong(used),
                    unit.applyAsLong(capacity.get()))));
  }

  private record Figures(long requested, long used, long capacity) {}

  private static Ending lack(String resource, Figures figures) {
    return new Ending(
        "OutOf" + resource,
        "Node didn't have enough resource: %s, requested: %d, used: %d, capacity: %d"
            .formatted(resource, figures.requested(), figures.used(), figures.capacity()));
  }

  private Optional<Amount> allocatable(String resource) {
    return Optional.ofNullable(node.getStatus())
        .map(status -> status.getAllocatable())
        .map(amounts -> amounts.get(resource))
        .map(Amount::of);
  }

  private Optional<Ending> untolerated(Pod pod) {
    return node.getSpec() == null
        ? Optional.empty()
        : node.getSpec().getTaints().stream()
            .filter(taint -> "NoExecute".equals(taint.getEffect()) && !tolerates(pod, taint))
            .findFirst()
            .map(
                taint ->
                    new Ending(
                        "TaintToleration",
                        "Predicate TaintToleration failed: node(s) had untolerated taint {%s: %s}"
                            .formatted(
                                taint.getKey(), Objects.requireNonNullElse(taint.getValue(), ""))));
  }

  private static boolean tolerates(Pod pod, Taint taint) {
    return pod.getSpec().getTolerations().stream().anyMatch(t -> tolerates(t, taint));
  }

  private static boolean tolerates(Toleration toleration, Taint taint) {
    var effect = toleration.getEffect();
    var key = toleration.getKey();
    var value = Map.entry(text(toleration.getValue()), text(taint.getValue()));
    return (text(effect).isEmpty() || effect.equals(taint.getEffect()))
        && (text(key).isEmpty() || key.equals(taint.getKey()))
        && ("Exists".equals(toleration.getOperator()) || value.getKey().equals(value.getValue()));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
