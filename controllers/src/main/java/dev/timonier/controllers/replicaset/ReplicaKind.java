package dev.timonier.controllers.replicaset;

import static dev.timonier.controllers.runtime.Numbers.shown;

import dev.timonier.controllers.replicaset.ReplicaStatus.Failure;
import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ReplicationControllerBuilder;
import io.fabric8.kubernetes.api.model.ReplicationControllerCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One of the two kinds that keep replicas.
interface ReplicaKind<T extends HasMetadata> {
  String FAILURE = "ReplicaFailure";
  ReplicaKind<ReplicaSet> REPLICA_SET = new OfReplicaSet();
  ReplicaKind<ReplicationController> REPLICATION_CONTROLLER = new OfReplicationController();

  Class<T> type();

  ReplicaOwner view(T object);

  /// The object with this status.
  T withStatus(T object, ReplicaStatus status, Instant now);

  /// The present conditions, with the one about failures as it should be.
  private static <C> List<C> conditions(
      @Nullable List<C> present,
      Function<C, String> type,
      Optional<Failure> failure,
      Function<Failure, C> made) {
    var conditions = new ArrayList<>(Objects.requireNonNullElse(present, List.<C>of()));
    var known = conditions.stream().anyMatch(c -> type.apply(c).equals(FAILURE));
    if (failure.isEmpty()) {
      conditions.removeIf(c -> type.apply(c).equals(FAILURE));
    } else if (!known) {
      conditions.add(made.apply(failure.get()));
    }
    return conditions;
  }

  /// Kind ReplicaSet.
  record OfReplicaSet() implements ReplicaKind<ReplicaSet> {
    @Override
    public Class<ReplicaSet> type() {
      return ReplicaSet.class;
    }

    @Override
    public ReplicaOwner view(ReplicaSet object) {
      return ReplicaOwner.of(object);
    }

    @Override
    public ReplicaSet withStatus(ReplicaSet object, ReplicaStatus status, Instant now) {
      var present = object.getStatus() == null ? null : object.getStatus().getConditions();
      return new ReplicaSetBuilder(object)
          .withNewStatus()
          .withReplicas(status.replicas())
          .withFullyLabeledReplicas(shown(status.fullyLabeled()))
          .withReadyReplicas(shown(status.ready()))
          .withAvailableReplicas(shown(status.available()))
          .withTerminatingReplicas(status.terminating())
          .withObservedGeneration(object.getMetadata().getGeneration())
          .withConditions(
              conditions(
                  present,
                  ReplicaSetCondition::getType,
                  status.failure(),
                  failure -> condition(failure, now)))
          .endStatus()
          .build();
    }

    private static ReplicaSetCondition condition(Failure failure, Instant now) {
      return new ReplicaSetCondition(
          Times.shown(now), failure.message(), failure.reason(), "True", FAILURE);
    }
  }

  /// Kind ReplicationController.
  record OfReplicationController() implements ReplicaKind<ReplicationController> {
    @Override
    public Class<ReplicationController> type() {
      return ReplicationController.class;
    }

    @Override
    public ReplicaOwner view(ReplicationController object) {
      return ReplicaOwner.of(object);
    }

    @Override
    public ReplicationController withStatus(
        ReplicationController object, ReplicaStatus status, Instant now) {
      var present = object.getStatus() == null ? null : object.getStatus().getConditions();
      return new ReplicationControllerBuilder(object)
          .withNewStatus()
          .withReplicas(status.replicas())
          .withFullyLabeledReplicas(shown(status.fullyLabeled()))
          .withReadyReplicas(shown(status.ready()))
          .withAvailableReplicas(shown(status.available()))
          .withObservedGeneration(object.getMetadata().getGeneration())
          .withConditions(
              conditions(
                  present,
                  ReplicationControllerCondition::getType,
                  status.failure(),
                  failure -> condition(failure, now)))
          .endStatus()
          .build();
    }

    private static ReplicationControllerCondition condition(Failure failure, Instant now) {
      return new ReplicationControllerCondition(
          Times.shown(now), failure.message(), failure.reason(), "True", FAILURE);
    }
  }
}
