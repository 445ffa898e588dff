package dev.timonier.nodeagent.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TransactionTest {
  private final Transaction transaction = new Transaction("mine");

  private static Ruleset rules(UnaryOperator<Ruleset.Builder> change) {
    var builder =
        new Ruleset.Builder()
            .hook("entrance", "type filter hook input priority 0;")
            .rule("entrance", "tcp dport vmap @ports")
            .map("ports", "type inet_service : verdict;")
            .element("ports", "80", "goto web")
            .rule("web", "counter accept");
    return change.apply(builder).build();
  }

  private static Ruleset rules() {
    return rules(builder -> builder);
  }

  @Test
  void replacementDeletesTheTableAndDeclaresBeforeItRefers() {
    assertThat(transaction.replace(rules()).lines())
        .containsExactly(
            "add table ip mine",
            "delete table ip mine",
            "add table ip mine",
            "add map ip mine ports { type inet_service : verdict; }",
            "add chain ip mine entrance { type filter hook input priority 0; }",
            "add chain ip mine web",
            "add rule ip mine entrance tcp dport vmap @ports",
            "add rule ip mine web counter accept",
            "add element ip mine ports { 80 : goto web }");
  }

  @Test
  void equalRulesChangeNothing() {
    assertThat(transaction.change(rules(), rules())).isEmpty();
  }

  @Test
  void onlyChainsThatDifferAreWritten() {
    var more = rules(builder -> builder.rule("web", "counter drop"));

    assertThat(transaction.change(rules(), more).lines())
        .containsExactly(
            "flush chain ip mine web",
            "add rule ip mine web counter accept",
            "add rule ip mine web counter drop");
  }

  @Test
  void newChainIsThereBeforeTheElementThatLeadsToIt() {
    var more =
        rules(
            builder ->
                builder.rule("dns", "accept").element("ports", "53", "goto dns").set("seen", "x;"));

    assertThat(transaction.change(rules(), more).lines())
        .containsExactly(
            "add set ip mine seen { x; }",
            "add chain ip mine dns",
            "add rule ip mine dns accept",
            "add element ip mine ports { 53 : goto dns }");
  }

  @Test
  void chainGoesAfterEverythingThatLedToIt() {
    var more =
        rules(
            builder ->
                builder.rule("dns", "accept").element("ports", "53", "goto dns").set("seen", "x;"));

    assertThat(transaction.change(more, rules()).lines())
        .containsExactly(
            "flush chain ip mine dns",
            "delete element ip mine ports { 53 }",
            "delete set ip mine seen",
            "delete chain ip mine dns");
  }

  @Test
  void elementThatLeadsElsewhereIsReplaced() {
    var before = rules(builder -> builder.rule("dns", "accept").element("ports", "1", "accept"));
    var after = rules(builder -> builder.rule("dns", "accept").element("ports", "1", "goto dns"));

    assertThat(transaction.change(before, after).lines())
        .containsExactly(
            "delete element ip mine ports { 1 }", "add element ip mine ports { 1 : goto dns }");
  }

  @Test
  void setThatIsDeclaredDifferentlyTakesANewTable() {
    var before = rules(builder -> builder.set("seen", "type ipv4_addr; timeout 1s;"));
    var after = rules(builder -> builder.set("seen", "type ipv4_addr; timeout 2s;"));

    assertThat(transaction.change(before, after)).isEqualTo(transaction.replace(after));
  }

  @Test
  void reassertionWritesTheRulesAtHooksAlone() {
    assertThat(transaction.reassert(rules()).lines())
        .containsExactly(
            "flush chain ip mine entrance", "add rule ip mine entrance tcp dport vmap @ports");
  }

  @Test
  void removalSucceedsWithoutATable() {
    assertThat(transaction.remove().lines())
        .containsExactly("add table ip mine", "delete table ip mine");
  }
}
