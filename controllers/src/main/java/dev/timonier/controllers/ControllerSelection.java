package dev.timonier.controllers;

import java.util.List;

/// Which controllers run, as the flag `--controllers` says it: `*` stands for all that are on by
/// default, `foo` switches one on, `-foo` switches it off; what comes first wins.
///
/// Example: `*,-garbage-collector-controller,bootstrap-signer-controller`.
public record ControllerSelection(List<String> terms) {
  public static final ControllerSelection DEFAULT = new ControllerSelection(List.of("*"));

  public static ControllerSelection parse(String flag) {
    return new ControllerSelection(List.of(flag.split(",", -1)));
  }

  boolean runs(ControllerDescriptor controller) {
    var names = controller.names();
    for (var term : terms) {
      if (names.contains(term)) {
        return true;
      }
      if (term.startsWith("-") && names.contains(term.substring(1))) {
        return false;
      }
    }
    return terms.contains("*");
  }
}
