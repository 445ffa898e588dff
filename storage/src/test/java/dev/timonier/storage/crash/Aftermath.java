package dev.timonier.storage.crash;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.contract.RecordingWatcher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Compares a store with what was acknowledged before its process was killed.
///
/// @param before where the store was when the process started
/// @param acknowledged in the order in which the process reported it
public record Aftermath(
    RevisionedStore store, Revision before, List<Acknowledgement> acknowledged) {
  /// What is wrong, one line each.
  public List<String> findings() {
    var findings = new ArrayList<String>();
    acknowledged.forEach(each -> checkPresent(each, findings));
    var commits = commits();
    checkRevisions(commits, findings);
    checkWhole(commits, findings);
    checkNumbers(findings);
    return findings;
  }

  private void checkPresent(Acknowledgement each, List<String> findings) {
    var there = store.get(each.key()).map(KeyValue::modified);
    if (!there.filter(each.revision()::equals).isPresent()) {
      findings.add("lost: " + each + ", found " + there);
    }
  }

  /// What a watch tells of everything since, by revision.
  private Map<Revision, List<WatchEvent>> commits() {
    var watcher = new RecordingWatcher();
    watcher.started(store.watch(WatchRequest.from(KeyRange.all(), before.next()), watcher));
    watcher.awaitProgress(store.currentRevision()).watch().close();
    var commits = new TreeMap<Revision, List<WatchEvent>>();
    for (var event : watcher.events()) {
      commits.computeIfAbsent(event.revision(), _ -> new ArrayList<>()).add(event);
    }
    return commits;
  }

  private void checkRevisions(Map<Revision, List<WatchEvent>> commits, List<String> findings) {
    var expected = before;
    for (var revision : commits.keySet()) {
      if (!revision.equals(expected.next())) {
        findings.add("gap: " + revision + " follows " + expected);
      }
      expected = revision;
    }
    if (!expected.equals(store.currentRevision())) {
      findings.add("gap: at " + store.currentRevision() + ", the log ends at " + expected);
    }
  }

  private static void checkWhole(Map<Revision, List<WatchEvent>> commits, List<String> findings) {
    commits.forEach(
        (revision, events) -> {
          if (events.size() != 2) {
            findings.add("half: revision " + revision + " has " + events);
          }
        });
  }

  /// A client waits for each commit, so at most one of each may be there unacknowledged.
  private void checkNumbers(List<String> findings) {
    var most = new HashMap<Integer, Long>();
    acknowledged.forEach(each -> most.merge(each.client(), each.number(), Math::max));
    most.forEach(
        (client, number) -> {
          var last = store.get(Acknowledgement.last(client)).map(Aftermath::number).orElse(0L);
          if (last < number || last > number + 1) {
            findings.add("phantom: client " + client + " was at " + number + ", is at " + last);
          }
        });
  }

  private static long number(KeyValue entry) {
    return Long.parseLong(new String(entry.value(), StandardCharsets.UTF_8));
  }
}
