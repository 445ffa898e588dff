package dev.timonier.server.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.filter.PlainError;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.representation.Form;
import dev.timonier.server.representation.Negotiation;
import dev.timonier.server.representation.TreeBytes;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.util.List;
import java.util.function.Supplier;

/// Tells which groups, versions and resources there are: `/api`, `/apis` and what lies below.
public final class Discovery implements Handler {
  private final Resources resources;
  private final AddressesByClient addresses;
  private final GroupDocuments documents;
  private final TaggedDocument aggregatedCore;
  private final TaggedDocument aggregatedGroups;

  /// @param aggregated is told whenever all is gathered in one document
  public Discovery(Resources resources, AddressesByClient addresses, Runnable aggregated) {
    this.resources = resources;
    this.addresses = addresses;
    this.documents = new GroupDocuments(resources);
    this.aggregatedCore = aggregate(aggregated, () -> List.of(""));
    this.aggregatedGroups = aggregate(aggregated, documents::groups);
  }

  private TaggedDocument aggregate(Runnable aggregated, Supplier<List<String>> groups) {
    return new TaggedDocument(
        () -> {
          aggregated.run();
          return documents.aggregated(groups.get());
        });
  }

  @Override
  public Reply answer(ApiCall call) {
    var path = segments(call.info().path());
    if (call.info().path().endsWith("//") && path[0].equals("apis")) {
      return behindSlashes(call, path);
    }
    return answer(call, path);
  }

  /// As Kubernetes finds them by another way: no list of all groups, and groups for who reads.
  private Reply behindSlashes(ApiCall call, String[] path) {
    if (path.length == 1) {
      return PlainError.notFound();
    }
    if (!call.request().method().equals("GET")) {
      throw ApiErrors.methodNotAllowed();
    }
    return answer(call, path);
  }

  private Reply answer(ApiCall call, String[] path) {
    if (path.length == 1) {
      if (path[0].equals("api") && !call.request().method().equals("GET")) {
        throw ApiErrors.methodNotAllowed();
      }
      var form = DiscoveryForm.of(call.request());
      if (form.isPresent()) {
        return (path[0].equals("api") ? aggregatedCore : aggregatedGroups)
            .reply(call.request(), form.get());
      }
    }
    return path[0].equals("api") ? core(call, path) : groups(call, path);
  }

  /// Slashes at the end do not count.
  private static String[] segments(String path) {
    return path.substring(1).split("/");
  }

  private Reply core(ApiCall call, String[] path) {
    return switch (path.length) {
      case 1 -> plain(call, documents.coreVersions(addresses, call.request()));
      case 2 -> version(call, new GroupVersion("", path[1]));
      default -> throw ApiErrors.resourceNotFound();
    };
  }

  private Reply groups(ApiCall call, String[] path) {
    if (path.length > 1 && !documents.groups().contains(path[1])) {
      return PlainError.notFound();
    }
    return switch (path.length) {
      case 1 -> negotiated(call, documents.groupList());
      case 2 -> negotiated(call, documents.group(path[1]));
      case 3 -> version(call, new GroupVersion(path[1], path[2]));
      default -> throw ApiErrors.resourceNotFound();
    };
  }

  /// Formats that are not known are told of like shapes that are not.
  private static Reply negotiated(ApiCall call, ObjectNode document) {
    return reply(document, Negotiation.acceptLeniently(call.request()));
  }

  private Reply version(ApiCall call, GroupVersion groupVersion) {
    if (!resources.serves(groupVersion)) {
      throw ApiErrors.resourceNotFound();
    }
    if (!call.request().method().equals("GET")) {
      throw ApiErrors.methodNotAllowed();
    }
    return plain(call, documents.resources(groupVersion));
  }

  /// Tables and the like are not to be had.
  private static Reply plain(ApiCall call, ObjectNode document) {
    return reply(document, Negotiation.acceptWhole(call.request()));
  }

  private static Reply reply(ObjectNode document, Form form) {
    return new Reply.Complete(
        200, Headers.contentType(form.type().text()), TreeBytes.of(document, form));
  }
}
