package dev.timonier.storage.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// All guarantees by name.
final class Validator {
  private static final int MOST = 5;

  private static final SequencedMap<String, Check> CHECKS = new LinkedHashMap<>();

  static {
    CHECKS.put("serial", (_, truth) -> truth.contradictions());
    CHECKS.put("linearizable", new LinearizableCheck());
    CHECKS.put("honest", new HonestCheck());
    CHECKS.put("ordered", WatchChecks::ordered);
    CHECKS.put("unique", WatchChecks::unique);
    CHECKS.put("atomic", WatchChecks::atomic);
    CHECKS.put("reliable", WatchChecks::reliable);
    CHECKS.put("resumable", WatchChecks::resumable);
    CHECKS.put("bookmarkable", WatchChecks::bookmarkable);
  }

  private Validator() {}

  /// The findings of each check that has any, the first few of each.
  static Map<String, List<String>> findings(Recording recording) {
    var truth = new Truth(recording);
    var found = new LinkedHashMap<String, List<String>>();
    CHECKS.forEach(
        (name, check) -> {
          var findings = check.findings(recording, truth);
          if (!findings.isEmpty()) {
            found.put(name, new ArrayList<>(findings.stream().limit(MOST).toList()));
          }
        });
    return found;
  }
}
