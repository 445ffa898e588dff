package dev.timonier.controllers.resourcequota;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;

/// What a claim uses of the things that quotas limit, in all and of its storage class; pure.
final class ClaimUsage {
  private static final String OF_CLASS = ".storageclass.storage.k8s.io/";

  private ClaimUsage() {}

  static Usage of(PersistentVolumeClaim claim) {
    var all = usage(claim, "").plus(Usage.of("count/persistentvolumeclaims", 1));
    return Optional.ofNullable(claim.getSpec().getStorageClassName())
        .filter(name -> !name.isEmpty())
        .map(name -> all.plus(usage(claim, name + OF_CLASS)))
        .orElse(all);
  }

  private static Usage usage(PersistentVolumeClaim claim, String prefix) {
    var number = Usage.of(prefix + "persistentvolumeclaims", 1);
    return storage(claim)
        .map(amount -> number.plus(Usage.of(Map.of(prefix + "requests.storage", amount))))
        .orElse(number);
  }

  private static Optional<Quantity> storage(PersistentVolumeClaim claim) {
    return Optional.ofNullable(claim.getSpec().getResources())
        .flatMap(r -> Optional.ofNullable(r.getRequests()))
        .flatMap(requests -> Optional.ofNullable(requests.get("storage")));
  }
}
