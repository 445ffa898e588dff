package dev.timonier.server.zpage;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The flags, by their names.
record FlagContent(Supplier<Map<String, String>> flags, RandomGenerator random)
    implements PageContent {
  @Override
  public String kind() {
    return ZPage.FLAGS;
  }

  @Override
  public String text() {
    var delimiter = Delimiters.any(random);
    return sorted().entrySet().stream()
        .map(flag -> flag.getKey() + delimiter + flag.getValue() + "\n")
        .collect(joining());
  }

  @Override
  public void addTo(ObjectNode tree) {
    var members = tree.putObject("flags");
    sorted().forEach(members::put);
  }

  private Map<String, String> sorted() {
    return new TreeMap<>(flags.get());
  }
}
