package dev.timonier.server.resource.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.ObjectMetaRules.NameRule;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The rules and columns of RoleBindings and ClusterRoleBindings.
public final class RoleBindingKind {
  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final ColumnTable COLUMNS =
      ColumnTable.named()
          .text("Role", "The role that is given", RoleBindingKind::role)
          .age()
          .wide("Users", "The users who have it", o -> subjects(o, "User", RoleBindingKind::name))
          .wide(
              "Groups", "The groups that have it", o -> subjects(o, "Group", RoleBindingKind::name))
          .wide(
              "ServiceAccounts",
              "The service accounts that have it",
              o ->
                  subjects(o, "ServiceAccount", s -> s.path("namespace").asText() + "/" + name(s)));

  public static final KindRules ROLE_BINDING =
      new KindRules(new Binding(List.of("Role", "ClusterRole")), COLUMNS);
  public static final KindRules CLUSTER_ROLE_BINDING =
      new KindRules(new Binding(List.of("ClusterRole")), COLUMNS);

  private RoleBindingKind() {}

  private static Object role(JsonNode binding) {
    var role = binding.path("roleRef");
    return role.path("kind").asText() + "/" + role.path("name").asText();
  }

  private static String name(JsonNode subject) {
    return subject.path("name").asText();
  }

  private static Object subjects(JsonNode binding, String kind, Function<JsonNode, String> text) {
    return Trees.stream(binding.path("subjects"))
        .filter(subject -> subject.path("kind").asText().equals(kind))
        .map(text)
        .collect(Collectors.joining(", "));
  }

  private record Binding(List<String> kinds) implements Strategy {
    private static final List<String> SUBJECTS = List.of("ServiceAccount", "User", "Group");

    @Override
    public NameRule names() {
      return NameRule.PATH_SEGMENT;
    }

    @Override
    public void setDefaults(ObjectNode object) {
      Trees.setDefaultUnlessZero(Trees.child(object, "roleRef"), "apiGroup", GROUP);
      for (var subject : Trees.objects(object.path("subjects"))) {
        if (!Trees.text(subject, "kind").equals("ServiceAccount")) {
          Trees.setDefault(subject, "apiGroup", GROUP);
        }
      }
    }

    @Override
    public void validateCreate(Subject object) {
      var role = object.at("roleRef");
      if (!role.at("apiGroup").text().equals(GROUP)) {
        role.at("apiGroup").notSupported(List.of(GROUP));
      }
      if (!kinds.contains(role.at("kind").text())) {
        role.at("kind").with(text(role.at("kind"))).notSupported(kinds);
      }
      role.at("name").mustKeep(it -> it.format(Format::checkPathSegment));
      object.at("subjects").elements().forEach(this::subject);
    }

    private static JsonNode text(Subject subject) {
      return TextNode.valueOf(subject.text());
    }

    private void subject(Subject subject) {
      subject.at("name").mustBePresent("");
      var group = subject.at("apiGroup");
      switch (subject.at("kind").text()) {
        case "ServiceAccount" -> account(subject, group);
        case "User", "Group" -> {
          if (!group.text().equals(GROUP)) {
            group.notSupported(List.of(GROUP));
          }
        }
        default -> subject.at("kind").with(text(subject.at("kind"))).notSupported(SUBJECTS);
      }
    }

    private void account(Subject subject, Subject group) {
      if (!subject.at("name").isEmpty()) {
        subject.at("name").format(Format.DNS_SUBDOMAIN);
      }
      if (!group.isEmpty()) {
        group.notSupported(List.of(""));
      }
      if (isClusterWide() && subject.at("namespace").isEmpty()) {
        subject.at("namespace").required();
      }
    }

    private boolean isClusterWide() {
      return kinds.size() == 1;
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return UpdatedMetadata.CHANGES_AND_WHOLE;
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      validateCreate(next);
      var role = next.at("roleRef");
      if (!role.value().equals(old.root().path("roleRef"))) {
        role.as("rbac/v1.RoleRef").invalid("cannot change roleRef");
      }
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.CREATED_BY_PUT);
    }
  }
}
