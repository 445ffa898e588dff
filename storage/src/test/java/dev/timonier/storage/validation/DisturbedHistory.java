package dev.timonier.storage.validation;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.contract.RecordingWatcher;
import java.util.List;
import java.util.Map;

/// What concurrent clients and watchers see of a store while something happens to it.
///
/// A client that got no answer does not know what became of its commit. A witness does: it watches
/// the same data from the beginning, by a way of its own to which nothing happens.
///
/// @param store which clients and watchers use
/// @param witness the same, seen by the witness
public record DisturbedHistory(RevisionedStore store, RevisionedStore witness) {
  /// @param findings what the checks have found, by their names
  /// @param failures how many operations and watches have failed
  /// @param seed makes the same choice of operations again
  public record Result(Map<String, List<String>> findings, int failures, long seed) {}

  /// Lets clients and watchers work, and checks every guarantee afterwards.
  public Result under(Disturbance disturbance) throws Exception {
    var watcher = new RecordingWatcher();
    watcher.started(witness.watch(WatchRequest.fromNow(KeyRange.all()), watcher));
    var session = Session.on(store).disturbedBy(disturbance);
    var recording = session.run();
    watcher.awaitProgress(witness.currentRevision()).watch().close();
    var findings = Validator.findings(recording.witnessed(watcher.events()));
    return new Result(findings, recording.failures().size(), session.seed());
  }
}
