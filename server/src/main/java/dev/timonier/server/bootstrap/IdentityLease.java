package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.time.Time;
import dev.timonier.server.bootstrap.SystemObjects.Place;
import dev.timonier.server.object.Trees;
import dev.timonier.server.schema.Times;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells by a Lease in `kube-system` that this server is up
/// (<https://kubernetes.io/docs/concepts/architecture/leases/#api-server-identity>). The lease is
/// renewed while the server is up, and deleted when it ends; one of an earlier server of this host
/// gives way.
public final class IdentityLease implements Bootstrap.Step {
  private static final Logger LOG = LoggerFactory.getLogger(IdentityLease.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final int DURATION_SECONDS = 3600;

  private final SystemObjects objects;
  private final ServerIdentity identity;
  private final Supplier<Optional<String>> peerAddress;
  private final Time time;
  private final Place place;
  private final String holder;
  private final Recurring renewal;
  private boolean closed; // guarded by this

  /// @param peerAddress where other servers reach this one, with the port; asked when the server
  ///   listens
  /// @param uid of this run of the server
  public IdentityLease(
      SystemObjects objects,
      ServerIdentity identity,
      Supplier<Optional<String>> peerAddress,
      String uid,
      Time time,
      Executor executor) {
    this.objects = objects;
    this.identity = identity;
    this.peerAddress = peerAddress;
    this.time = time;
    this.place = IdentityLeases.place(identity.name());
    this.holder = identity.name() + "_" + uid;
    this.renewal = new Recurring(PERIOD, this::renew, time, executor);
  }

  /// A lease that cannot be written keeps no server from serving.
  @Override
  public void run() {
    try {
      objects.remove(place);
      renew();
    } catch (RuntimeException e) {
      LOG.warn("the lease of this server was not written, and will be tried again", e);
    }
    renewal.begin();
  }

  private synchronized void renew() {
    if (!closed) {
      objects.reconcile(place, this::fill, this::mark);
    }
  }

  private void fill(ObjectNode root) {
    Trees.child(root, "spec").put("holderIdentity", holder);
    mark(root);
  }

  private void mark(ObjectNode root) {
    var metadata = Trees.child(root, "metadata");
    Trees.child(metadata, "labels")
        .put(IdentityLeases.LABEL, ServerIdentity.COMPONENT)
        .put("kubernetes.io/hostname", identity.host());
    peerAddress
        .get()
        .ifPresent(
            address ->
                Trees.child(metadata, "annotations")
                    .put("kubernetes.io/peer-advertise-address", address));
    Trees.child(root, "spec")
        .put("leaseDurationSeconds", DURATION_SECONDS)
        .put("renewTime", Times.micros(time.instant()));
  }

  @Override
  public void close() {
    renewal.close();
    try {
      end();
    } catch (RuntimeException e) {
      LOG.warn("the lease of this server remains until it expires", e);
    }
  }

  private synchronized void end() {
    closed = true;
    objects.remove(place);
  }
}
