package dev.timonier.storage.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.StoreKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RangeIndexTest {
  private static final List<String> WORDS = List.of("", "a", "aa", "ab", "b", "ba", "c", "z");

  @Property
  void findsExactlyTheRangesThatContainAKey(
      @ForAll("ranges") List<KeyRange> added,
      @ForAll("ranges") List<KeyRange> removed,
      @ForAll("keys") StoreKey key) {
    var index = new RangeIndex<KeyRange>();
    added.forEach(range -> index.computeIfAbsent(range, same -> same));
    removed.forEach(index::remove);

    var left = new HashSet<>(added);
    removed.forEach(left::remove);
    left.removeIf(range -> !range.contains(key));
    assertThat(found(index, key)).isEqualTo(left);
  }

  @Property
  void keepsOneValuePerRange(@ForAll("ranges") List<KeyRange> ranges) {
    var index = new RangeIndex<Object>();
    for (var range : ranges) {
      var value = index.computeIfAbsent(range, _ -> new Object());
      assertThat(index.computeIfAbsent(range, _ -> new Object())).isSameAs(value);
    }
    ranges.forEach(index::remove);
    assertThat(index.isEmpty()).isTrue();
  }

  private static Set<KeyRange> found(RangeIndex<KeyRange> index, StoreKey key) {
    var found = new HashSet<KeyRange>();
    index.forEachContaining(key, range -> assertThat(found.add(range)).isTrue());
    return found;
  }

  @Provide
  Arbitrary<StoreKey> keys() {
    return Arbitraries.of(WORDS).map(StoreKey::of);
  }

  @Provide
  Arbitrary<List<KeyRange>> ranges() {
    var prefixes = keys().map(KeyRange::prefix);
    var singles = keys().map(KeyRange::single);
    var others =
        Combinators.combine(keys(), keys())
            .as((start, end) -> new KeyRange(start, Optional.of(end)));
    return Arbitraries.oneOf(prefixes, singles, others).list().ofMaxSize(30);
  }
}
