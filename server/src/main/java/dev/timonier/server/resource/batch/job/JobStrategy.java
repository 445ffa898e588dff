package dev.timonier.server.resource.batch.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.workload.PodMaker;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Map;

/// What is special about Jobs.
public final class JobStrategy extends PodMaker {
  /// Jobs, with the columns of their table.
  public static final KindRules RULES = new KindRules(new JobStrategy(), JobColumns.TABLE);

  private JobStrategy() {}

  @Override
  protected void setSpecDefaults(ObjectNode job, ObjectNode spec) {
    JobDefaults.set(spec);
    Trees.setDefault(spec, "completionMode", "NonIndexed");
    Trees.setDefault(spec, "suspend", Trees.Truth.FALSE);
    Trees.setDefault(spec, "manualSelector", Trees.Truth.FALSE);
    var labels = spec.path("template").path("metadata").path("labels");
    var metadata = Trees.child(job, "metadata");
    if (metadata.path("labels").isEmpty() && !labels.isEmpty()) {
      metadata.set("labels", labels); // what is generated there is then the Job's, too
    }
  }

  @Override
  public void prepareCreate(ApiObject job, WriteRequest request) {
    super.prepareCreate(job, request);
    if (!Trees.isTrue(job.spec(), "manualSelector")) {
      GeneratedSelector.set(job);
    }
  }

  @Override
  public void validateCreate(Subject job) {
    JobRules.create(job);
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return part == Part.STATUS ? UpdatedMetadata.CHANGES : UpdatedMetadata.CHANGES_AND_WHOLE;
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part == Part.STATUS) {
      new JobStatusRules(JobStatusChange.of(next, old)).validate();
      return;
    }
    JobRules.create(next);
    JobRules.spec(next.at("spec"));
    JobUpdateRules.validate(next.at("spec"), old);
  }

  @Override
  protected List<String> templateWarnings(ApiObject job) {
    return JobWarnings.of(Subject.of(job.root()).at("spec"));
  }

  @Override
  public String unknownField(String field) {
    return "field label " + Subject.quote(field) + " not supported for Job";
  }

  /// The pods of a Job keep running when a client of old deletes it.
  @Override
  public Propagation defaultPropagation() {
    return Propagation.ORPHAN;
  }

  @Override
  public List<String> deletionWarnings() {
    return List.of(
        "child pods are preserved by default when jobs are deleted; set"
            + " propagationPolicy=Background to remove them or set propagationPolicy=Orphan to"
            + " suppress this warning");
  }

  @Override
  public Map<String, String> selectableFields(JsonNode job) {
    return Map.of("status.successful", job.path("status").path("succeeded").asText("0"));
  }

  @Override
  public List<String> selectableFieldNames() {
    return List.of("status.successful");
  }
}
