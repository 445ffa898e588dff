package dev.timonier.controllers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.machinery.fake.FakeApi;
import dev.timonier.machinery.fake.Request;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.time.VirtualTime;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ControllerManagerTest {
  private final VirtualTime time = new VirtualTime();
  private final FakeApi api = new FakeApi(time);
  private final Collection<String> identities = new ConcurrentLinkedQueue<>();

  @Test
  void selectedControllersWorkUnderTheirOwnIdentities() {
    try (var manager = manager("serviceaccount")) {
      manager.start();
      await().until(manager::idle);
      api.create(new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build());
      await().until(() -> api.count("serviceaccounts") == 1);
    }
    assertThat(identities)
        .containsExactlyInAnyOrder("shared-informers", "service-account-controller");
  }

  @Test
  void eachKindIsWatchedOnce() {
    try (var manager = manager("*")) {
      manager.start();
      await().until(manager::working);
      var lists = paths(r -> !r.watches());
      await().until(() -> paths(Request::watches).containsAll(lists));
      assertThat(paths(Request::watches)).doesNotHaveDuplicates();
    }
  }

  /// What informers have asked for, each time.
  private List<String> paths(Predicate<Request> wanted) {
    return api.requests().stream()
        .filter(request -> request.query().containsKey("resourceVersion"))
        .filter(request -> !request.asksForMetadata())
        .filter(wanted)
        .map(Request::path)
        .toList();
  }

  @Test
  void managerWaitsForTheServer() {
    api.fail(_ -> Optional.of(ApiErrors.serviceUnavailable("starting")));
    try (var manager = manager("*")) {
      manager.start();
      await().until(() -> !api.requests().isEmpty());
      assertThat(manager.idle()).isFalse();
      api.failNoMore();
      await()
          .until(
              () -> {
                time.advance(Duration.ofSeconds(1));
                return manager.working();
              });
    }
  }

  private ControllerManager manager(String controllers) {
    var configuration =
        ManagerConfiguration.DEFAULT
            .withControllers(new ControllerSelection(List.of(controllers)))
            .withKeys(ClusterKeys.NONE.withRootCa("PEM"));
    return new ControllerManager(
        account -> {
          identities.add(account);
          return api.client();
        },
        configuration,
        time);
  }
}
