package dev.timonier.server.admission.quota;

import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.object.ApiObject;
import java.util.Set;

/// Knows what objects of one resource use of the things that quotas limit.
interface Evaluator {
  /// Whether a write may use more than what was there before.
  boolean handles(AdmissionRequest request);

  /// Whether what a quota limits by this name is about objects of the resource.
  boolean concerns(String name);

  /// Whether an object is within a scope; most are in none.
  default boolean isWithin(Scope scope, ApiObject object) {
    return false;
  }

  /// What an object has to say where these names are limited, and does not; empty for nothing.
  default String missing(ApiObject object, Set<String> limited) {
    return "";
  }

  Usage usage(ApiObject object);
}
