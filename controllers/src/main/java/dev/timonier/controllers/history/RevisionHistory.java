package dev.timonier.controllers.history;

import dev.timonier.controllers.runtime.Claims;
import dev.timonier.controllers.runtime.Dependents;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.machinery.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds, creates, renumbers and prunes the ControllerRevisions of owners. The newest has the
/// highest number; to go back to an old template is to give its revision a new number.
///
/// @param hashLabel the label that holds a revision's hash
/// @param naming gives new revisions their hash
public record RevisionHistory(
    KubernetesClient client,
    Dependents<ControllerRevision> revisions,
    String hashLabel,
    Naming naming) {

  /// What a revision is called by, besides its owner.
  @FunctionalInterface
  public interface Naming {
    /// @param collisions how often other data had the name already
    String hash(TemplatePatch data, int collisions);
  }

  /// A revision, and how often its name was taken by other data.
  public record Recorded(ControllerRevision revision, int collisions) {}

  /// The owner's revisions, in the order of their numbers.
  public List<ControllerRevision> of(HasMetadata owner, Selector selector) {
    return new Claims<>(client, owner, selector)
        .claim(revisions.candidates(owner)).stream()
            .sorted(
                Comparator.comparing(RevisionHistory::number)
                    .thenComparing(r -> r.getMetadata().getCreationTimestamp())
                    .thenComparing(r -> r.getMetadata().getName()))
            .toList();
  }

  /// The revision that holds the present template; it is the newest afterwards.
  ///
  /// @param known all of the owner's, in order
  /// @param labels of the template
  /// @param collisions so far
  public Recorded record(
      HasMetadata owner,
      List<ControllerRevision> known,
      TemplatePatch present,
      ObjectMeta labels,
      int collisions) {
    var next = known.isEmpty() ? 1 : number(known.getLast()) + 1;
    var same = known.stream().filter(r -> TemplatePatch.of(r).equals(present)).toList();
    if (same.isEmpty()) {
      return create(owner, revision(owner, present, labels, next), present, collisions);
    }
    var revision = same.getLast();
    return new Recorded(
        revision.equals(known.getLast()) ? revision : renumbered(revision, next), collisions);
  }

  private ControllerRevision renumbered(ControllerRevision revision, long number) {
    return client
        .resource(new ControllerRevisionBuilder(revision).withRevision(number).build())
        .update();
  }

  private static ControllerRevision revision(
      HasMetadata owner, TemplatePatch data, ObjectMeta labels, long number) {
    return new ControllerRevisionBuilder()
        .withNewMetadata()
        .withNamespace(owner.getMetadata().getNamespace())
        .withLabels(labels.getLabels())
        .withAnnotations(owner.getMetadata().getAnnotations())
        .withOwnerReferences(Owners.controllerReference(owner))
        .endMetadata()
        .withData(data.tree())
        .withRevision(number)
        .build();
  }

  private Recorded create(
      HasMetadata owner, ControllerRevision revision, TemplatePatch data, int collisions) {
    for (var count = collisions; ; count++) {
      var present = createNamed(owner, revision, naming.hash(data, count));
      if (TemplatePatch.of(present).equals(data)) {
        return new Recorded(present, count);
      }
    }
  }

  /// What has the name afterwards.
  private ControllerRevision createNamed(
      HasMetadata owner, ControllerRevision revision, String hash) {
    var named =
        new ControllerRevisionBuilder(revision)
            .editMetadata()
            .withName(owner.getMetadata().getName() + "-" + hash)
            .addToLabels(hashLabel, hash)
            .endMetadata()
            .build();
    try {
      return client.resource(named).create();
    } catch (KubernetesClientException e) {
      if (Rejection.of(e).is(Reason.AlreadyExists)) {
        return Optional.ofNullable(client.resource(named).get()).orElseThrow(() -> e);
      }
      throw e;
    }
  }

  /// Deletes the oldest revisions that nobody uses.
  ///
  /// @param inUse their names
  /// @param limit how many unused ones stay
  public void prune(List<ControllerRevision> known, Set<String> inUse, int limit) {
    var unused = known.stream().filter(r -> !inUse.contains(r.getMetadata().getName())).toList();
    unused
        .subList(0, Math.max(0, unused.size() - limit))
        .forEach(revision -> client.resource(revision).delete());
  }

  /// The revision of that name.
  public static Optional<ControllerRevision> named(
      Collection<ControllerRevision> revisions, String name) {
    return revisions.stream().filter(r -> r.getMetadata().getName().equals(name)).findFirst();
  }

  private static long number(ControllerRevision revision) {
    return revision.getRevision() == null ? 0 : revision.getRevision();
  }
}
