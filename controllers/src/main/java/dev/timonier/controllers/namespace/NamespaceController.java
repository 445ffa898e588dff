package dev.timonier.controllers.namespace;

import dev.timonier.controllers.discovery.Discovery;
import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.machinery.informer.Handler;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;

/// Empties namespaces that are being deleted.
public final class NamespaceController {
  private static final String NAME = "namespace-controller";

  private NamespaceController() {}

  /// @param grace how long to wait after the deletion, so that every API server knows that nothing
  ///   may be created in the namespace any more
  public static Controller create(ControllerContext context, int workers, Duration grace) {
    var client = context.client(NAME);
    var queue = context.<String>queue();
    context
        .informer(Namespace.class)
        .handle(
            Handler.of(
                namespace -> {
                  if (Owners.terminates(namespace)) {
                    queue.addAfter(namespace.getMetadata().getName(), grace);
                  }
                }));
    var content = new ContentDeleter(client, new Discovery(client));
    var reconciler = new NamespaceReconciler(content, context.time());
    return new ControlLoop<>(NAME, queue, reconciler, workers);
  }
}
