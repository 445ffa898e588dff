package dev.timonier.controllers.endpointslice;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.service.PodHandler;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;

/// Maintains EndpointSlices.
public final class EndpointSliceController {
  private static final String NAME = "endpointslice-controller";

  private EndpointSliceController() {}

  public static Controller create(ControllerContext context, int workers) {
    var client = context.client(NAME);
    var services = context.informer(Service.class);
    var pods = context.informer(Pod.class);
    var slices = context.informer(EndpointSlice.class);
    var queue = context.<NamespacedName>queue();
    var tracker = new SliceTracker(context.time());
    var stores =
        new EndpointSliceReconciler.Stores(
            services.store(),
            pods.store(),
            context.informer(Node.class).store(),
            slices.store().index(EndpointSliceController::service));
    services.handle(Handler.of(service -> queue.add(NamespacedName.of(service))));
    pods.handle(new PodHandler(services.store(), queue));
    slices.handle(Handler.of(slice -> service(slice).forEach(queue::add)));
    var reconciler =
        new EndpointSliceReconciler(
            stores, client, context.recorder(client, "endpoint-slice-controller"), tracker);
    return new ControlLoop<>(NAME, queue, reconciler, workers);
  }

  /// The service that the slice belongs to, if the slice is this controller's.
  static List<NamespacedName> service(EndpointSlice slice) {
    return SliceMaker.service(slice, SliceMaker.MANAGER);
  }
}
