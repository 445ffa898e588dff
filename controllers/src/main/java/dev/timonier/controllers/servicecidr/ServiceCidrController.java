package dev.timonier.controllers.servicecidr;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Finalizer;
import dev.timonier.controllers.runtime.Finalizer.Use;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.PatchClient;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.networking.v1.IPAddress;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import java.time.Duration;

/// Puts a finalizer on ServiceCIDRs, marks them as ready, and takes the finalizer away when nobody
/// has an address of theirs any more.
public final class ServiceCidrController implements Reconciler<NamespacedName> {
  private static final String ACCOUNT = "service-cidrs-controller";
  private static final String NAME = "service-cidr-controller";
  private static final String FINALIZER = "networking.k8s.io/service-cidr-finalizer";

  /// So long, API servers may still take addresses of a range that is being deleted.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Store<ServiceCIDR> ranges;
  private final TakenAddresses taken;
  private final Finalizer finalizer;
  private final RangeCondition condition;
  private final Time time;

  private ServiceCidrController(
      Store<ServiceCIDR> ranges,
      TakenAddresses taken,
      Finalizer finalizer,
      RangeCondition condition,
      Time time) {
    this.ranges = ranges;
    this.taken = taken;
    this.finalizer = finalizer;
    this.condition = condition;
    this.time = time;
  }

  public static Controller create(ControllerContext context, int workers) {
    var ranges = context.informer(ServiceCIDR.class);
    var addresses = context.informer(IPAddress.class);
    var client = context.client(ACCOUNT);
    var queue = context.<NamespacedName>queue();
    ranges.handle(
        Handler.of(_ -> ranges.store().list().forEach(r -> queue.add(NamespacedName.of(r)))));
    addresses.handle(
        Handler.of(
            _ ->
                ranges.store().list().stream()
                    .filter(Owners::terminates)
                    .forEach(range -> queue.add(NamespacedName.of(range)))));
    var controller =
        new ServiceCidrController(
            ranges.store(),
            new TakenAddresses(ranges.store(), addresses.store()),
            new Finalizer(client, FINALIZER),
            new RangeCondition(new PatchClient(client), context.time()),
            context.time());
    return new ControlLoop<>(NAME, queue, controller, workers);
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    return ranges.get(key).map(this::reconcile).orElse(Outcome.DONE);
  }

  private Outcome reconcile(ServiceCIDR range) {
    if (!Owners.terminates(range)) {
      condition.markReady(finalizer.settle(range, Use.USED));
      return Outcome.DONE;
    }
    if (taken.any(range)) {
      condition.markTerminating(range);
      return Outcome.DONE;
    }
    return letGo(range);
  }

  private Outcome letGo(ServiceCIDR range) {
    var deleted = Times.parse(range.getMetadata().getDeletionTimestamp()).orElse(time.instant());
    var left = Duration.between(time.instant(), deleted.plus(GRACE));
    if (left.isPositive()) {
      return new Outcome.After(left);
    }
    finalizer.settle(range, Use.UNUSED);
    return Outcome.DONE;
  }
}
