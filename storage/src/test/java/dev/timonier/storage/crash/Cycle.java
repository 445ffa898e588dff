package dev.timonier.storage.crash;

import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import java.util.ArrayList;
import java.util.List;

/// One life of the process that is killed: what it reported, to be compared with the store that it
/// left.
///
/// @param before where the store was when the process started
record Cycle(Revision before, List<Report> reports) {
  List<Acknowledgement> acknowledged() {
    return reports.stream()
        .flatMap(
            report ->
                switch (report) {
                  case Report.Committed(var acknowledgement) -> List.of(acknowledgement).stream();
                  case Report.Told _, Report.Misled _ -> List.<Acknowledgement>of().stream();
                })
        .toList();
  }

  /// What is wrong with the store, one line each; the line's first word is what kind it is.
  List<String> findings(RevisionedStore store) {
    var findings = new ArrayList<>(new Aftermath(store, before, acknowledged()).findings());
    reports.forEach(report -> check(report, store.currentRevision(), findings));
    return findings;
  }

  private static void check(Report report, Revision current, List<String> findings) {
    switch (report) {
      case Report.Committed _ -> {}
      case Report.Told(var watcher, var through) -> {
        if (through.isAfter(current)) {
          findings.add("lost: watcher " + watcher + " was told of " + through + ", at " + current);
        }
      }
      case Report.Misled(var watcher, var at) ->
          findings.add("misled: watcher " + watcher + " at " + at);
    }
  }
}
