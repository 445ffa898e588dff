package dev.timonier.controllers.namespace;

import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.After;
import dev.timonier.controllers.runtime.Outcome.Retry;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Deletes what is in a terminating namespace until nothing is left, tells in conditions how it
/// goes, and takes the finalizer `kubernetes` away at the end. Reads the namespace from the API,
/// for what it does cannot be undone.
final class NamespaceReconciler implements Reconciler<String> {
  private static final String FINALIZER = "kubernetes";

  private final ContentDeleter content;
  private final Time time;

  NamespaceReconciler(ContentDeleter content, Time time) {
    this.content = content;
    this.time = time;
  }

  @Override
  public Outcome reconcile(String name) throws InterruptedException {
    var found = content.client().namespaces().withName(name).get();
    if (found == null || !Owners.terminates(found) || finalizers(found).isEmpty()) {
      return Outcome.DONE;
    }
    return empty(terminating(found));
  }

  private Outcome empty(Namespace namespace) throws InterruptedException {
    var since = Times.parse(namespace.getMetadata().getDeletionTimestamp()).orElse(time.instant());
    var remains = content.deleteAll(namespace.getMetadata().getName(), since, time.instant());
    var told = tell(namespace, remains);
    if (remains.hasFailures()) {
      return new Retry("content of " + namespace.getMetadata().getName() + " cannot be deleted");
    }
    if (!remains.isEmpty()) {
      return new After(remains.estimate().dividedBy(2).plusSeconds(1));
    }
    release(told);
    return Outcome.DONE;
  }

  private Namespace terminating(Namespace namespace) {
    if (namespace.getStatus() != null && "Terminating".equals(namespace.getStatus().getPhase())) {
      return namespace;
    }
    var marked =
        new NamespaceBuilder(namespace)
            .editOrNewStatus()
            .withPhase("Terminating")
            .endStatus()
            .build();
    return content.client().resource(marked).updateStatus();
  }

  private Namespace tell(Namespace namespace, Remains remains) {
    var conditions = DeletionConditions.of(namespace, remains, time.instant());
    if (conditions.equals(namespace.getStatus().getConditions())) {
      return namespace;
    }
    var told =
        new NamespaceBuilder(namespace).editStatus().withConditions(conditions).endStatus().build();
    return content.client().resource(told).updateStatus();
  }

  private void release(Namespace namespace) {
    var left = new ArrayList<>(finalizers(namespace));
    left.remove(FINALIZER);
    var released =
        new NamespaceBuilder(namespace).editOrNewSpec().withFinalizers(left).endSpec().build();
    var name = namespace.getMetadata().getName();
    content.client().raw("/api/v1/namespaces/" + name + "/finalize", "PUT", released);
  }

  private static List<String> finalizers(Namespace namespace) {
    return namespace.getSpec() == null
        ? List.of()
        : Objects.requireNonNullElse(namespace.getSpec().getFinalizers(), List.of());
  }
}
