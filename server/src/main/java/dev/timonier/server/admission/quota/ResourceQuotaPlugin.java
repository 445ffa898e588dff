package dev.timonier.server.admission.quota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.admission.AdmissionPlugin;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.CachedObjects;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.admission.Step;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.DryRun;
import dev.timonier.storage.CommitResult;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Refuses what would exceed a quota, and books what is granted into the quota's status before the
/// object is stored: competing requests change the same status, so that only one of them gets the
/// last of a resource. What was booked for a request that fails later on is given back when the
/// quota's usage is counted anew.
public final class ResourceQuotaPlugin implements AdmissionPlugin {
  private static final GroupResource QUOTAS = new GroupResource("", "resourcequotas");
  private static final int MOST_TRIES = 20;

  /// Pods ask for more at `resize`, too.
  private static final Set<String> SUBRESOURCES = Set.of("", "resize");

  private final CachedObjects objects;

  public ResourceQuotaPlugin(CachedObjects objects) {
    this.objects = objects;
  }

  @Override
  public String name() {
    return "ResourceQuota";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.VALIDATE);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.CREATE, Operation.UPDATE);
  }

  @Override
  public void validate(AdmissionRequest request) {
    var counts = !request.namespace().isEmpty() && SUBRESOURCES.contains(request.subresource());
    if (counts) {
      charge(request, objects.in(request.namespace(), QUOTAS));
    }
  }

  /// Nothing is booked unless all quotas permit the request.
  private void charge(AdmissionRequest request, List<ApiObject> quotas) {
    var concerned = new ArrayList<ApiObject>();
    for (var quota : quotas) {
      var delta = delta(request, quota);
      if (request.operation() == Operation.CREATE || delta.isRaised()) {
        checkKnown(request, quota);
      }
      if (delta.isRaised()) {
        check(request, quota, delta);
        concerned.add(quota);
      }
    }
    if (request.dryRun() != DryRun.ALL) {
      book(request, concerned);
    }
  }

  /// What was booked is given back when others have taken the rest of a later quota meanwhile.
  private void book(AdmissionRequest request, List<ApiObject> quotas) {
    for (var i = 0; i < quotas.size(); i++) {
      try {
        book(request, quotas.get(i));
      } catch (ApiException e) {
        quotas.subList(0, i).forEach(quota -> giveBack(request, quota));
        throw e;
      }
    }
  }

  private void book(AdmissionRequest request, ApiObject quota) {
    change(
        quota,
        present -> {
          var delta = delta(request, present);
          check(request, present, delta);
          return delta;
        });
  }

  private void giveBack(AdmissionRequest request, ApiObject quota) {
    change(quota, present -> Usage.none().since(delta(request, present)));
  }

  /// @param change what of the present quota is used more, or less; asked again when others were
  ///   faster
  private void change(ApiObject quota, Function<ApiObject, Usage> change) {
    var present = Optional.of(quota);
    for (var tries = 1; tries <= MOST_TRIES; tries++) {
      if (present.isEmpty() || add(present.get(), change.apply(present.get()))) {
        return;
      }
      present = objects.find(QUOTAS, quota.namespace(), quota.name());
    }
    throw ApiErrors.internal("the quota " + quota.name() + " changes too often");
  }

  /// What the request uses more of the quota's resources.
  private static Usage delta(AdmissionRequest request, ApiObject quota) {
    var resource = request.resource().groupResource();
    var next = request.object().orElseThrow();
    if (!Scopes.cover(quota, resource.resource(), next)) {
      return Usage.none();
    }
    var limited = names(quota.status().path("hard"));
    var usage = Evaluation.of(resource, next).only(limited::contains);
    var before =
        request
            .old()
            .filter(old -> Scopes.cover(quota, resource.resource(), old))
            .map(old -> Evaluation.of(resource, old).only(limited::contains))
            .orElseGet(Usage::none);
    if (request.operation() == Operation.CREATE && request.isFor("", "pods")) {
      require(request, quota, next);
    }
    return usage.since(before);
  }

  private static void require(AdmissionRequest request, ApiObject quota, ApiObject pod) {
    var missing = RequiredResources.missing(pod, names(quota.status().path("hard")));
    if (!missing.isEmpty()) {
      throw request.forbidden("failed quota: " + quota.name() + ": must specify " + missing);
    }
  }

  private static Set<String> names(JsonNode amounts) {
    var names = new HashSet<String>();
    amounts.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// Nothing is granted of what its controller has not counted yet; a quota that it has not seen
  /// limits nothing.
  private static void checkKnown(AdmissionRequest request, ApiObject quota) {
    var resource = request.resource().groupResource();
    var used = quota.status().path("used");
    var limited = new TreeSet<>(names(quota.status().path("hard")));
    limited.removeIf(name -> !Evaluation.concerns(resource, name));
    var object = request.object().orElseThrow();
    if (!limited.stream().allMatch(used::has) && Scopes.cover(quota, resource.resource(), object)) {
      throw request.forbidden(
          "status unknown for quota: %s, resources: %s"
              .formatted(quota.name(), String.join(",", limited)));
    }
  }

  private static void check(AdmissionRequest request, ApiObject quota, Usage delta) {
    var hard = quota.status().path("hard");
    var used = quota.status().path("used");
    var raised = delta.only(name -> delta.of(name).signum() > 0);
    var exceeded =
        raised.only(
            name -> raised.of(name).plus(amount(used, name)).compareTo(amount(hard, name)) > 0);
    if (!exceeded.isEmpty()) {
      throw request.forbidden(
          "exceeded quota: %s, requested: %s, used: %s, limited: %s"
              .formatted(
                  quota.name(),
                  shown(exceeded, raised),
                  shown(exceeded, used),
                  shown(exceeded, hard)));
    }
  }

  private static Amount amount(JsonNode amounts, String name) {
    return Amount.parse(amounts.path(name).asText("0"));
  }

  private static String shown(Usage of, Usage amounts) {
    return of.amounts().keySet().stream()
        .map(name -> name + "=" + amounts.of(name))
        .collect(Collectors.joining(","));
  }

  private static String shown(Usage of, JsonNode amounts) {
    return of.amounts().keySet().stream()
        .map(name -> name + "=" + amount(amounts, name))
        .collect(Collectors.joining(","));
  }

  /// Writes the new usage; false when someone else was faster.
  private boolean add(ApiObject quota, Usage delta) {
    var next = quota.copy();
    var used = Trees.child(Trees.child(next.root(), "status"), "used");
    delta
        .amounts()
        .forEach((name, more) -> used.put(name, amount(used, name).plus(more).toString()));
    var revision = new Revision(Long.parseLong(quota.metadata().resourceVersion()));
    var path = ObjectKey.path(quota.namespace(), quota.name());
    var key = StoreKey.of(ObjectKey.prefix(QUOTAS) + path);
    var write = Transaction.replace(key, revision, StoredObject.encode(next));
    return switch (objects.cache().commit(write)) {
      case CommitResult.Committed _ -> true;
      case CommitResult.Refused _ -> false;
    };
  }
}
