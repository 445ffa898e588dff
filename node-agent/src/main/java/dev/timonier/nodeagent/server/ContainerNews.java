package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.server.http.ClientPresence;
import dev.timonier.nodeagent.server.log.LogNews;
import dev.timonier.nodeagent.server.log.LogWatch;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/// Wakes who follows the log of a container: when the file has changed, when the container has
/// ended, and when the client has gone. The first wait ends at once, because the container may have
/// ended before.
final class ContainerNews implements LogNews, AutoCloseable {
  private final ContainerId container;
  private final ContainerRuntime runtime;
  private final ClientPresence client;
  private final Semaphore news = new Semaphore(1);
  private final LogWatch.Subscription file;
  private final ContainerRuntime.Subscription events;

  private ContainerNews(
      ContainerStatus status, ContainerRuntime runtime, LogWatch watch, ClientPresence client)
      throws IOException {
    this.container = status.id();
    this.runtime = runtime;
    this.client = client;
    this.file = watch.subscribe(status.logPath(), news::release);
    this.events = runtime.subscribe(_ -> news.release());
    client.whenOver(news::release);
  }

  static ContainerNews of(
      ContainerStatus status, ContainerRuntime runtime, LogWatch watch, ClientPresence client)
      throws IOException {
    return new ContainerNews(status, runtime, watch, client);
  }

  @Override
  public boolean await() {
    try {
      news.acquire();
      news.drainPermits();
      return !client.isOver() && mayWrite();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean mayWrite() {
    return runtime
        .container(container)
        .map(ContainerStatus::state)
        .filter(state -> state instanceof State.Running || state instanceof State.Created)
        .isPresent();
  }

  @Override
  public void close() {
    events.close();
    file.close();
  }
}
