package dev.timonier.server.verb;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.request.Headers;

/// The kinds of patches.
enum PatchType {
  JSON,
  MERGE,
  STRATEGIC_MERGE,
  APPLY;

  /// @throws dev.timonier.machinery.status.ApiException 415 when the content type is none of them
  static PatchType of(Headers headers) {
    return switch (headers.first("Content-Type").orElse("").split(";", -1)[0].strip()) {
      case "application/json-patch+json" -> JSON;
      case "application/merge-patch+json" -> MERGE;
      case "application/strategic-merge-patch+json" -> STRATEGIC_MERGE;
      case "application/apply-patch+yaml" -> APPLY;
      default -> throw ApiErrors.unsupportedPatchType();
    };
  }
}
