package dev.timonier.nodeagent.reference;

import dev.timonier.machinery.quantity.Amount;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a container may use, as its environment and files show it: whole multiples of a divisor,
/// rounded up. Without a limit the node's allocatable amount is the limit.
public final class ContainerResources {
  private final Container container;
  private final Optional<Node> node;

  public ContainerResources(Container container, Optional<Node> node) {
    this.container = container;
    this.node = node;
  }

  /// @return empty when the selector names no resource that may be asked for
  public Optional<String> value(ResourceFieldSelector selector) {
    var parts = selector.getResource().split("\\.", 2);
    var amounts =
        switch (parts[0]) {
          case "limits" -> Optional.of(limits());
          case "requests" -> Optional.of(requests());
          default -> Optional.<Map<String, Quantity>>empty();
        };
    return amounts
        .filter(_ -> parts.length == 2)
        .map(known -> divided(Amount.of(known.get(parts[1])), divisor(selector.getDivisor())));
  }

  private static String divided(Amount amount, BigDecimal divisor) {
    return amount.number().divide(divisor, 0, RoundingMode.CEILING).toPlainString();
  }

  private static BigDecimal divisor(@Nullable Quantity divisor) {
    var amount = Amount.of(divisor);
    return amount.signum() == 0 ? BigDecimal.ONE : amount.number();
  }

  private Map<String, Quantity> limits() {
    var limits = new HashMap<>(allocatable());
    if (container.getResources() != null && container.getResources().getLimits() != null) {
      limits.putAll(container.getResources().getLimits());
    }
    return limits;
  }

  private Map<String, Quantity> allocatable() {
    return node.map(Node::getStatus).map(status -> status.getAllocatable()).orElse(Map.of());
  }

  private Map<String, Quantity> requests() {
    var resources = container.getResources();
    return resources == null || resources.getRequests() == null
        ? Map.of()
        : resources.getRequests();
  }
}
