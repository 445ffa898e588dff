package dev.timonier.server.admission.quota;

import dev.timonier.machinery.quantity.Amount;
import dev.timonier.machinery.quantity.QuotaNames;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.object.ApiObject;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Claims of volumes, whose number and storage can be limited in all and of each storage class.
record ClaimEvaluator() implements Evaluator {
  private static final Set<String> SUBRESOURCES = Set.of("", "status");

  @Override
  public boolean handles(AdmissionRequest request) {
    return SUBRESOURCES.contains(request.subresource());
  }

  @Override
  public boolean concerns(String name) {
    return QuotaNames.areOfClaims(name);
  }

  @Override
  public boolean isWithin(Scope scope, ApiObject claim) {
    return scope.name().equals("VolumeAttributesClass") && scope.selects(attributesClasses(claim));
  }

  /// The class that is wanted, the one that the volume has, and the one that it is on its way to.
  private static Set<String> attributesClasses(ApiObject claim) {
    return Stream.of(
            claim.spec().path("volumeAttributesClassName"),
            claim.status().path("currentVolumeAttributesClassName"),
            claim.status().path("modifyVolumeStatus").path("targetVolumeAttributesClassName"))
        .map(name -> name.asText(""))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  @Override
  public Usage usage(ApiObject claim) {
    var usage = Usage.none();
    var storage = storage(claim);
    usage.add(QuotaNames.STORED_CLAIMS, Amount.of(1));
    usage.add(QuotaNames.CLAIMS, Amount.of(1));
    storage.ifPresent(amount -> usage.add(QuotaNames.STORAGE, amount));
    var type = storageClass(claim);
    if (!type.isEmpty()) {
      usage.add(QuotaNames.ofStorageClass(type, QuotaNames.CLAIMS), Amount.of(1));
      storage.ifPresent(
          amount -> usage.add(QuotaNames.ofStorageClass(type, QuotaNames.STORAGE), amount));
    }
    return usage;
  }

  private static String storageClass(ApiObject claim) {
    var old = claim.metadata().annotations().get("volume.beta.kubernetes.io/storage-class");
    return old == null ? claim.spec().path("storageClassName").asText("") : old;
  }

  /// What is asked for, or, where it is more, what was allocated in whole bytes.
  private static Optional<Amount> storage(ApiObject claim) {
    var asked = claim.spec().path("resources").path("requests").path("storage");
    var allocated = claim.status().path("allocatedResources").path("storage").asText("0");
    return asked.isMissingNode()
        ? Optional.empty()
        : Optional.of(whole(Amount.parse(asked.asText())).max(whole(Amount.parse(allocated))));
  }

  private static Amount whole(Amount amount) {
    var whole = amount.number().setScale(0, RoundingMode.CEILING);
    return whole.compareTo(amount.number()) == 0 ? amount : Amount.parse(whole.toPlainString());
  }
}
