package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for the resources of a pod as a whole
/// (<https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/>).
final class PodResourcesValidation {
  private final PodContext pod;
  private final Subject resources;

  PodResourcesValidation(PodContext pod) {
    this.pod = pod;
    this.resources = pod.spec().at("resources");
  }

  void validate() {
    if (!resources.isPresent()) {
      return;
    }
    if (pod.operatingSystem().equals("windows")) {
      resources.forbidden("may not be set for a windows pod");
      return;
    }
    if (resources.at("claims").isGiven()) {
      resources.at("claims").forbidden("claims may not be set for Resources at pod-level");
    }
    ResourceRules.ofPod(pod).validate(resources);
    AggregateResources.requests(pod.spec().value()).forEach(this::atLeast);
    for (var list : List.of("containers", "initContainers")) {
      containers(list);
    }
  }

  private void atLeast(String name, Amount sum) {
    var request = resources.at("requests").atKey(name);
    if (request.isPresent() && Amount.parse(request.text()).compareTo(sum) < 0) {
      request.invalid("must be greater than or equal to aggregate container requests of " + sum);
    }
  }

  private void containers(String list) {
    var containers = pod.spec().at(list).elements();
    for (var i = 0; i < containers.size(); i++) {
      var limits = containers.get(i).at("resources").at("limits");
      for (var limit : limits.value().properties()) {
        var most = resources.at("limits").atKey(limit.getKey());
        var amount = Amount.parse(limit.getValue().asText());
        if (most.isPresent() && amount.compareTo(Amount.parse(most.text())) > 0) {
          resources
              .at(list)
              .at(i)
              .atKey(limit.getKey())
              .at("limits")
              .invalid(
                  Subject.shown(limit.getValue()),
                  "must be less than or equal to pod limits of " + most.text());
        }
      }
    }
  }
}
