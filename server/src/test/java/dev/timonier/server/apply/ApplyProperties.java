package dev.timonier.server.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.TestServer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/// What holds for server-side apply whatever is applied, to maps, to a set and to a list with keys.
/// Each leaf has one value only, so that managers share what they both wish, and never conflict.
class ApplyProperties {
  private static final TestServer SERVER = new TestServer();
  private static final TestServer.Client CLIENT = SERVER.admin();

  private static int objects;

  /// What a manager wishes at once.
  ///
  /// @param leaves as in `data-a`
  private record Wish(String manager, Set<String> leaves) {
    String object(String name) {
      return "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s%s%s%s}%s}"
          .formatted(
              name,
              part("label", ", labels: {%s}", "%s: v"),
              part("finalizer", ", finalizers: [%s]", "a.b/%s"),
              part(
                  "owner",
                  ", ownerReferences: [%s]",
                  "{apiVersion: v1, kind: Pod, name: p, uid: %s}"),
              part("data", ", data: {%s}", "%s: v"));
    }

    /// Nothing when it would be empty: an empty map is a leaf of its own.
    private String part(String place, String whole, String form) {
      var some =
          leaves.stream()
              .filter(leaf -> leaf.startsWith(place))
              .map(leaf -> form.replace("%s", leaf.substring(place.length() + 1)))
              .collect(Collectors.joining(", "));
      return some.isEmpty() ? "" : whole.replace("%s", some);
    }
  }

  @AfterContainer
  static void stop() {
    SERVER.close();
  }

  @Provide
  Arbitrary<Wish> wishes() {
    var leaves =
        Arbitraries.of("data", "label", "finalizer", "owner")
            .flatMap(place -> Arbitraries.of("a", "b", "c").map(name -> place + "-" + name))
            .set()
            .ofMaxSize(8);
    return Combinators.combine(Arbitraries.of("one", "two", "three"), leaves).as(Wish::new);
  }

  @Provide
  Arbitrary<List<Wish>> histories() {
    return wishes().list().ofMinSize(1).ofMaxSize(6);
  }

  @Property(tries = 100, seed = "20260")
  void applyingAgainChangesNothing(@ForAll("histories") List<Wish> history) {
    var name = "idempotent-" + ++objects;
    history.forEach(wish -> apply(name, wish));
    var once = apply(name, history.getLast());
    assertThat(apply(name, history.getLast())).isEqualTo(once);
  }

  @Property(tries = 100, seed = "20260")
  void managersOfDifferentFieldsCommute(@ForAll("wishes") Wish wish, @ForAll("wishes") Wish other) {
    var mine = new HashSet<>(wish.leaves());
    mine.removeAll(other.leaves());
    var one = new Wish("mine", mine);
    var forward = "forward-" + ++objects;
    apply(forward, one);
    var backward = "backward-" + objects;
    apply(backward, other);

    assertThat(leaves(apply(backward, one))).isEqualTo(leaves(apply(forward, other)));
  }

  @Property(tries = 100, seed = "20260")
  void fieldGoesWithItsLastOwner(@ForAll("histories") List<Wish> history) {
    var name = "owned-" + ++objects;
    var owned = new HashMap<String, Set<String>>();
    for (var wish : history) {
      owned.put(wish.manager(), wish.leaves());
      var wanted = owned.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
      assertThat(leaves(apply(name, wish))).isEqualTo(wanted);
    }
  }

  private static JsonNode apply(String name, Wish wish) {
    var path = "/api/v1/namespaces/default/configmaps/" + name + "?fieldManager=" + wish.manager();
    var answer = CLIENT.patch(path, "apply-patch+yaml", wish.object(name));
    assertThat(answer.code()).as(answer.text()).isIn(200, 201);
    return answer.body();
  }

  private static Set<String> leaves(JsonNode object) {
    var leaves = new TreeSet<String>();
    var metadata = object.path("metadata");
    object.path("data").fieldNames().forEachRemaining(key -> leaves.add("data-" + key));
    metadata.path("labels").fieldNames().forEachRemaining(key -> leaves.add("label-" + key));
    metadata
        .path("finalizers")
        .forEach(text -> leaves.add("finalizer-" + text.asText().substring("a.b/".length())));
    metadata
        .path("ownerReferences")
        .forEach(owner -> leaves.add("owner-" + owner.path("uid").asText()));
    return leaves;
  }
}
