package dev.timonier.controllers.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class IndexesProperties {
  private static final int TOTAL = 40;

  @Property
  void textIsReadBackAsItWas(@ForAll @Size(max = 30) Set<@IntRange(max = TOTAL - 1) Integer> some) {
    var indexes = Indexes.of(some);
    assertThat(Indexes.parse(indexes.toString(), TOTAL)).isEqualTo(indexes);
  }

  @Property
  void presentAndMissingMakeUpTheWhole(
      @ForAll @Size(max = 30) Set<@IntRange(max = TOTAL - 1) Integer> some) {
    var all = new TreeSet<>(some);
    all.addAll(Indexes.of(some).missing(TOTAL, TOTAL));
    assertThat(all).hasSize(TOTAL);
    assertThat(Indexes.of(some).missing(TOTAL, TOTAL)).noneMatch(some::contains);
  }

  @Property
  void unionHasWhatEitherHas(
      @ForAll @Size(max = 20) Set<@IntRange(max = TOTAL) Integer> one,
      @ForAll @Size(max = 20) Set<@IntRange(max = TOTAL) Integer> other) {
    var union = Indexes.of(one).with(Indexes.of(other));
    assertThat(IntStream.rangeClosed(0, TOTAL).filter(union::has).boxed())
        .allMatch(index -> one.contains(index) || other.contains(index))
        .containsAll(both(one, other));
    assertThat(Indexes.of(one).shared(Indexes.of(other)))
        .isEqualTo(one.size() + other.size() - union.size());
  }

  @Example
  void rangesAreWrittenFromThreeOn() {
    assertThat(Indexes.of(List.of(1, 3, 4, 6, 7, 8))).hasToString("1,3,4,6-8");
  }

  @Example
  void whatIsNoIndexIsLeftOut() {
    assertThat(Indexes.parse("0,x,2-9,7-3,12", 5)).isEqualTo(Indexes.of(List.of(0, 2, 3, 4)));
  }

  private static Collection<Integer> both(Collection<Integer> one, Collection<Integer> other) {
    var both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }
}
