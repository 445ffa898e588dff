package dev.timonier.controllers.certificates;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.After;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.informer.Store;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at all requests every hour and deletes those that have served.
public final class CleaningController implements Reconciler<String> {
  private static final Logger LOG = LoggerFactory.getLogger(CleaningController.class);
  private static final String NAME = "csrcleaner";
  private static final Duration PERIOD = Duration.ofHours(1);

  private final KubernetesClient client;
  private final Store<CertificateSigningRequest> requests;
  private final InstantSource clock;

  private CleaningController(
      KubernetesClient client, Store<CertificateSigningRequest> requests, InstantSource clock) {
    this.client = client;
    this.requests = requests;
    this.clock = clock;
  }

  public static Controller create(ControllerContext context) {
    var queue = context.<String>queue();
    queue.add(NAME);
    var requests = context.informer(CertificateSigningRequest.class).store();
    var controller =
        new CleaningController(context.client(Requests.ACCOUNT), requests, context.time());
    return new ControlLoop<>(NAME, queue, controller, 1);
  }

  @Override
  public Outcome reconcile(String key) {
    var now = clock.instant();
    requests.list().stream().filter(request -> Expiry.hasCome(request, now)).forEach(this::delete);
    return new After(PERIOD);
  }

  private void delete(CertificateSigningRequest request) {
    try {
      client.resource(request).delete();
    } catch (KubernetesClientException e) {
      LOG.info(
          "CSR {} could not be deleted: {}",
          request.getMetadata().getName(),
          Rejection.of(e).message());
    }
  }
}
