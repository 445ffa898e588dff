package dev.timonier.controllers.endpoints;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.service.PodHandler;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import java.util.Objects;

/// Maintains Endpoints.
public final class EndpointsController {
  private static final String NAME = "endpoint-controller";

  private EndpointsController() {}

  public static Controller create(ControllerContext context, int workers) {
    var client = context.client(NAME);
    var services = context.informer(Service.class);
    var pods = context.informer(Pod.class);
    var endpoints = context.informer(Endpoints.class);
    var queue = context.<NamespacedName>queue();
    services.handle(Handler.of(service -> queue.add(NamespacedName.of(service))));
    pods.handle(new PodHandler(services.store(), queue));
    endpoints.handle(
        Handler.of(
            object -> {
              var key = NamespacedName.of(object);
              if (isOurs(object) || services.store().get(key).isPresent()) {
                queue.add(key);
              }
            }));
    var reconciler =
        new EndpointsReconciler(
            services.store(),
            pods.store(),
            endpoints.store(),
            client,
            context.recorder(client, NAME));
    return new ControlLoop<>(NAME, queue, reconciler, workers);
  }

  private static boolean isOurs(Endpoints object) {
    var labels =
        Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.<String, String>of());
    return EndpointsReconciler.MANAGER.equals(labels.get(EndpointsReconciler.MANAGED_BY));
  }
}
