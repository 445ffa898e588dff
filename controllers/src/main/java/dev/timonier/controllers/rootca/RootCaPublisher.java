package dev.timonier.controllers.rootca;

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
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Objects;

/// Keeps a ConfigMap `kube-root-ca.crt` in every namespace, with which pods can trust the API
/// server.
public final class RootCaPublisher {
  static final String NAME = "kube-root-ca.crt";
  private static final String ACCOUNT = "root-ca-cert-publisher";
  private static final String DESCRIPTION = "kubernetes.io/description";
  private static final String DESCRIPTION_TEXT =
      "Contains a CA bundle that can be used to verify the kube-apiserver when using internal"
          + " endpoints such as the internal service IP or kubernetes.default.svc. No other usage is"
          + " guaranteed across distributions of Kubernetes clusters.";

  private final KubernetesClient client;
  private final Store<Namespace> namespaces;
  private final Store<ConfigMap> maps;
  private final Map<String, String> data;

  private RootCaPublisher(
      KubernetesClient client,
      Store<Namespace> namespaces,
      Store<ConfigMap> maps,
      Map<String, String> data) {
    this.client = client;
    this.namespaces = namespaces;
    this.maps = maps;
    this.data = data;
  }

  /// @param certificates in PEM
  public static Controller create(ControllerContext context, int workers, String certificates) {
    var namespaces = context.informer(Namespace.class);
    var maps = context.informers().selecting(ConfigMap.class, "metadata.name=" + NAME);
    var queue = context.<String>queue();
    namespaces.handle(Handler.of(namespace -> queue.add(namespace.getMetadata().getName())));
    maps.handle(Handler.of(map -> queue.add(map.getMetadata().getNamespace())));
    var publisher =
        new RootCaPublisher(
            context.client(ACCOUNT),
            namespaces.store(),
            maps.store(),
            Map.of("ca.crt", certificates));
    return new ControlLoop<>(ACCOUNT, queue, publisher::reconcile, workers);
  }

  private Outcome reconcile(String namespace) {
    var wanted =
        namespaces.get(new NamespacedName("", namespace)).filter(n -> !Owners.terminates(n));
    if (wanted.isPresent()) {
      maps.get(new NamespacedName(namespace, NAME))
          .ifPresentOrElse(this::correct, () -> create(namespace));
    }
    return Outcome.DONE;
  }

  private void create(String namespace) {
    var map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(NAME)
            .addToAnnotations(DESCRIPTION, DESCRIPTION_TEXT)
            .endMetadata()
            .withData(data)
            .build();
    try {
      client.resource(map).create();
    } catch (KubernetesClientException e) {
      var refusal = Rejection.of(e);
      if (!refusal.is(Reason.AlreadyExists) && !refusal.namespaceTerminates()) {
        throw e;
      }
    }
  }

  private void correct(ConfigMap present) {
    var annotations =
        Objects.requireNonNullElse(
            present.getMetadata().getAnnotations(), Map.<String, String>of());
    if (data.equals(present.getData()) && DESCRIPTION_TEXT.equals(annotations.get(DESCRIPTION))) {
      return;
    }
    var corrected =
        new ConfigMapBuilder(present)
            .editMetadata()
            .addToAnnotations(DESCRIPTION, DESCRIPTION_TEXT)
            .endMetadata()
            .withData(data)
            .build();
    client.resource(corrected).update();
  }
}
