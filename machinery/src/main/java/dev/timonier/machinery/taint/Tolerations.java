package dev.timonier.machinery.taint;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tolerations of a pod
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/>).
///
/// Example: `operator: Exists` without key and effect tolerates every taint.
public final class Tolerations {
  private static final Tolerations NONE = new Tolerations(List.of());

  private final List<Toleration> tolerations;

  private Tolerations(List<Toleration> tolerations) {
    this.tolerations = tolerations;
  }

  public static Tolerations of(@Nullable List<Toleration> tolerations) {
    return tolerations == null || tolerations.isEmpty() ? NONE : new Tolerations(tolerations);
  }

  public static Tolerations of(PodSpec spec) {
    return of(spec.getTolerations());
  }

  /// Those that say something about an effect: of that effect, or of every effect.
  public Tolerations about(TaintEffect effect) {
    return of(tolerations.stream().filter(t -> concerns(t, effect.name())).toList());
  }

  public boolean tolerate(Taint taint) {
    for (var toleration : tolerations) {
      if (tolerates(toleration, taint)) {
        return true;
      }
    }
    return false;
  }

  /// The first of the taints that no toleration tolerates.
  public Optional<Taint> firstUntolerated(List<Taint> taints) {
    for (var taint : taints) {
      if (!tolerate(taint)) {
        return Optional.of(taint);
      }
    }
    return Optional.empty();
  }

  private static boolean tolerates(Toleration toleration, Taint taint) {
    return concerns(toleration, taint.getEffect())
        && (isEmpty(toleration.getKey()) || toleration.getKey().equals(taint.getKey()))
        && valueFits(toleration, taint);
  }

  private static boolean concerns(Toleration toleration, @Nullable String effect) {
    return isEmpty(toleration.getEffect()) || toleration.getEffect().equals(effect);
  }

  private static boolean valueFits(Toleration toleration, Taint taint) {
    return switch (Objects.requireNonNullElse(toleration.getOperator(), "")) {
      case "Exists" -> true;
      case "", "Equal" -> text(toleration.getValue()).equals(text(taint.getValue()));
      default -> false;
    };
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
