package dev.timonier.server.resource.core.pod;

import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.validation.Subject;
import dev.timonier.server.verb.Submission;
import dev.timonier.server.verb.VerbHandler;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/// Binds pods to nodes: at a pod's `binding`, whose body may tell the pod's uid, and at `bindings`,
/// where the body names the pod.
public final class BindingHandler implements VerbHandler {
  private static final GroupVersionKind BINDING = new GroupVersion("", "v1").kind("Binding");

  private final Resources resources;
  private final Registry registry;
  private final InstantSource clock;

  public BindingHandler(Resources resources, Registry registry, InstantSource clock) {
    this.resources = resources;
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var submission = Submission.readWhole(call, resource, BINDING, clock);
    var binding = submission.object();
    var request = submission.request();
    registry.mutate(request, binding);
    checkName(binding, request.name());
    if (!binding.namespace().isEmpty() && !binding.namespace().equals(request.namespace())) {
      throw ApiErrors.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    validate(Subject.of(binding.root()));
    if (request.name().isEmpty()) {
      binding.metadata().setUid("");
    }
    registry.validate(request, binding);
    if (binding.name().isEmpty()) {
      throw ApiErrors.badRequest("Name parameter required.");
    }
    var assignment = new Assignment(binding, clock.instant(), request.dryRun());
    registry.modify(ofPod(request, binding), assignment::apply);
    return submission.success();
  }

  private WriteRequest ofPod(WriteRequest request, ApiObject binding) {
    return request.of(resources.get("", "v1", "pods"), binding.name());
  }

  private static void checkName(ApiObject binding, String wanted) {
    if (!wanted.isEmpty() && !wanted.equals(binding.name())) {
      throw ApiErrors.badRequest("name in URL does not match name in Binding object");
    }
  }

  private static void validate(Subject binding) {
    var kind = binding.at("target").at("kind");
    if (!kind.isEmpty() && !kind.text().equals("Node")) {
      kind.notSupported(List.of("Node", "<empty>"));
    }
    if (binding.at("target").at("name").isEmpty()) {
      binding.at("target").at("name").required();
    }
    if (!binding.faults().isEmpty()) {
      throw ApiErrors.plain(500, together(binding.faults()));
    }
  }

  private static String together(List<FieldError> faults) {
    var texts = faults.stream().map(FieldError::toString).toList();
    return texts.size() == 1
        ? texts.getFirst()
        : texts.stream().collect(Collectors.joining(", ", "[", "]"));
  }
}
