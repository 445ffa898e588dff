package dev.timonier.nodeagent.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.Namespaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The kernel is asked, in network namespaces of the tests' own.
class NftTest {
  private static final Transaction TRANSACTION = new Transaction("timonier_test");

  /// Chains by number, each leading to an address, and ports that lead to chains.
  private record Shape(Map<Integer, Integer> chains, Map<Integer, Integer> ports) {
    Ruleset rules() {
      var builder =
          new Ruleset.Builder()
              .hook("entrance", "type nat hook prerouting priority -100;")
              .rule("entrance", "tcp dport vmap @ports")
              .map("ports", "type inet_service : verdict;");
      chains.forEach((name, address) -> add(builder, "chain-" + name + "/x", address));
      ports.forEach((port, chain) -> lead(builder, port, "chain-" + chain + "/x"));
      return builder.build();
    }

    private static void add(Ruleset.Builder builder, String chain, int address) {
      builder
          .set("set-" + chain, "type ipv4_addr; flags dynamic,timeout; timeout 60s;")
          .rule(chain, "update @set-" + chain + " { ip saddr }")
          .rule(chain, "meta l4proto tcp dnat to 10.0.0." + address + ":80");
    }

    private static void lead(Ruleset.Builder builder, int port, String chain) {
      builder.chain(chain).element("ports", "" + port, "goto " + chain);
    }
  }

  @Property(tries = 20)
  void changesLeadWhereReplacementsDo(@ForAll("shapes") List<Shape> shapes) throws IOException {
    var changed = inNamespace(() -> applyChanges(shapes));
    var replaced = inNamespace(() -> apply(TRANSACTION.replace(shapes.getLast().rules())));

    assertThat(parts(changed)).isEqualTo(parts(replaced)).hasSizeGreaterThan(2);
  }

  private static String applyChanges(List<Shape> shapes) throws IOException {
    var present = shapes.getFirst().rules();
    apply(TRANSACTION.replace(present));
    for (var shape : shapes) {
      apply(TRANSACTION.change(present, shape.rules()));
      present = shape.rules();
    }
    return apply(TRANSACTION.reassert(present));
  }

  @Provide
  Arbitrary<List<Shape>> shapes() {
    var number = Arbitraries.integers().between(1, 5);
    return Combinators.combine(
            Arbitraries.maps(number, number).ofMaxSize(4),
            Arbitraries.maps(number, number).ofMaxSize(4))
        .as(Shape::new)
        .list()
        .ofMinSize(2)
        .ofMaxSize(6);
  }

  /// Chains, sets and their elements come in any order.
  private static SortedSet<String> parts(String listing) {
    var parts = new TreeSet<String>();
    for (var part : listing.split("\n\t}\n")) {
      var words = List.of(part.strip().split("elements = |,\\s+|[{}]"));
      parts.add(words.stream().map(String::strip).sorted().toList().toString());
    }
    return parts;
  }

  @Example
  void refusedTransactionChangesNothing() throws IOException {
    var rules = new Ruleset.Builder().rule("one", "accept").build();
    inNamespace(
        () -> {
          var before = apply(TRANSACTION.replace(rules));
          assertThatThrownBy(
                  () -> new Nft().apply(TRANSACTION.remove() + "add rule ip nowhere one accept\n"))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("No such file or directory");
          return assertThat(apply("")).isEqualTo(before);
        });
  }

  @Example
  void reassertionIsRefusedOnceTheTableIsGone() throws IOException {
    var rules =
        new Ruleset.Builder()
            .hook("entrance", "type filter hook input priority 0;")
            .rule("entrance", "accept")
            .build();
    inNamespace(
        () -> {
          apply(TRANSACTION.replace(rules));
          apply(TRANSACTION.reassert(rules));
          apply(TRANSACTION.remove());
          return assertThatThrownBy(() -> new Nft().apply(TRANSACTION.reassert(rules)))
              .isInstanceOf(IOException.class);
        });
  }

  private static <T> T inNamespace(Namespaces.Work<T> work) throws IOException {
    return Namespaces.inNew(Linux.CLONE_NEWNET, work);
  }

  /// Applies commands; returns all rules that there are then.
  private static String apply(String commands) throws IOException {
    new Nft().apply(commands);
    var list = new ProcessBuilder("nft", "-s", "list", "ruleset").start();
    return new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
