package dev.timonier.server.admission.quota;

import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.object.ApiObject;
import java.util.Set;

/// Counts objects.
///
/// @param names under which quotas limit their number
record CountEvaluator(Set<String> names) implements Evaluator {
  @Override
  public boolean handles(AdmissionRequest request) {
    return request.subresource().isEmpty() && request.operation() == Operation.CREATE;
  }

  @Override
  public boolean concerns(String name) {
    return names.contains(name);
  }

  @Override
  public Usage usage(ApiObject object) {
    var usage = Usage.none();
    names.forEach(name -> usage.add(name, Amount.of(1)));
    return usage;
  }
}
