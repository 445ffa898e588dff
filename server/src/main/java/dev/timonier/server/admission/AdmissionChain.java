package dev.timonier.server.admission;

import java.util.List;
import java.util.function.LongSupplier;

/// The plugins in the order of
/// <https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/>.
public final class AdmissionChain {
  public static final AdmissionChain NONE = of(List.of());

  private final List<AdmissionPlugin> mutating;
  private final List<AdmissionPlugin> validating;
  private final AdmissionNotes notes;
  private final LongSupplier nanoTime;

  /// @param notes are told how long the plugins take
  /// @param nanoTime a clock
  AdmissionChain(List<AdmissionPlugin> plugins, AdmissionNotes notes, LongSupplier nanoTime) {
    this.mutating = takingPartIn(Step.ADMIT, plugins);
    this.validating = takingPartIn(Step.VALIDATE, plugins);
    this.notes = notes;
    this.nanoTime = nanoTime;
  }

  private static List<AdmissionPlugin> takingPartIn(Step step, List<AdmissionPlugin> plugins) {
    return plugins.stream().filter(plugin -> plugin.steps().contains(step)).toList();
  }

  /// Plugins that nobody looks at.
  public static AdmissionChain of(List<AdmissionPlugin> plugins) {
    return new AdmissionChain(plugins, new NoNotes(), () -> 0);
  }

  private static final class NoNotes implements AdmissionNotes {
    @Override
    public void ended(Step step, Operation operation, Outcome outcome, long took) {}

    @Override
    public void ended(String plugin, Step step, Operation operation, Outcome outcome, long took) {}
  }

  public void mutate(AdmissionRequest request) {
    run(Step.ADMIT, mutating, request);
  }

  public void validate(AdmissionRequest request) {
    run(Step.VALIDATE, validating, request);
  }

  private void run(Step step, List<AdmissionPlugin> plugins, AdmissionRequest request) {
    var begin = nanoTime.getAsLong();
    var outcome = Outcome.REJECTED;
    try {
      for (var plugin : plugins) {
        run(plugin, step, request);
      }
      outcome = Outcome.ADMITTED;
    } finally {
      notes.ended(step, request.operation(), outcome, nanoTime.getAsLong() - begin);
    }
  }

  private void run(AdmissionPlugin plugin, Step step, AdmissionRequest request) {
    var begin = nanoTime.getAsLong();
    var outcome = Outcome.REJECTED;
    try {
      switch (step) {
        case ADMIT -> plugin.mutate(request);
        case VALIDATE -> plugin.validate(request);
      }
      outcome = Outcome.ADMITTED;
    } finally {
      var took = nanoTime.getAsLong() - begin;
      notes.ended(plugin.name(), step, request.operation(), outcome, took);
    }
  }
}
