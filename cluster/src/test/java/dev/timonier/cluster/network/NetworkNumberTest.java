package dev.timonier.cluster.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.timonier.machinery.network.Cidr;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkNumberTest {
  /// What is in use, and the number that is chosen.
  record Choice(String name, List<String> used, int taken, int chosen) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Choice> choices() {
    return Stream.of(
        new Choice("the usual networks are free", List.of("192.168.0.0/24"), 0, 0),
        new Choice("another cluster has the usual ones", List.of(), 1, 1),
        new Choice("an interface is within the pods", List.of("10.244.7.0/24"), 0, 1),
        new Choice("a route leads to a service", List.of("10.96.0.10/32"), 0, 1),
        new Choice(
            "pods and services of different numbers",
            List.of("10.244.0.0/16", "10.97.0.0/24"),
            0,
            2),
        new Choice("after the clusters come the interfaces", List.of("10.246.0.0/16"), 2, 3),
        new Choice("pods are within a larger network", List.of("10.244.0.0/14"), 0, 4),
        new Choice("the machine is within 10.0.0.0/8", List.of("10.0.0.0/8"), 0, 0),
        new Choice("only the largest is overlapped", List.of("10.0.0.0/8", "10.244.0.0/16"), 0, 1));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void theFirstNumberWithoutOverlapIsChosen(Choice choice) {
    var taken = NetworkNumber.ALL.stream().limit(choice.taken()).collect(Collectors.toSet());
    var used = choice.used().stream().flatMap(text -> Cidr.parse(text).stream()).toList();

    assertThat(NetworkNumber.choose(taken, used).value()).isEqualTo(choice.chosen());
  }

  @Test
  void anythingIsBetterThanWhatAnotherClusterHas() {
    var last = NetworkNumber.ALL.getLast();
    var others = new HashSet<>(NetworkNumber.ALL);
    others.remove(last);

    var used = Stream.of(last.pods(), last.services()).flatMap(text -> Cidr.parse(text).stream());

    assertThat(NetworkNumber.choose(others, used.toList())).isEqualTo(last);
  }

  @Test
  void noTwoNumbersShareAnAddress() {
    var networks =
        NetworkNumber.ALL.stream().flatMap(number -> Stream.of(number.pods(), number.services()));

    assertThat(networks).doesNotHaveDuplicates();
  }

  @Test
  void theUsualNetworksAreThoseOfNumberZero() {
    var usual = new NetworkNumber(0);

    assertThat(usual.pods()).isEqualTo("10.244.0.0/16");
    assertThat(usual.podsOfMachine()).isEqualTo("10.244.0.0/24");
    assertThat(usual.services()).isEqualTo("10.96.0.0/16");
    assertThat(usual.firstService()).isEqualTo("10.96.0.1");
  }

  @Test
  void aNumberOutOfRangeIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new NetworkNumber(108));
    assertThatIllegalArgumentException().isThrownBy(() -> new NetworkNumber(-1));
  }
}
