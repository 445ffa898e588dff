package dev.timonier.controllers.serviceaccount;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.status.Reason;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/// Keeps a ServiceAccount `default` in every namespace.
public final class ServiceAccountController {
  private static final String NAME = "service-account-controller";
  private static final String DEFAULT = "default";

  private final KubernetesClient client;
  private final Store<Namespace> namespaces;
  private final Store<ServiceAccount> accounts;

  private ServiceAccountController(
      KubernetesClient client, Store<Namespace> namespaces, Store<ServiceAccount> accounts) {
    this.client = client;
    this.namespaces = namespaces;
    this.accounts = accounts;
  }

  public static Controller create(ControllerContext context, int workers) {
    var namespaces = context.informer(Namespace.class);
    var accounts = context.informer(ServiceAccount.class);
    var queue = context.<String>queue();
    namespaces.handle(Handler.of(namespace -> queue.add(namespace.getMetadata().getName())));
    accounts.handle(
        Handler.ofDeletions(account -> queue.add(account.getMetadata().getNamespace())));
    var controller =
        new ServiceAccountController(context.client(NAME), namespaces.store(), accounts.store());
    return new ControlLoop<>(NAME, queue, controller::reconcile, workers);
  }

  private Outcome reconcile(String namespace) {
    var wanted =
        namespaces
            .get(new NamespacedName("", namespace))
            .filter(n -> !Owners.terminates(n))
            .filter(_ -> accounts.get(new NamespacedName(namespace, DEFAULT)).isEmpty());
    if (wanted.isPresent()) {
      create(namespace);
    }
    return Outcome.DONE;
  }

  private void create(String namespace) {
    var account =
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(DEFAULT)
            .endMetadata()
            .build();
    try {
      client.resource(account).create();
    } catch (KubernetesClientException e) {
      var refusal = Rejection.of(e);
      if (!refusal.is(Reason.AlreadyExists) && !refusal.namespaceTerminates()) {
        throw e;
      }
    }
  }
}
