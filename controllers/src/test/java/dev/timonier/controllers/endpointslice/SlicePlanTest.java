package dev.timonier.controllers.endpointslice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlicePlanTest {
  /// @param slices endpoints as letters
  /// @param updates as they are to be
  record Case(
      String name,
      List<String> slices,
      String wanted,
      List<String> updates,
      List<String> creations,
      int deletions) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("nothing changes", List.of("abc"), "abc", List.of(), List.of(), 0),
        new Case("first slices are full", List.of(), "abcdef", List.of(), List.of("abcd", "ef"), 0),
        new Case("gone endpoint is taken out", List.of("abc"), "ac", List.of("ac"), List.of(), 0),
        new Case(
            "slice that loses everything is deleted",
            List.of("ab", "cd"),
            "cd",
            List.of(),
            List.of(),
            1),
        new Case(
            "slices that change anyway are filled",
            List.of("abcd", "e"),
            "abcefg",
            List.of("abcf", "eg"),
            List.of(),
            0),
        new Case(
            "one slice with room takes the rest",
            List.of("ab", "cde"),
            "abcdef",
            List.of("cdef"),
            List.of(),
            0),
        new Case(
            "no slice is touched for a part of the rest",
            List.of("abc", "def"),
            "abcdefgh",
            List.of(),
            List.of("gh"),
            0),
        new Case(
            "slice that was emptied stays as placeholder",
            List.of(""),
            "",
            List.of(),
            List.of(),
            0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void slicesAreBroughtToTheWantedEndpoints(Case one) {
    var slices =
        IntStream.range(0, one.slices().size())
            .mapToObj(i -> slice("s" + i, one.slices().get(i)))
            .toList();
    var plan = SlicePlan.of(slices, endpoints(one.wanted()), 4);
    assertThat(plan.updates().values().stream().map(SlicePlanTest::letters).toList())
        .containsExactlyElementsOf(one.updates());
    assertThat(plan.creations().stream().map(SlicePlanTest::letters))
        .containsExactlyElementsOf(one.creations());
    assertThat(plan.deletions()).hasSize(one.deletions());
  }

  @Property(tries = 300)
  void resultHasEachWantedEndpointOnce(
      @ForAll @Size(max = 6) List<@IntRange(max = 40) Integer> starts,
      @ForAll Set<@IntRange(max = 60) Integer> wanted) {
    var slices = new ArrayList<EndpointSlice>();
    var used = new HashSet<Integer>();
    for (var start : starts) {
      var own =
          IntStream.range(start, start + 4)
              .filter(used::add)
              .mapToObj(SlicePlanTest::endpoint)
              .toList();
      slices.add(
          new EndpointSliceBuilder()
              .withNewMetadata()
              .withName("s" + slices.size())
              .endMetadata()
              .withEndpoints(own)
              .build());
    }
    var target = wanted.stream().map(SlicePlanTest::endpoint).toList();
    var plan = SlicePlan.of(slices, target, 5);
    var result = new ArrayList<Endpoint>();
    for (var slice : slices) {
      if (!plan.deletions().contains(slice)) {
        result.addAll(plan.updates().getOrDefault(slice, slice.getEndpoints()));
      }
    }
    plan.creations().forEach(result::addAll);
    assertThat(result).containsExactlyInAnyOrderElementsOf(target);
    assertThat(plan.creations()).allSatisfy(e -> assertThat(e).hasSizeBetween(1, 5));
    assertThat(plan.updates().values()).allSatisfy(e -> assertThat(e).hasSizeBetween(1, 5));
  }

  @Test
  void sliceWithoutAListOfEndpointsIsAnEmptyOne() {
    var slice = slice("s", "");
    slice.setEndpoints(null);
    var plan = SlicePlan.of(List.of(slice), endpoints("a"), 5);
    assertThat(plan.updates()).containsExactly(Map.entry(slice, endpoints("a")));
  }

  private static Endpoint endpoint(int number) {
    return new EndpointBuilder().withAddresses("10.0.0." + number).build();
  }

  private static List<Endpoint> endpoints(String letters) {
    return letters.chars().mapToObj(SlicePlanTest::endpoint).toList();
  }

  private static EndpointSlice slice(String name, String letters) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withEndpoints(endpoints(letters))
        .build();
  }

  private static String letters(List<Endpoint> endpoints) {
    var text = new StringBuilder();
    endpoints.forEach(
        e -> text.append((char) Integer.parseInt(e.getAddresses().getFirst().substring(7))));
    return text.toString();
  }
}
