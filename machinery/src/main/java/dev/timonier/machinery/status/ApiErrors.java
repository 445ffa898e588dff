package dev.timonier.machinery.status;

import dev.timonier.machinery.catalog.GroupKind;
import dev.timonier.machinery.catalog.GroupResource;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusCauseBuilder;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.api.model.StatusDetailsBuilder;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The closed catalogue of API errors, worded as Kubernetes words them
/// (<https://kubernetes.io/docs/reference/using-api/api-concepts/> and the `Status` type).
///
/// Example: `notFound(new GroupResource("apps", "deployments"), "web")` is a 404 with the message
/// `deployments.apps "web" not found`.
public final class ApiErrors {
  private ApiErrors() {}

  public static ApiException notFound(GroupResource resource, String name) {
    return failure(
        Reason.NotFound, resource + " " + quote(name) + " not found", details(resource, name));
  }

  /// What a path that names no known resource gets.
  public static ApiException resourceNotFound() {
    return failure(
        Reason.NotFound,
        "the server could not find the requested resource",
        new StatusDetailsBuilder().build());
  }

  public static ApiException alreadyExists(GroupResource resource, String name) {
    return failure(
        Reason.AlreadyExists,
        resource + " " + quote(name) + " already exists",
        details(resource, name));
  }

  /// The object that is in the way will be gone soon.
  public static ApiException beingDeleted(ApiException alreadyExists) {
    return failure(
        Reason.AlreadyExists,
        "object is being deleted: " + alreadyExists.getMessage(),
        alreadyExists.status().getDetails());
  }

  /// No free name was found for an object with `generateName`.
  public static ApiException generatedNameExists(GroupResource resource, String name) {
    return failure(
        Reason.AlreadyExists,
        resource
            + " "
            + quote(name)
            + " already exists, the server was not able to generate a unique name for the object",
        retry(details(resource, name), Duration.ofSeconds(1)));
  }

  public static ApiException unauthorized() {
    return failure(Reason.Unauthorized, "Unauthorized", null);
  }

  /// @param name empty for requests that name no object
  public static ApiException forbidden(GroupResource resource, String name, String cause) {
    var subject = name.isEmpty() ? resource.toString() : resource + " " + quote(name);
    return failure(Reason.Forbidden, subject + " is forbidden: " + cause, details(resource, name));
  }

  /// A refusal with causes of its own, such as a terminating namespace's.
  public static ApiException forbidden(
      GroupResource resource, String name, String cause, List<StatusCause> causes) {
    var subject = name.isEmpty() ? resource.toString() : resource + " " + quote(name);
    return failure(
        Reason.Forbidden,
        subject + " is forbidden: " + cause,
        new StatusDetailsBuilder(details(resource, name)).withCauses(causes).build());
  }

  /// A path outside of the resources.
  public static ApiException forbiddenPath(String cause) {
    return failure(Reason.Forbidden, "forbidden: " + cause, new StatusDetailsBuilder().build());
  }

  public static ApiException conflict(GroupResource resource, String name, String cause) {
    return failure(
        Reason.Conflict,
        "Operation cannot be fulfilled on " + resource + " " + quote(name) + ": " + cause,
        details(resource, name));
  }

  /// The caller's resourceVersion is not the present one.
  public static ApiException modified(GroupResource resource, String name) {
    return conflict(
        resource,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  /// A server-side apply touches fields of other managers.
  public static ApiException applyConflict(String message, List<StatusCause> causes) {
    return failure(Reason.Conflict, message, new StatusDetailsBuilder().withCauses(causes).build());
  }

  /// A history that was asked for is gone.
  public static ApiException expired(String message) {
    return failure(Reason.Expired, message, null);
  }

  /// A page of a list whose history is gone.
  ///
  /// @param next the token by which the list goes on as it is now
  public static ApiException expiredPage(String next) {
    return expired(
            "The provided continue parameter is too old to display a consistent list result. You"
                + " can start a new list without the continue parameter, or use the continue token"
                + " in this response to retrieve the remainder of the results. Continuing with the"
                + " provided token results in an inconsistent list - objects that were created,"
                + " modified, or deleted between the time the first chunk was returned and now may"
                + " show up in the list.")
        .withNext(next);
  }

  /// @param name may be empty
  public static ApiException invalid(GroupKind kind, String name, List<FieldError> errors) {
    var distinct = new LinkedHashSet<String>();
    errors.forEach(error -> distinct.add(error.toString()));
    var text = distinct.size() == 1 ? distinct.getFirst() : "[" + String.join(", ", distinct) + "]";
    return failure(
        Reason.Invalid,
        kind + " " + quote(name) + " is invalid" + (distinct.isEmpty() ? "" : ": " + text),
        new StatusDetailsBuilder()
            .withGroup(emptyToNull(kind.group()))
            .withKind(kind.kind())
            .withName(emptyToNull(name))
            .withCauses(errors.stream().map(ApiErrors::cause).toList())
            .build());
  }

  /// As above; a few places name the resource where the kind belongs.
  public static ApiException invalid(GroupResource resource, String name, List<FieldError> errors) {
    return invalid(new GroupKind(resource.group(), resource.resource()), name, errors);
  }

  public static ApiException badRequest(String message) {
    return failure(Reason.BadRequest, message, null);
  }

  /// A request that is understood but cannot be carried out, as for a JSON patch whose test fails.
  public static ApiException unprocessable(String message) {
    return failure(Reason.Invalid, message, new StatusDetailsBuilder().build());
  }

  public static ApiException methodNotAllowed() {
    return failure(
            Reason.MethodNotAllowed,
            "the server does not allow this method on the requested resource",
            new StatusDetailsBuilder().build())
        .unrouted();
  }

  /// @param action as in `create`, `delete`
  public static ApiException methodNotSupported(GroupResource resource, String action) {
    return failure(
        Reason.MethodNotAllowed,
        action + " is not supported on resources of kind " + quote(resource.toString()),
        details(resource, ""));
  }

  public static ApiException notAcceptable(String message) {
    return failure(Reason.NotAcceptable, message, new StatusDetailsBuilder().build()).unrouted();
  }

  /// A format that is known, in a shape that is not.
  public static ApiException notAcceptableMediaType(String message) {
    return failure(Reason.NotAcceptable, message, null);
  }

  public static ApiException unsupportedMediaType(String message) {
    return failure(Reason.UnsupportedMediaType, message, null);
  }

  /// A patch of a kind that there is not.
  public static ApiException unsupportedPatchType() {
    return failure(
            Reason.UnsupportedMediaType,
            "415: Unsupported Media Type",
            new StatusDetailsBuilder().build())
        .unrouted();
  }

  /// A patch whose result is no object of its kind.
  public static ApiException invalidPatch(FieldError fault) {
    return failure(
        Reason.Invalid,
        " \"\" is invalid: " + fault,
        new StatusDetailsBuilder().withCauses(cause(fault)).build());
  }

  public static ApiException tooLarge(String message) {
    return failure(Reason.RequestEntityTooLarge, "Request entity too large: " + message, null);
  }

  public static ApiException tooManyRequests(
      String message, Duration retryAfter, List<StatusCause> causes) {
    var details = new StatusDetailsBuilder().withCauses(causes).build();
    return failure(Reason.TooManyRequests, message, retry(details, retryAfter));
  }

  public static ApiException serviceUnavailable(String message) {
    return failure(Reason.ServiceUnavailable, message, null);
  }

  public static ApiException timeout(String message, Duration retryAfter) {
    return failure(
        Reason.Timeout,
        "Timeout: " + message,
        retry(new StatusDetailsBuilder().build(), retryAfter));
  }

  /// A resourceVersion that the server has not reached.
  public static ApiException tooLargeResourceVersion(long requested, long current) {
    var cause =
        new StatusCauseBuilder()
            .withReason("ResourceVersionTooLarge")
            .withMessage("Too large resource version")
            .build();
    return failure(
        Reason.Timeout,
        "Timeout: Too large resource version: " + requested + ", current: " + current,
        retry(new StatusDetailsBuilder().withCauses(cause).build(), Duration.ofSeconds(1)));
  }

  public static ApiException internal(String cause) {
    return failure(
        Reason.InternalError,
        "Internal error occurred: " + cause,
        new StatusDetailsBuilder()
            .withCauses(new StatusCauseBuilder().withMessage(cause).build())
            .build());
  }

  /// What no reason is known for.
  public static ApiException unknown(String message) {
    return new ApiException(Reason.Unknown.code(), "", message, null);
  }

  /// What another server has refused, which the API server has asked in its turn.
  ///
  /// @param kind what was asked for, `pods/log`
  public static ApiException refused(Reason reason, String message, String kind, String name) {
    return failure(
        reason, message, new StatusDetailsBuilder().withKind(kind).withName(name).build());
  }

  /// A failure without a reason, as Kubernetes gives for errors that are no API errors inside it.
  public static ApiException plain(int code, String message) {
    return new ApiException(code, "", message, null);
  }

  private static ApiException failure(
      Reason reason, String message, @Nullable StatusDetails details) {
    return new ApiException(reason.code(), reason.name(), message, details);
  }

  private static StatusDetails details(GroupResource resource, String name) {
    return new StatusDetailsBuilder()
        .withGroup(emptyToNull(resource.group()))
        .withKind(emptyToNull(resource.resource()))
        .withName(emptyToNull(name))
        .build();
  }

  private static StatusDetails retry(StatusDetails details, Duration after) {
    return new StatusDetailsBuilder(details).withRetryAfterSeconds((int) after.toSeconds()).build();
  }

  private static StatusCause cause(FieldError error) {
    return new StatusCauseBuilder()
        .withReason(error.type().reason())
        .withMessage(error.body())
        .withField(error.field())
        .build();
  }

  private static String quote(String text) {
    return GoQuote.quote(text);
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
