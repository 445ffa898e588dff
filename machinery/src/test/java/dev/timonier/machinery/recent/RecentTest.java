package dev.timonier.machinery.recent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {
  private final List<String> made = new ArrayList<>();

  private Integer length(String text) {
    made.add(text);
    return text.length();
  }

  @Test
  void valueIsMadeOnce() {
    var lengths = new Recent<>(4, this::length);

    assertThat(lengths.of("one")).isEqualTo(3);
    assertThat(lengths.of(new String("one"))).isEqualTo(3);
    assertThat(made).containsExactly("one");
  }

  @Test
  void keysThatShareAPlaceGetTheirOwnValues() {
    var lengths = new Recent<>(1, this::length);

    assertThat(lengths.of("one")).isEqualTo(3);
    assertThat(lengths.of("three")).isEqualTo(5);
    assertThat(lengths.of("one")).isEqualTo(3);
    assertThat(made).containsExactly("one", "three", "one");
  }

  @Test
  void largeKeysAreNotKept() {
    var lengths = new Recent<>(4, this::length, text -> text.length() < 5);

    assertThat(lengths.of("three")).isEqualTo(5);
    assertThat(lengths.of("three")).isEqualTo(5);
    assertThat(made).hasSize(2);
  }

  @Test
  void numberOfPlacesIsAPowerOfTwo() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Recent<>(3, this::length));
  }
}
