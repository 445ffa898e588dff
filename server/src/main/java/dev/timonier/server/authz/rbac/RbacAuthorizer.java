package dev.timonier.server.authz.rbac;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.authn.User;
import dev.timonier.server.authz.AccessRules;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.authz.Decision;
import dev.timonier.server.request.RequestInfo;
import dev.timonier.server.watchcache.WatchCache;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Allows what the rules of a role allow that the user is bound to, by a ClusterRoleBinding
/// everywhere and by a RoleBinding in its namespace.
///
/// Bindings are indexed by their subjects, so that a decision looks at those of the user alone. It
/// is made on what the cache has heard of; only who would be refused has to wait until the cache
/// knows all that was written before.
public final class RbacAuthorizer implements Authorizer {
  private static final String GROUP = "rbac.authorization.k8s.io";

  private final WatchCache cache;
  private final Bindings bindings;
  private final Bindings clusterBindings;
  private final Roles roles;
  private final Roles clusterRoles;

  public RbacAuthorizer(WatchCache cache) {
    this.cache = cache;
    this.bindings = new Bindings(cache, resource("rolebindings"), "RoleBinding");
    this.clusterBindings =
        new Bindings(cache, resource("clusterrolebindings"), "ClusterRoleBinding");
    this.roles = new Roles(cache, resource("roles"));
    this.clusterRoles = new Roles(cache, resource("clusterroles"));
  }

  private static GroupResource resource(String plural) {
    return new GroupResource(GROUP, plural);
  }

  @Override
  public Decision authorize(User user, RequestInfo info) {
    var before = cache.reached();
    var decision = decide(user, info);
    if (decision.isAllowed()) {
      return decision;
    }
    cache.await(cache.newest());
    return cache.reached().equals(before) ? decision : decide(user, info);
  }

  private Decision decide(User user, RequestInfo info) {
    var search = new Search(user, info);
    return search
        .among(clusterBindings, "")
        .or(() -> search.amongThoseIn(info.namespace()))
        .orElseGet(search::refusal);
  }

  /// Looks for a rule that allows a request, and notes which roles there are not that the user is
  /// bound to: one of them may be what is missed.
  private final class Search {
    private final User user;
    private final RequestInfo info;
    private Set<String> missing = Set.of();

    private Search(User user, RequestInfo info) {
      this.user = user;
      this.info = info;
    }

    private Optional<Decision> among(Bindings bindings, String namespace) {
      var own = in(bindings.of(namespace, Subject.user(user.name())));
      if (own.isPresent()) {
        return own;
      }
      for (var group : user.groups()) {
        var decision = in(bindings.of(namespace, Subject.group(group)));
        if (decision.isPresent()) {
          return decision;
        }
      }
      return Optional.empty();
    }

    private Optional<Decision> amongThoseIn(String namespace) {
      return namespace.isEmpty() ? Optional.empty() : among(bindings, namespace);
    }

    private Optional<Decision> in(List<Grant> grants) {
      for (var grant : grants) {
        var rules = rules(grant.role());
        if (rules.isEmpty()) {
          missing = new LinkedHashSet<>(missing);
          missing.add(grant.role().missing());
        } else if (allows(rules.get())) {
          return Optional.of(grant.allowed());
        }
      }
      return Optional.empty();
    }

    private boolean allows(List<PolicyRule> rules) {
      for (var rule : rules) {
        if (rule.allows(info)) {
          return true;
        }
      }
      return false;
    }

    private Decision refusal() {
      return missing.isEmpty()
          ? Decision.NO_OPINION
          : new Decision(Decision.Verdict.NO_OPINION, "RBAC: " + together(missing));
    }
  }

  /// What keeps the rules of a user from being complete, in one line; empty when nothing does.
  String faults(User user, String namespace) {
    return together(missing(grants(user, namespace)));
  }

  private Set<String> missing(List<Grant> grants) {
    var missing = new LinkedHashSet<String>();
    for (var grant : grants) {
      if (rules(grant.role()).isEmpty()) {
        missing.add(grant.role().missing());
      }
    }
    return missing;
  }

  /// Several faults stand in brackets.
  private static String together(Set<String> faults) {
    var joined = String.join(", ", faults);
    return faults.size() > 1 ? "[" + joined + "]" : joined;
  }

  /// The rules of a role; empty when there is no such role.
  Optional<List<PolicyRule>> rules(RoleReference role) {
    return (role.isClusterRole() ? clusterRoles : roles).rules(role);
  }

  /// All rules that hold for a user.
  ///
  /// @param namespace where; empty for the cluster's scope
  List<PolicyRule> rulesOf(User user, String namespace) {
    return grants(user, namespace).stream()
        .map(Grant::role)
        .distinct()
        .flatMap(role -> rules(role).orElse(List.of()).stream())
        .toList();
  }

  private List<Grant> grants(User user, String namespace) {
    var subjects =
        Stream.concat(
                Stream.of(Subject.user(user.name())), user.groups().stream().map(Subject::group))
            .distinct()
            .toList();
    var grants = new ArrayList<Grant>();
    subjects.forEach(subject -> grants.addAll(clusterBindings.of("", subject)));
    if (!namespace.isEmpty()) {
      subjects.forEach(subject -> grants.addAll(bindings.of(namespace, subject)));
    }
    return grants;
  }

  @Override
  public AccessRules rules(User user, String namespace) {
    cache.await(cache.newest());
    var rules = rulesOf(user, namespace);
    return new AccessRules(
        rules.stream()
            .filter(rule -> !rule.resources().isEmpty())
            .map(RbacAuthorizer::shown)
            .toList(),
        rules.stream()
            .filter(rule -> !rule.paths().isEmpty())
            .map(rule -> new AccessRules.OfPaths(rule.verbs(), rule.paths()))
            .toList(),
        AccessRules.Extent.ALL,
        List.copyOf(missing(grants(user, namespace))));
  }

  private static AccessRules.OfResources shown(PolicyRule rule) {
    return new AccessRules.OfResources(rule.verbs(), rule.groups(), rule.resources(), rule.names());
  }
}
