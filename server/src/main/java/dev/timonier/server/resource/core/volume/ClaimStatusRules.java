package dev.timonier.server.resource.core.volume;

import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.resource.core.podspec.ResourceNames;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for the status of a PersistentVolumeClaim: how much there is, and how far its growth
/// has come
/// (<https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims>).
final class ClaimStatusRules {
  private static final List<String> STAGES =
      List.of(
          "ControllerResizeInProgress",
          "ControllerResizeInfeasible",
          "NodeResizeInProgress",
          "NodeResizeInfeasible",
          "NodeResizePending");
  private static final String STORAGE = "storage";

  private ClaimStatusRules() {}

  static void validate(Subject status) {
    var capacity = status.at("capacity");
    capacity.keys().forEach(name -> amount(capacity.atKey(name)));
    var stages = status.at("allocatedResourceStatuses");
    for (var name : stages.keys()) {
      var told = status.at("allocatedResourceStatuses");
      resource(told, name);
      if (!STAGES.contains(stages.at(name).text())) {
        told.notSupported(Subject.quote(name), STAGES);
      }
    }
    var allocated = status.at("allocatedResources");
    for (var name : allocated.keys()) {
      var faults = status.faults().size();
      resource(allocated, name);
      if (status.faults().size() == faults) {
        amount(allocated.atKey(name));
      }
    }
  }

  private static void amount(Subject amount) {
    var value = Amount.parse(amount.text()).value();
    if (value < 0) {
      amount.invalid(Long.toString(value), "must be a valid resource quantity");
    }
  }

  /// Of Kubernetes' own resources a claim has only one.
  ///
  /// @param place where faults are told
  private static void resource(Subject place, String name) {
    var faults = Format.checkQualifiedName(name);
    place.faulty(Subject.quote(name), faults);
    if (faults.isEmpty() && ResourceNames.isNative(name) && !name.equals(STORAGE)) {
      place.notSupported(Subject.quote(name), List.of(STORAGE));
    }
  }
}
