package dev.timonier.server.authz.node;

import dev.timonier.server.authn.User;
import dev.timonier.server.authz.AccessRules;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.authz.Decision;
import dev.timonier.server.authz.node.Use.Kind;
import dev.timonier.server.authz.rbac.PolicyRule;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.request.RequestInfo;
import dev.timonier.server.watchcache.WatchCache;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/// Allows nodes what the role `system:node` allows, and of that only what concerns their pods and
/// themselves. What a request's path does not tell, the admission plugin NodeRestriction checks.
public final class NodeAuthorizer implements Authorizer {
  private static final Set<String> READ = Set.of("get", "list", "watch");
  private static final Set<String> OWN = Set.of("get", "create", "update", "patch", "delete");
  private static final Set<String> CHANGE = Set.of("update", "patch");

  private final NodeRelations relations;
  private final List<PolicyRule> rules;

  /// @param rules of the role `system:node`
  /// @param nanoTime a clock
  public NodeAuthorizer(
      WatchCache cache, List<PolicyRule> rules, GraphNotes notes, LongSupplier nanoTime) {
    this.relations = new NodeRelations(cache, StoredObject::read, notes, nanoTime);
    this.rules = rules;
  }

  /// Finds out whether the node has to do with the object that a request names.
  @FunctionalInterface
  private interface Relation {
    boolean holds(String node, String namespace, String name);
  }

  @Override
  public AccessRules rules(User user, String namespace) {
    return NodeIdentity.of(user).isEmpty()
        ? AccessRules.NONE
        : AccessRules.untold("node authorizer does not support user rule resolution");
  }

  @Override
  public Decision authorize(User user, RequestInfo info) {
    var identity = NodeIdentity.of(user);
    if (identity.isEmpty()) {
      return Decision.NO_OPINION;
    }
    var node = identity.get().name();
    if (node.isEmpty()) {
      return no("unknown node for user \"" + user.name() + "\"");
    }
    return info.isResourceRequest() ? resource(node, info) : byRules(info);
  }

  private Decision resource(String node, RequestInfo info) {
    return switch (info.groupVersion().group()) {
      case "" -> core(node, info);
      case "storage.k8s.io" -> storage(node, info);
      case "coordination.k8s.io" ->
          info.resource().equals("leases") ? lease(node, info) : byRules(info);
      case "resource.k8s.io" -> device(node, info);
      default -> byRules(info);
    };
  }

  private Decision core(String node, RequestInfo info) {
    return switch (info.resource()) {
      case "secrets" -> read(node, info, relations::usesSecret);
      case "configmaps" -> read(node, info, uses(Kind.CONFIG_MAP));
      case "persistentvolumeclaims" -> claim(node, info);
      case "persistentvolumes" -> get(node, info, (n, _, name) -> relations.usesVolume(n, name));
      case "serviceaccounts" -> token(node, info);
      case "nodes" -> node(node, info);
      case "pods" -> pod(node, info);
      default -> byRules(info);
    };
  }

  private Decision storage(String node, RequestInfo info) {
    return switch (info.resource()) {
      case "volumeattachments" -> get(node, info, (n, _, name) -> relations.hasAttachment(n, name));
      case "csinodes" -> csiNode(node, info);
      default -> byRules(info);
    };
  }

  private Decision device(String node, RequestInfo info) {
    return switch (info.resource()) {
      case "resourceclaims" -> get(node, info, uses(Kind.RESOURCE_CLAIM));
      case "resourceslices" -> slice(node, info);
      default -> byRules(info);
    };
  }

  private Decision byRules(RequestInfo info) {
    return rules.stream().anyMatch(rule -> rule.allows(info))
        ? Decision.ALLOWED
        : Decision.NO_OPINION;
  }

  private Relation uses(Kind kind) {
    return (node, namespace, name) -> relations.uses(new Use(node, kind, namespace, name));
  }

  private static Decision related(String node, RequestInfo info, Relation relation) {
    if (info.name().isEmpty()) {
      return no("No Object name found");
    }
    return relation.holds(node, info.namespace(), info.name())
        ? Decision.ALLOWED
        : no("no relationship found between node '" + node + "' and this object");
  }

  private static Decision read(String node, RequestInfo info, Relation relation) {
    if (!READ.contains(info.verb())) {
      return no("can only read resources of this type");
    }
    if (!info.subresource().isEmpty()) {
      return no("cannot read subresource");
    }
    return info.namespace().isEmpty()
        ? no("can only read namespaced object of this type")
        : related(node, info, relation);
  }

  private static Decision get(String node, RequestInfo info, Relation relation) {
    if (!info.verb().equals("get")) {
      return no("can only get individual resources of this type");
    }
    return info.subresource().isEmpty()
        ? related(node, info, relation)
        : no("cannot get subresource");
  }

  private Decision claim(String node, RequestInfo info) {
    if (!info.subresource().equals("status")) {
      return get(node, info, uses(Kind.CLAIM));
    }
    return CHANGE.contains(info.verb())
        ? related(node, info, uses(Kind.CLAIM))
        : no("can only get/update/patch this type");
  }

  private Decision token(String node, RequestInfo info) {
    if (info.verb().equals("get") && info.subresource().isEmpty()) {
      return related(node, info, uses(Kind.SERVICE_ACCOUNT));
    }
    if (!info.verb().equals("create") || info.name().isEmpty()) {
      return no("can only create tokens for individual service accounts");
    }
    return info.subresource().equals("token")
        ? related(node, info, uses(Kind.SERVICE_ACCOUNT))
        : no("can only create token subresource of serviceaccount");
  }

  private static Decision lease(String node, RequestInfo info) {
    if (!OWN.contains(info.verb())) {
      return no("can only get, create, update, patch, or delete a node lease");
    }
    if (!info.namespace().equals("kube-node-lease")) {
      return no("can only access leases in the \"kube-node-lease\" system namespace");
    }
    return isOwn(node, info)
        ? Decision.ALLOWED
        : no("can only access node lease with the same name as the requesting node");
  }

  private static Decision csiNode(String node, RequestInfo info) {
    if (!OWN.contains(info.verb())) {
      return no("can only get, create, update, patch, or delete a CSINode");
    }
    if (!info.subresource().isEmpty()) {
      return no("cannot authorize CSINode subresources");
    }
    return isOwn(node, info)
        ? Decision.ALLOWED
        : no("can only access CSINode with the same name as the requesting node");
  }

  /// The path of a creation does not tell the name.
  private static boolean isOwn(String node, RequestInfo info) {
    return info.verb().equals("create") || info.name().equals(node);
  }

  private Decision slice(String node, RequestInfo info) {
    if (!info.subresource().isEmpty()) {
      return no("cannot authorize ResourceSlice subresources");
    }
    return switch (info.verb()) {
      case "create" -> Decision.ALLOWED;
      case "get", "update", "patch", "delete" ->
          related(node, info, (n, _, name) -> relations.hasSlice(n, name));
      case "watch", "list", "deletecollection" ->
          selects(info, "spec.nodeName", node)
              ? Decision.ALLOWED
              : no(
                  "can only list/watch/deletecollection resourceslices with nodeName field selector");
      default ->
          no(
              "only the following verbs are allowed for a ResourceSlice: get, watch, list, create,"
                  + " update, patch, delete, deletecollection");
    };
  }

  private static Decision node(String node, RequestInfo info) {
    return switch (info.subresource() + ":" + info.verb()) {
      case ":create", ":update", ":patch", "status:update", "status:patch" -> Decision.ALLOWED;
      case ":get", ":list", ":watch" -> readNode(node, info.name());
      default -> Decision.NO_OPINION;
    };
  }

  private static Decision readNode(String node, String name) {
    if (name.equals(node)) {
      return Decision.ALLOWED;
    }
    var other = name.isEmpty() ? "all nodes" : "'" + name + "'";
    return no("node '" + node + "' cannot read " + other + ", only its own Node object");
  }

  private Decision pod(String node, RequestInfo info) {
    return switch (info.subresource() + ":" + info.verb()) {
      case ":get" -> get(node, info, relations::hasPod);
      case ":list", ":watch" -> pods(node, info);
      case ":create", ":delete", "status:update", "status:patch", "eviction:create" ->
          Decision.ALLOWED;
      default -> Decision.NO_OPINION;
    };
  }

  private Decision pods(String node, RequestInfo info) {
    if (selects(info, "spec.nodeName", node)) {
      return Decision.ALLOWED;
    }
    return info.name().isEmpty()
        ? no("can only list/watch pods with spec.nodeName field selector")
        : related(node, info, relations::hasPod);
  }

  private static boolean selects(RequestInfo info, String field, String value) {
    return info.selector().required(field).filter(value::equals).isPresent();
  }

  private static Decision no(String reason) {
    return new Decision(Decision.Verdict.NO_OPINION, reason);
  }
}
