package dev.timonier.controllers.resourcequota;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.OwnWrites;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClass;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// Keeps the status of ResourceQuotas
/// (<https://kubernetes.io/docs/concepts/policy/resource-quotas/>).
public final class ResourceQuotaController {
  private static final String NAME = "resourcequota-controller";

  private ResourceQuotaController() {}

  public static Controller create(ControllerContext context, int workers) {
    var client = context.client(NAME);
    var quotas = context.informer(ResourceQuota.class);
    var queue = context.<NamespacedName>queue();
    var recounts = new Recounts(context.time());
    var affected = new Affected(quotas.store(), queue, recounts);
    quotas.handle(affected.ofQuotas());
    var counts = new ObjectCounts(client, context.time(), affected);
    var pods = store(context, Pod.class, affected, ResourceQuotaController::isOther);
    var usage =
        new QuotaUsage(
            pods,
            store(context, Service.class, affected, ResourceQuotaController::hasOtherSpec),
            store(context, PersistentVolumeClaim.class, affected, ResourceQuotaController::isOther),
            new DeviceUsage(
                store(context, ResourceClaim.class, affected, (_, _) -> false),
                context.informer(DeviceClass.class).store(),
                pods),
            counts,
            context.time());
    var reconciler =
        new ResourceQuotaReconciler(client, quotas.store(), usage, new OwnWrites(), recounts);
    return closing(new ControlLoop<>(NAME, queue, reconciler, workers), counts);
  }

  private static <T extends HasMetadata> Store<T> store(
      ControllerContext context, Class<T> type, Affected affected, BiPredicate<T, T> other) {
    var informer = context.informer(type);
    informer.handle(affected.ofObjects(other));
    return informer.store();
  }

  /// It has finished, is terminating, or its containers ask for something else.
  private static boolean isOther(Pod before, Pod now) {
    return Pods.finished(before) != Pods.finished(now)
        || Owners.terminates(before) != Owners.terminates(now)
        || !Objects.equals(before.getSpec(), now.getSpec())
        || !resources(before).equals(resources(now));
  }

  /// What its containers have.
  private static Map<String, ResourceRequirements> resources(Pod pod) {
    var resources = new HashMap<String, ResourceRequirements>();
    Stream.of(pod.getStatus())
        .filter(Objects::nonNull)
        .flatMap(s -> Stream.of(s.getContainerStatuses(), s.getInitContainerStatuses()))
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .forEach(state -> resources.put(state.getName(), state.getResources()));
    return resources;
  }

  private static boolean hasOtherSpec(Service before, Service now) {
    return !Objects.equals(before.getSpec(), now.getSpec());
  }

  private static boolean isOther(PersistentVolumeClaim before, PersistentVolumeClaim now) {
    return !Objects.equals(before.getSpec(), now.getSpec())
        || !allocated(before).equals(allocated(now))
        || !QuotaScopes.attributesClasses(before).equals(QuotaScopes.attributesClasses(now));
  }

  private static Map<String, Quantity> allocated(PersistentVolumeClaim claim) {
    return Optional.ofNullable(claim.getStatus())
        .map(PersistentVolumeClaimStatus::getAllocatedResources)
        .orElse(Map.of());
  }

  private static Controller closing(Controller loop, ObjectCounts counts) {
    return new Controller() {
      @Override
      public void start() {
        loop.start();
      }

      @Override
      public boolean idle() {
        return loop.idle();
      }

      @Override
      public void close() {
        loop.close();
        counts.close();
      }
    };
  }
}
