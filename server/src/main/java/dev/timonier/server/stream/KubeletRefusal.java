package dev.timonier.server.stream;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.machinery.status.Reason;

/// Puts a kubelet's refusal into the API server's words.
final class KubeletRefusal {
  private KubeletRefusal() {}

  /// @param resource with its subresource, `pods/log`
  /// @param text what the kubelet said
  static ApiException of(int code, String text, String resource, String name) {
    return switch (code) {
      case 400 -> ApiErrors.badRequest(text);
      case 401 ->
          generic(
              Reason.Unauthorized,
              "the server has asked for the client to provide credentials",
              resource,
              name);
      case 403 -> generic(Reason.Forbidden, text, resource, name);
      case 404 ->
          generic(
              Reason.NotFound, "the server could not find the requested resource", resource, name);
      case 500 -> ApiErrors.internal(text);
      default ->
          generic(
              Reason.InternalError,
              "an error on the server (%s) has prevented the request from succeeding"
                  .formatted(FieldError.quote(text)),
              resource,
              name);
    };
  }

  /// The gap is where the verb would stand, if it were known.
  private static ApiException generic(Reason reason, String text, String resource, String name) {
    var message = text + " ( " + resource + " " + name + ")";
    return ApiErrors.refused(reason, message, resource, name);
  }
}
