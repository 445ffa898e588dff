package dev.timonier.server.filter;

import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.authn.ServiceAccountName;
import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Percent;
import dev.timonier.server.request.Reply;
import dev.timonier.server.request.RequestInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Lets a user act as another, if it may
/// (<https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/>).
final class Impersonation implements Handler {
  private static final String EXTRA = "impersonate-extra-";

  private final Authorizer authorizer;
  private final Handler next;

  Impersonation(Authorizer authorizer, Handler next) {
    this.authorizer = authorizer;
    this.next = next;
  }

  @Override
  public Reply answer(ApiCall call) {
    var headers = call.request().headers();
    var name = headers.first("Impersonate-User").orElse("");
    if (name.isEmpty()) {
      refuseIncomplete(headers);
      return next.answer(call);
    }
    checkUser(call, name);
    var groups = groups(call, headers, name);
    var extra = extra(call, headers);
    var uid = headers.first("Impersonate-Uid").orElse("");
    if (!uid.isEmpty()) {
      check(call, "authentication.k8s.io", "uids", "", uid, "");
    }
    return next.answer(call.as(new User(name, uid, groups, extra)));
  }

  private static void refuseIncomplete(Headers headers) {
    var others =
        headers.first("Impersonate-Group").isPresent()
            || headers.first("Impersonate-Uid").isPresent()
            || headers.asMap().keySet().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith(EXTRA));
    if (others) {
      throw ApiErrors.badRequest("requested attributes without impersonating a user name");
    }
  }

  private void checkUser(ApiCall call, String name) {
    ServiceAccountName.of(name)
        .ifPresentOrElse(
            account -> check(call, "", "serviceaccounts", account.namespace(), account.name(), ""),
            () -> check(call, "", "users", "", name, ""));
  }

  private List<String> groups(ApiCall call, Headers headers, String name) {
    var groups = new ArrayList<String>();
    for (var group : headers.all("Impersonate-Group")) {
      check(call, "", "groups", "", group, "");
      groups.add(group);
    }
    if (groups.isEmpty()) {
      ServiceAccountName.of(name).map(ServiceAccountName::groups).ifPresent(groups::addAll);
    }
    var own = name.equals(User.ANONYMOUS.name()) ? User.UNAUTHENTICATED : User.AUTHENTICATED;
    if (!groups.contains(User.UNAUTHENTICATED) && !groups.contains(own)) {
      groups.add(own);
    }
    return List.copyOf(groups);
  }

  private Map<String, List<String>> extra(ApiCall call, Headers headers) {
    var extra = new HashMap<String, List<String>>();
    for (var header : headers.asMap().entrySet()) {
      var name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.startsWith(EXTRA)) {
        var written = name.substring(EXTRA.length());
        var key = Percent.decode(written).orElse(written);
        header
            .getValue()
            .forEach(value -> check(call, "authentication.k8s.io", "userextras", "", value, key));
        extra.put(key, List.copyOf(header.getValue()));
      }
    }
    return Map.copyOf(extra);
  }

  private void check(
      ApiCall call,
      String group,
      String resource,
      String namespace,
      String name,
      String subresource) {
    var info =
        new RequestInfo(
            true,
            call.info().path(),
            "impersonate",
            new GroupVersion(group, "v1"),
            namespace,
            resource,
            subresource,
            name,
            List.of());
    var decision = authorizer.authorize(call.user(), info);
    if (!decision.isAllowed()) {
      throw Authorization.forbidden(call.user(), info, decision.reason());
    }
  }
}
