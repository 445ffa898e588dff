package dev.timonier.controllers.servicecidr;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Owners;
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

  /// So long, API servers may still take addresses of a range that is being deleted.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Store<ServiceCIDR> ranges;
  private final TakenAddresses taken;
  private final ServiceCidrWriter writer;
  private final Time time;

  private ServiceCidrController(
      Store<ServiceCIDR> ranges, TakenAddresses taken, ServiceCidrWriter writer, Time time) {
    this.ranges = ranges;
    this.taken = taken;
    this.writer = writer;
    this.time = time;
  }

  public static Controller create(ControllerContext context, int workers) {
    var ranges = context.informer(ServiceCIDR.class);
    var addresses = context.informer(IPAddress.class);
    var queue = context.<NamespacedName>queue();
    ranges.handle(Handler.of(_ -> ranges.store().list().forEach(r -> queue.add(name(r)))));
    addresses.handle(
        Handler.of(
            _ ->
                ranges.store().list().stream()
                    .filter(Owners::terminates)
                    .forEach(range -> queue.add(name(range)))));
    var controller =
        new ServiceCidrController(
            ranges.store(),
            new TakenAddresses(ranges.store(), addresses.store()),
            new ServiceCidrWriter(context.client(ACCOUNT), context.time()),
            context.time());
    return new ControlLoop<>(NAME, queue, controller, workers);
  }

  private static NamespacedName name(ServiceCIDR range) {
    return NamespacedName.of(range);
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    return ranges.get(key).map(this::reconcile).orElse(Outcome.DONE);
  }

  private Outcome reconcile(ServiceCIDR range) {
    if (!Owners.terminates(range)) {
      writer.keep(range);
      writer.markReady(range);
      return Outcome.DONE;
    }
    if (taken.any(range)) {
      writer.markTerminating(range);
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
    writer.letGo(range);
    return Outcome.DONE;
  }
}
