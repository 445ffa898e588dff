package dev.timonier.server.admission.quota;

import dev.timonier.machinery.catalog.GroupResource;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Refuses what would exceed a quota, and books what is granted into the quota's status before the
/// object is stored: competing requests change the same status, so that only one of them gets the
/// last of a resource. What was booked for a request that fails later on is given back when the
/// quota's usage is counted anew.
public final class ResourceQuotaPlugin implements AdmissionPlugin {
  private static final GroupResource QUOTAS = new GroupResource("", "resourcequotas");
  private static final int MOST_TRIES = 20;

  private final CachedObjects objects;
  private final Evaluators evaluators;

  public ResourceQuotaPlugin(CachedObjects objects) {
    this.objects = objects;
    this.evaluators = new Evaluators(objects);
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
    if (!request.namespace().isEmpty()) {
      evaluators
          .of(request.resource().groupResource())
          .filter(evaluator -> evaluator.handles(request))
          .ifPresent(evaluator -> grant(new Charge(request, evaluator)));
    }
  }

  /// Nothing is booked unless all quotas permit the request.
  private void grant(Charge charge) {
    var quotas = charge.concerned(objects.in(charge.request().namespace(), QUOTAS));
    var drawn = quotas.stream().filter(quota -> !charge.from(quota).isEmpty()).toList();
    if (charge.request().dryRun() != DryRun.ALL) {
      book(charge, drawn);
    }
  }

  /// What was booked is given back when others have taken the rest of a later quota meanwhile.
  private void book(Charge charge, List<ApiObject> quotas) {
    var booked = new ArrayList<Booking>();
    try {
      for (var quota : quotas) {
        booked.add(book(charge, quota));
      }
    } catch (ApiException e) {
      booked.forEach(booking -> change(booking.quota(), _ -> booking.taken().negated()));
      throw e;
    }
  }

  private record Booking(ApiObject quota, Usage taken) {}

  private Booking book(Charge charge, ApiObject quota) {
    return new Booking(quota, change(quota, charge::from));
  }

  /// @param change what of the present quota is used more, or less; asked again when others were
  ///   faster
  /// @return what it was in the end
  private Usage change(ApiObject quota, Function<ApiObject, Usage> change) {
    for (var tries = 1; tries <= MOST_TRIES; tries++) {
      var present = tries == 1 ? Optional.of(quota) : again(quota);
      if (present.isEmpty()) {
        return Usage.none();
      }
      var more = change.apply(present.get());
      if (add(present.get(), more)) {
        return more;
      }
    }
    throw ApiErrors.internal("the quota " + quota.name() + " changes too often");
  }

  private Optional<ApiObject> again(ApiObject quota) {
    return objects.find(QUOTAS, quota.namespace(), quota.name());
  }

  /// Writes the new usage; false when someone else was faster.
  private boolean add(ApiObject quota, Usage delta) {
    var next = quota.copy();
    var used = Trees.child(Trees.child(next.root(), "status"), "used");
    delta
        .amounts()
        .forEach((name, more) -> used.put(name, Charge.amount(used, name).plus(more).toString()));
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
