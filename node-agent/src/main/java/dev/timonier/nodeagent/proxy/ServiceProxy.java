package dev.timonier.nodeagent.proxy;

import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Informer;
import dev.timonier.machinery.informer.Informers;
import dev.timonier.machinery.queue.Backoff;
import dev.timonier.machinery.queue.WorkQueue;
import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.nftables.PacketFilter;
import dev.timonier.nodeagent.nftables.Ruleset;
import dev.timonier.nodeagent.nftables.Transaction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// kube-proxy of one node: keeps a table of the packet filter that leads connections to services'
/// addresses, from pods, from the node itself and from outside, to the services' endpoints.
///
/// ```java
/// var proxy = new ServiceProxy(informers, place, config, new Nft(), time);
/// proxy.start();
/// informers.start();
/// ```
///
/// What it applied stays when it is closed, so that connections go on while the agent is away; the
/// next one takes it over. [#remove()] takes it away.
public final class ServiceProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceProxy.class);
  private static final Duration CHECK_PERIOD = Duration.ofMinutes(1);

  /// What to do.
  private enum Work {
    APPLY,
    /// Somebody may have deleted the table, as when all rules of a machine are loaded anew.
    CHECK
  }

  private final Informers informers;
  private final Informer<Service> services;
  private final Informer<EndpointSlice> slices;
  private final ProxyRules rules;
  private final ProxyConfig config;
  private final Transaction transaction;
  private final PacketFilter filter;
  private final WorkQueue<Work> queue;
  private final Thread thread = Thread.ofPlatform().name("kube-proxy").unstarted(this::run);
  private Optional<Ruleset> applied = Optional.empty(); // touched by the thread

  /// @param informers are started and closed by the caller
  public ServiceProxy(
      Informers informers, NodePlace place, ProxyConfig config, PacketFilter filter, Time time) {
    this.informers = informers;
    this.services = followed(Service.class);
    this.slices = followed(EndpointSlice.class);
    this.rules = new ProxyRules(place, config.clusterRange());
    this.config = config;
    this.transaction = new Transaction(config.table());
    this.filter = filter;
    this.queue =
        new WorkQueue<>(time, new Backoff<>(Duration.ofMillis(100), Duration.ofSeconds(30)));
  }

  /// Starts to apply rules, once the informers have seen what is there.
  public void start() {
    thread.start();
  }

  /// Whether everything that was seen is applied, but for what is being collected.
  public boolean idle() {
    return queue.idle();
  }

  /// Deletes the table; to be called when the proxy is closed.
  public void remove() throws IOException {
    filter.apply(transaction.remove());
  }

  @Override
  public void close() {
    queue.close();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private <T extends HasMetadata> Informer<T> followed(Class<T> type) {
    var informer = informers.of(type);
    informer.handle(Handler.of(_ -> queue.addAfter(Work.APPLY, config.delay())));
    return informer;
  }

  private void run() {
    try {
      informers.awaitSync();
      queue.addAfter(Work.CHECK, CHECK_PERIOD);
      queue.add(Work.APPLY);
      for (var work = queue.take(); work.isPresent(); work = queue.take()) {
        attempt(work.get());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(Work work) {
    try {
      perform(work);
      queue.forget(work);
    } catch (IOException | RuntimeException e) {
      LOG.error("nftables sync failed", e);
      applied = Optional.empty();
      queue.addRateLimited(work);
    } finally {
      queue.done(work);
    }
  }

  private void perform(Work work) throws IOException {
    switch (work) {
      case APPLY -> apply();
      case CHECK -> {
        check();
        queue.addAfter(work, CHECK_PERIOD);
      }
    }
  }

  private void check() throws IOException {
    if (applied.isPresent()) {
      filter.apply(transaction.reassert(applied.get()));
    } else {
      apply();
    }
  }

  private void apply() throws IOException {
    var wanted = rules.of(services.store().list(), slices.store().list());
    var commands =
        applied
            .map(present -> transaction.change(present, wanted))
            .orElseGet(() -> transaction.replace(wanted));
    if (!commands.isEmpty()) {
      filter.apply(commands);
    }
    applied = Optional.of(wanted);
  }
}
