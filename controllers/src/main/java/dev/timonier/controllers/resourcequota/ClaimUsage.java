package dev.timonier.controllers.resourcequota;

import dev.timonier.machinery.quantity.Amount;
import dev.timonier.machinery.quantity.QuotaNames;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/// What a claim uses of the things that quotas limit, in all and of its storage class; pure.
final class ClaimUsage {
  private static final String OLD = "volume.beta.kubernetes.io/storage-class";

  private ClaimUsage() {}

  static Usage of(PersistentVolumeClaim claim) {
    var all = usage(claim, "").plus(Usage.of(QuotaNames.STORED_CLAIMS, 1));
    var name = storageClass(claim);
    return name.isEmpty() ? all : all.plus(usage(claim, QuotaNames.ofStorageClass(name, "")));
  }

  private static String storageClass(PersistentVolumeClaim claim) {
    return Optional.ofNullable(claim.getMetadata().getAnnotations())
        .flatMap(annotations -> Optional.ofNullable(annotations.get(OLD)))
        .or(() -> Optional.ofNullable(claim.getSpec().getStorageClassName()))
        .orElse("");
  }

  private static Usage usage(PersistentVolumeClaim claim, String prefix) {
    var number = Usage.of(prefix + QuotaNames.CLAIMS, 1);
    return storage(claim)
        .map(amount -> number.plus(new Usage(Map.of(prefix + QuotaNames.STORAGE, amount))))
        .orElse(number);
  }

  /// What is asked for, or, where it is more, what was allocated in whole bytes.
  private static Optional<Amount> storage(PersistentVolumeClaim claim) {
    var allocated =
        Optional.ofNullable(claim.getStatus())
            .map(PersistentVolumeClaimStatus::getAllocatedResources)
            .map(amounts -> amounts.get("storage"))
            .map(ClaimUsage::whole)
            .orElse(Amount.ZERO);
    return Optional.ofNullable(claim.getSpec().getResources())
        .flatMap(r -> Optional.ofNullable(r.getRequests()))
        .flatMap(requests -> Optional.ofNullable(requests.get("storage")))
        .map(asked -> whole(asked).max(allocated));
  }

  private static Amount whole(Quantity quantity) {
    var amount = Amount.of(quantity);
    var whole = amount.number().setScale(0, RoundingMode.CEILING);
    return whole.compareTo(amount.number()) == 0 ? amount : Amount.parse(whole.toPlainString());
  }
}
