package dev.timonier.server.filter;

import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.selector.FieldSelector;
import dev.timonier.machinery.token.ServiceAccountName;
import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Decision;
import dev.timonier.server.authz.Refusal;
import dev.timonier.server.authz.node.NodeIdentity;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.RequestInfo;
import java.util.ArrayList;
import java.util.List;

/// Checks whether the user of a call may act as another in one mode. Each thing about the other has
/// to be allowed: the name, the groups, the uid and every extra attribute.
final class ImpersonationCheck {
  private static final String AUTHENTICATION = "authentication.k8s.io";
  private static final int MANY = 4;

  private final Rights rights;
  private final ApiCall call;
  private final ImpersonationMode mode;

  ImpersonationCheck(Rights rights, ApiCall call, ImpersonationMode mode) {
    this.rights = rights;
    this.call = call;
    this.mode = mode;
  }

  /// Says who may do what.
  interface Rights {
    Decision of(User user, RequestInfo info);
  }

  /// @return whom the call is made as
  /// @throws dev.timonier.machinery.status.ApiException 403 when it may not be
  User check(User wanted) {
    if (mode.isConstrained()) {
      require(call.info().withVerb(mode.verbOn(call.info().verb())));
    }
    name(wanted);
    if (!wanted.uid().isEmpty()) {
      require(about(AUTHENTICATION, "uids", "", wanted.uid(), ""));
    }
    groups(wanted.groups());
    extra(wanted);
    return new User(wanted.name(), wanted.uid(), groupsOf(wanted), wanted.extra());
  }

  private void name(User wanted) {
    require(
        ServiceAccountName.of(wanted.name())
            .map(a -> about(groupOfNames(), "serviceaccounts", a.namespace(), a.name(), ""))
            .orElseGet(() -> aboutName(wanted)));
  }

  private RequestInfo aboutName(User wanted) {
    return ImpersonationMode.node(wanted)
        .filter(_ -> mode.isConstrained())
        .map(node -> mode == ImpersonationMode.ASSOCIATED_NODE ? "*" : node)
        .map(node -> about(groupOfNames(), "nodes", "", node, ""))
        .orElseGet(() -> about(groupOfNames(), "users", "", wanted.name(), ""));
  }

  private String groupOfNames() {
    return mode.isConstrained() ? AUTHENTICATION : "";
  }

  private void groups(List<String> groups) {
    if (mode.isConstrained()) {
      refuse(groups, "", "impersonating the empty string group is not allowed");
      refuse(groups, User.MASTERS, "impersonating the system:masters group is not allowed");
      if (groups.size() >= MANY && may(about(groupOfNames(), "groups", "", "*", ""))) {
        return;
      }
    }
    groups.forEach(group -> require(about(groupOfNames(), "groups", "", group, "")));
  }

  private void refuse(List<String> groups, String group, String reason) {
    if (groups.contains(group)) {
      var info = about(groupOfNames(), "groups", "", group, "");
      throw Refusal.of(call.user(), info, reason);
    }
  }

  private void extra(User wanted) {
    if (mode.isConstrained()) {
      ExtraAttributes.fault(wanted.extra())
          .ifPresent(
              fault -> {
                var info = about(AUTHENTICATION, "userextras", "", "", "");
                throw Refusal.of(call.user(), info, fault);
              });
      var size = wanted.extra().values().stream().mapToInt(List::size).sum();
      if (size >= MANY && may(about(AUTHENTICATION, "userextras", "", "*", "*"))) {
        return;
      }
    }
    wanted
        .extra()
        .forEach(
            (key, values) ->
                values.forEach(
                    value -> require(about(AUTHENTICATION, "userextras", "", value, key))));
  }

  private List<String> groupsOf(User wanted) {
    var groups = new ArrayList<>(wanted.groups());
    if (groups.isEmpty()) {
      ServiceAccountName.of(wanted.name())
          .map(ServiceAccountName::groups)
          .ifPresent(groups::addAll);
    }
    if (mode.isConstrained() && ImpersonationMode.isNode(wanted)) {
      groups.add(NodeIdentity.GROUP);
    }
    var anonymous = wanted.name().equals(User.ANONYMOUS.name());
    var own = anonymous ? User.UNAUTHENTICATED : User.AUTHENTICATED;
    if (!groups.contains(User.UNAUTHENTICATED) && !groups.contains(own)) {
      groups.add(own);
    }
    return List.copyOf(groups);
  }

  private RequestInfo about(
      String group, String resource, String namespace, String name, String subresource) {
    return new RequestInfo(
        true,
        call.info().path(),
        mode.verb(),
        new GroupVersion(group, "v1"),
        namespace,
        resource,
        subresource,
        name,
        List.of(),
        FieldSelector.EVERYTHING);
  }

  private boolean may(RequestInfo info) {
    return rights.of(call.user(), info).isAllowed();
  }

  private void require(RequestInfo info) {
    var decision = rights.of(call.user(), info);
    if (!decision.isAllowed()) {
      throw Refusal.of(call.user(), info, decision.reason());
    }
  }
}
