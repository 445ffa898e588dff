package dev.timonier.server.admission;

import java.util.List;
import java.util.function.LongSupplier;

/// The plugins in the order of
/// <https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/>, and after them
/// what is no plugin that one could turn off.
public final class AdmissionChain {
  public static final AdmissionChain NONE = of(List.of());

  private final Walk mutating;
  private final Walk validating;
  private final List<Guard> guards;

  /// Looks at what the plugins have made of an object, before it is validated. A refusal is an API
  /// exception.
  @FunctionalInterface
  public interface Guard {
    void check(AdmissionRequest request);
  }

  /// @param notes are told how long the plugins take
  /// @param nanoTime a clock
  AdmissionChain(
      List<AdmissionPlugin> plugins,
      List<Guard> guards,
      AdmissionNotes notes,
      LongSupplier nanoTime) {
    this.mutating = new Walk(Step.ADMIT, plugins, notes, nanoTime);
    this.validating = new Walk(Step.VALIDATE, plugins, notes, nanoTime);
    this.guards = guards;
  }

  /// Plugins that nobody looks at.
  public static AdmissionChain of(List<AdmissionPlugin> plugins) {
    return new AdmissionChain(plugins, List.of(), AdmissionNotes.NONE, () -> 0);
  }

  public void mutate(AdmissionRequest request) {
    mutating.run(request);
    guards.forEach(guard -> guard.check(request));
  }

  public void validate(AdmissionRequest request) {
    validating.run(request);
  }
}
