package dev.timonier.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.Verb;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.fixture.AnyObject;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;

/// What holds for objects of every kind that have the right types and formats, whether or not their
/// kind takes them.
class AnyObjectProperties {
  private static final int FEWEST_TAKEN = 200;
  private static final LocalApi API = new LocalApi();

  private record Sample(Resource resource, ObjectNode object, ObjectNode next) {
    @Override
    public String toString() {
      return resource.groupResource() + " " + object + " " + next;
    }
  }

  @AfterContainer
  static void stop() {
    API.close();
  }

  @Provide
  Arbitrary<Sample> objects() {
    return Arbitraries.of(BuiltInKinds.resources())
        .flatMap(r -> Arbitraries.randomValue(random -> sample(r, random)));
  }

  private static Sample sample(Resource resource, Random random) {
    var any = new AnyObject(random, random.nextDouble());
    return new Sample(resource, named(resource, any), named(resource, any));
  }

  private static ObjectNode named(Resource resource, AnyObject any) {
    var object = any.of(resource.type());
    ApiObject.of(object).setType(resource.kind());
    var metadata = object.withObject("/metadata").put("name", "a");
    metadata.remove(List.of("resourceVersion", "uid", "deletionTimestamp", "namespace"));
    return object;
  }

  @Property(tries = 1500, seed = "20260")
  void defaultsOfDefaultsChangeNothing(@ForAll("objects") Sample sample) {
    var once = defaulted(sample.resource(), sample.object());
    assertThat(defaulted(sample.resource(), once)).isEqualTo(once);
  }

  private static ObjectNode defaulted(Resource resource, ObjectNode object) {
    var defaulted = ApiObject.of(object.deepCopy());
    resource.normalize(defaulted);
    return defaulted.root();
  }

  @Property(tries = 1500, seed = "20260")
  void everyObjectHasCellsAndSelectableFields(@ForAll("objects") Sample sample) {
    var resource = sample.resource();
    assertThat(resource.columns().cells(sample.object(), Instant.EPOCH)).isNotEmpty();
    assertThat(resource.selectableFields(sample.object())).containsEntry("metadata.name", "a");
  }

  @Property(tries = 2000, seed = "20260")
  void everyObjectIsTakenOrRefused(@ForAll("objects") Sample sample) {
    if (!sample.resource().api().allows(Verb.CREATE) || !sample.resource().api().allows(Verb.GET)) {
      return;
    }
    var created = tried(() -> API.create(sample.object()));
    Statistics.collect(created.isPresent());
    created.ifPresent(
        object -> {
          tried(() -> API.update(Part.MAIN, object))
              .ifPresent(again -> assertThat(again).isEqualTo(object));
          tried(() -> API.update(Part.MAIN, sample.next()));
          remove(sample.resource());
        });
    Statistics.coverage(taken -> taken.check(true).count(count -> count >= FEWEST_TAKEN));
  }

  private interface Write {
    ObjectNode run();
  }

  private static Optional<ObjectNode> tried(Write write) {
    try {
      return Optional.of(write.run());
    } catch (ApiException refused) {
      assertThat(refused.status().getCode()).isBetween(400, 499);
      return Optional.empty();
    }
  }

  private static void remove(Resource resource) {
    var kind = "apiVersion: " + resource.kind().apiVersion() + ", kind: " + resource.kind().kind();
    assertThatCode(() -> API.delete(kind, "a")).doesNotThrowAnyException();
  }
}
