package dev.timonier.storage.crash;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.Watcher;
import java.util.List;
import java.util.function.Consumer;

/// Watches everything in the process that is killed, and reports how far it was told. Every
/// transaction there puts two keys, so that each revision must come with two events.
final class ReportingWatcher implements Watcher {
  private final int number;
  private final Consumer<Report> reports;
  private Revision last; // touched by one call at a time
  private int events = 2; // of the last revision; likewise

  /// @param before the revision that it was told of last
  ReportingWatcher(int number, Revision before, Consumer<Report> reports) {
    this.number = number;
    this.last = before;
    this.reports = reports;
  }

  @Override
  public void onEvents(List<WatchEvent> told) {
    told.forEach(this::check);
    if (events != 2) {
      reports.accept(new Report.Misled(number, last));
    }
    reports.accept(new Report.Told(number, last));
  }

  private void check(WatchEvent event) {
    if (event.revision().equals(last)) {
      events++;
      return;
    }
    if (events != 2 || !event.revision().equals(last.next())) {
      reports.accept(new Report.Misled(number, event.revision()));
    }
    last = event.revision();
    events = 1;
  }

  @Override
  public void onProgress(Revision revision) {}

  @Override
  public void onError(StoreException cause) {
    reports.accept(new Report.Misled(number, last));
  }
}
