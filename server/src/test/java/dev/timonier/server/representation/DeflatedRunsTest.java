package dev.timonier.server.representation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.storage.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeflatedRunsTest {
  private static final GroupVersionKind MAP = new GroupVersionKind("", "v1", "ConfigMap");
  private static final DeflatedRuns.Form WHOLE = new DeflatedRuns.Form(MAP, new Shape.Whole());
  private static final int OBJECTS = 1000;

  private final List<String> encoded = new ArrayList<>();
  private final List<CachedObject> objects =
      new ArrayList<>(IntStream.range(0, OBJECTS).mapToObj(i -> object(i, 7)).toList());

  private static CachedObject object(int number, long revision) {
    var json = "{\"metadata\":{\"name\":\"" + number + "\"}}" + " ".repeat(500);
    var stored = new StoredObject(json.getBytes(UTF_8), new Revision(revision));
    return new CachedObject("default/" + number, stored, _ -> Map.of());
  }

  private byte[] encode(List<CachedObject> run) {
    run.forEach(object -> encoded.add(object.path()));
    return run.toString().getBytes(UTF_8);
  }

  private void list(DeflatedRuns runs, List<CachedObject> list) {
    encoded.clear();
    Runs.of(list).forEach(run -> runs.deflated(WHOLE, run, this::encode));
  }

  @Test
  void runsAreTheListInItsOrder() {
    assertThat(Runs.of(objects).stream().flatMap(List::stream)).isEqualTo(objects);
    assertThat(Runs.of(objects)).hasSizeBetween(OBJECTS / 100, OBJECTS / 10);
    assertThat(Runs.of(List.of())).isEmpty();
  }

  @Test
  void nothingIsEncodedForASecondList() {
    var runs = new DeflatedRuns(1 << 20);
    list(runs, objects);
    assertThat(encoded).hasSize(OBJECTS);
    list(runs, objects);
    assertThat(encoded).isEmpty();
  }

  @Test
  void changeEncodesTheRunThatItIsIn() {
    var runs = new DeflatedRuns(1 << 20);
    list(runs, objects);
    objects.set(500, object(500, 8));
    list(runs, objects);
    assertThat(encoded).contains("default/500").hasSizeLessThan(OBJECTS / 5);
  }

  @Test
  void objectMoreOrLessLeavesOtherRunsAsTheyAre() {
    var runs = new DeflatedRuns(1 << 20);
    list(runs, objects);
    objects.remove(300);
    objects.add(700, object(OBJECTS, 8));
    list(runs, objects);
    assertThat(encoded).isNotEmpty().hasSizeLessThan(2 * OBJECTS / 5);
  }

  @Test
  void otherFormHasRunsOfItsOwn() {
    var runs = new DeflatedRuns(1 << 20);
    list(runs, objects);
    encoded.clear();
    var run = Runs.of(objects).getFirst();
    var metadata = new Shape.Metadata("v1", Shape.Extent.LIST);
    runs.deflated(new DeflatedRuns.Form(MAP, metadata), run, this::encode);
    assertThat(encoded).hasSameSizeAs(run);
  }

  @Test
  void runsThatWereNotAskedForLongestAreForgotten() {
    var runs = new DeflatedRuns(10_000);
    var all = Runs.of(objects);
    list(runs, objects);
    encoded.clear();
    runs.deflated(WHOLE, all.getLast(), this::encode);
    assertThat(encoded).isEmpty();
    runs.deflated(WHOLE, all.getFirst(), this::encode);
    assertThat(encoded).isNotEmpty();
  }
}
