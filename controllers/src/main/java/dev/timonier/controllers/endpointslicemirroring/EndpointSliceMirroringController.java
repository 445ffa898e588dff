package dev.timonier.controllers.endpointslicemirroring;

import dev.timonier.controllers.endpointslice.SliceTracker;
import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;

/// Mirrors Endpoints of Services without selector.
public final class EndpointSliceMirroringController {
  private static final String ACCOUNT = "endpointslicemirroring-controller";

  private EndpointSliceMirroringController() {}

  public static Controller create(ControllerContext context, int workers) {
    var client = context.client(ACCOUNT);
    var endpoints = context.informer(Endpoints.class);
    var services = context.informer(Service.class);
    var slices = context.informer(EndpointSlice.class);
    var queue = context.<NamespacedName>queue();
    endpoints.handle(Handler.of(object -> queue.add(NamespacedName.of(object))));
    services.handle(Handler.of(service -> queue.add(NamespacedName.of(service))));
    slices.handle(Handler.ofVersions(slice -> MirrorSlice.mirrored(slice).forEach(queue::add)));
    var reconciler =
        new MirroringReconciler(
            new MirroringReconciler.Stores(
                endpoints.store(), services.store(), slices.store().index(MirrorSlice::mirrored)),
            client,
            context.recorder(client, "endpoint-slice-mirroring-controller"),
            new SliceTracker(context.time()));
    return new ControlLoop<>("endpointslice-mirroring-controller", queue, reconciler, workers);
  }
}
