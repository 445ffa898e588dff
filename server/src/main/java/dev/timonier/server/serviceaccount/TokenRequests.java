package dev.timonier.server.serviceaccount;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupKind;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.catalog.Verb;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.FieldTracker;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.schema.Schema;
import dev.timonier.server.schema.Times;
import dev.timonier.server.table.NameAndAge;
import dev.timonier.server.validation.Subject;
import dev.timonier.server.verb.Submission;
import dev.timonier.server.verb.SubresourceHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Signs a token for whoever may ask for one
/// (<https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/>).
final class TokenRequests implements SubresourceHandler {
  private static final GroupKind KIND = new GroupKind("authentication.k8s.io", "TokenRequest");
  private static final long USUAL_SECONDS = 3600;
  private static final long LEAST_SECONDS = 600;
  private static final long MOST_SECONDS = 1L << 32;

  /// What the volumes of pods ask for. Programs that never read such a token again keep it for a
  /// year, but are reported.
  private static final long VOLUME_SECONDS = 3607;

  private static final Duration EXTENDED = Duration.ofDays(365);

  private final SigningKey key;
  private final BoundObjects objects;
  private final FieldTracker tracker;
  private final Registry registry;
  private final Supplier<String> ids;
  private final InstantSource clock;

  TokenRequests(
      SigningKey key,
      BoundObjects objects,
      FieldTracker tracker,
      Registry registry,
      Supplier<String> ids,
      InstantSource clock) {
    this.key = key;
    this.objects = objects;
    this.tracker = tracker;
    this.registry = registry;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource, Verb verb) {
    var kind = resource.api().subresource("token").orElseThrow().kind();
    var submission = Submission.readWhole(call, resource, kind, clock);
    var request = submission.object();
    var info = call.info();
    track(submission, kind);
    registry.mutate(submission.request(), request);
    checkNames(request, info.name(), info.namespace());
    var account =
        objects
            .serviceAccount(info.namespace(), info.name())
            .orElseThrow(() -> ApiErrors.notFound(ServiceAccounts.RESOURCE, info.name()));
    checkUid(request, account);
    complete(request, account);
    validate(request);
    registry.validate(submission.request(), request);
    fill(request, account);
    return submission.reply();
  }

  /// Who asks sets what is asked for, the usual time included.
  private void track(Submission submission, GroupVersionKind kind) {
    var request = submission.object();
    Trees.setDefault(Trees.child(request.root(), "spec"), "expirationSeconds", USUAL_SECONDS);
    var requests = submission.request();
    var type = Schema.builtIn().find(kind).orElseThrow();
    var resource =
        new Resource(
            requests.resource().api().ofKind(kind), type, Strategy.PLAIN, new NameAndAge());
    tracker.track(request, Optional.empty(), requests.of(resource, requests.name()));
  }

  private static void checkNames(ApiObject request, String name, String namespace) {
    var metadata = Subject.of(request.root()).at("metadata");
    var given = metadata.at("name");
    if (given.isPresent() && !given.text().equals(name)) {
      given.invalid("must match the service account name if specified");
    }
    var place = metadata.at("namespace");
    if (given.faults().isEmpty() && place.isPresent() && !place.text().equals(namespace)) {
      place.invalid("must match the service account namespace if specified");
    }
    refuse(name, metadata);
  }

  /// Who names the account's uid means that very account.
  private static void checkUid(ApiObject request, ApiObject account) {
    var given = request.metadata().uid();
    var actual = account.metadata().uid();
    if (!given.isEmpty() && !given.equals(actual)) {
      throw ApiErrors.conflict(
          new GroupResource(KIND.group(), KIND.kind()),
          account.name(),
          "the UID in the token request (%s) does not match the UID of the service account (%s)"
              .formatted(given, actual));
    }
  }

  private static void refuse(String name, Subject subject) {
    if (!subject.faults().isEmpty()) {
      throw ApiErrors.invalid(KIND, name, subject.faults());
    }
  }

  private void complete(ApiObject request, ApiObject account) {
    var metadata = request.metadata();
    metadata.setName(account.name());
    metadata.setNamespace(account.namespace());
    metadata.setUid(ids.get());
    metadata.setCreationTimestamp(Times.seconds(clock.instant()));
    var spec = Trees.child(request.root(), "spec");
    if (spec.path("audiences").isEmpty()) {
      ServiceAccounts.AUDIENCES.forEach(spec.putArray("audiences")::add);
    }
  }

  private static void validate(ApiObject request) {
    var seconds = Subject.of(request.root()).at("spec").at("expirationSeconds");
    if (seconds.number() < LEAST_SECONDS) {
      seconds.invalid("may not specify a duration less than 10 minutes");
    }
    if (seconds.number() > MOST_SECONDS) {
      seconds.invalid("may not specify a duration larger than 2^32 seconds");
    }
    refuse("", seconds);
  }

  private void fill(ApiObject request, ApiObject account) {
    var spec = request.spec();
    var bound = new Binding(objects, account).bound(spec.path("boundObjectRef"));
    var audiences = Trees.stream(spec.path("audiences")).map(JsonNode::asText).toList();
    var now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    var expiry = now.plusSeconds(spec.path("expirationSeconds").asLong());
    var extended = isOfVolume(spec, audiences) && bound.containsKey(BoundKind.POD);
    var claims =
        new TokenClaims(
            ids.get(),
            account.namespace(),
            Reference.to(account.metadata()),
            bound,
            audiences,
            now,
            extended ? now.plus(EXTENDED) : expiry,
            extended ? Optional.of(expiry) : Optional.empty());
    ObjectNode status = request.root().putObject("status");
    status.put("token", key.sign(claims.toTree()));
    status.put("expirationTimestamp", Times.seconds(expiry));
  }

  private static boolean isOfVolume(JsonNode spec, List<String> audiences) {
    return spec.path("expirationSeconds").asLong() == VOLUME_SECONDS
        && ServiceAccounts.AUDIENCES.containsAll(audiences);
  }
}
