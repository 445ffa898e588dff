package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.SystemFields;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.representation.Representation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.MemberOrder;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Schema;
import java.time.InstantSource;

/// An object that a client posts to have it answered, not stored: a review, a request for a token.
/// Whoever answers it changes the object, which is the reply.
public final class Submission {
  private final ApiObject object;
  private final WriteRequest request;
  private final ObjectType type;
  private final Representation representation;

  private Submission(
      ApiObject object, WriteRequest request, ObjectType type, Representation representation) {
    this.object = object;
    this.request = request;
    this.type = type;
    this.representation = representation;
  }

  /// Reads the body of a call. What only the server says of an object is taken out of it.
  ///
  /// @param kind what the body must be, which for subresources is not what the resource is
  public static Submission read(
      ApiCall call, Resource resource, GroupVersionKind kind, InstantSource clock) {
    var submission = readWhole(call, resource, kind, clock);
    SystemFields.wipe(submission.object.metadata());
    return submission;
  }

  /// Reads the body of a call whose metadata tell of the object that it is about.
  ///
  /// @param kind what the body must be, which for subresources is not what the resource is
  public static Submission readWhole(
      ApiCall call, Resource resource, GroupVersionKind kind, InstantSource clock) {
    var representation = Representation.acceptedWhole(call.request(), resource, clock);
    var body = Body.of(call.request());
    var options = WriteOptions.read(call.request(), "CreateOptions");
    var type = Schema.builtIn().find(kind).orElseThrow();
    var object = new BodyReader(kind, type).read(body, options.validation(), call.warnings());
    var request = WriteRequests.of(call, resource, options);
    checkNamespace(object, request);
    return new Submission(object, request, type, representation);
  }

  private static void checkNamespace(ApiObject object, WriteRequest request) {
    var given = object.namespace();
    var place = request.namespace();
    if (!place.isEmpty() && !given.isEmpty() && !given.equals(place)) {
      throw ApiErrors.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  public ApiObject object() {
    return object;
  }

  /// Who submits it, and with what options.
  public WriteRequest request() {
    return request;
  }

  /// Says that what was asked for is done.
  public Reply success() {
    var status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    return representation.tree(201, status.put("status", "Success").put("code", 201));
  }

  /// The object as it is now, in the normal form of its type.
  public Reply reply() {
    Conformer.conform(object.root(), type);
    MemberOrder.arrange(object.root(), type);
    return representation.tree(201, object.root());
  }
}
