package dev.timonier.server.resource.batch.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.fixture.RuleTable;
import dev.timonier.server.fixture.Variation;
import dev.timonier.server.registry.Part;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JobRulesTest {
  private static final String TEMPLATE =
      "template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}";

  @AutoClose private final LocalApi api = new LocalApi();

  private static String job(String rest) {
    return "{apiVersion: batch/v1, kind: Job, metadata: {name: x}, " + rest + "}";
  }

  private static String spec(String spec) {
    return job("spec: {" + spec + TEMPLATE + "}");
  }

  @RuleTable(
      """
          parallelism | -1 | 0 | spec.parallelism: Invalid value: -1: must be greater than or equal to 0
          completions | -1 | 0 | spec.completions: Invalid value: -1: must be greater than or equal to 0
          activeDeadlineSeconds | -1 | 0 | spec.activeDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0
          backoffLimit | -1 | 0 | spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0
          ttlSecondsAfterFinished | -1 | 0 | spec.ttlSecondsAfterFinished: Invalid value: -1: must be greater than or equal to 0
          managedBy | '' | a/b | spec.managedBy: Required value
          managedBy | a | a/b | spec.managedBy: Invalid value: "a": must be a domain-prefixed path (such as "acme.io/foo")
          managedBy | /b | a/b | spec.managedBy: Invalid value: "/b": must be a domain-prefixed path (such as "acme.io/foo")
          managedBy | a/ | a/b | spec.managedBy: Invalid value: "a/": must be a domain-prefixed path (such as "acme.io/foo")
          managedBy | A/b | a/B | spec.managedBy: Invalid value: "A": <subdomain>
          managedBy | a/? | a/+ | spec.managedBy: Invalid value: "?": Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')
          managedBy | a/<b*62> | a/<b*61> | spec.managedBy: Too long: may not be more than 63 bytes
          completionMode | Odd | NonIndexed | spec.completionMode: Unsupported value: "Odd": supported values: "NonIndexed", "Indexed"
          . | {completionMode: Indexed, parallelism: 1} | {completionMode: Indexed, parallelism: 1, completions: 1} | spec.completions: Required value: when completion mode is Indexed
          backoffLimitPerIndex | 1 |  | spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode
          maxFailedIndexes | 1 |  | spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified & spec.maxFailedIndexes: Invalid value: 1: requires indexed completion mode
          successPolicy | {rules: [{succeededCount: 1}]} |  | spec.successPolicy: Invalid value: {"Rules":[{"SucceededIndexes":null,"SucceededCount":1}]}: requires indexed completion mode
          podReplacementPolicy | Odd | Failed | spec.podReplacementPolicy: Unsupported value: "Odd": supported values: "Failed", "TerminatingOrFailed"
          template.spec.restartPolicy | | Never | spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"
          template.spec.restartPolicy | Always | OnFailure | spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"
          template.spec.restartPolicy | Odd | OnFailure | spec.template.spec.restartPolicy: Unsupported value: "Odd": supported values: "Always", "OnFailure", "Never" & spec.template.spec.restartPolicy: Unsupported value: "Odd": supported values: "OnFailure", "Never"
          selector | {matchLabels: {a: b}} |  | spec.selector: Invalid value: {"matchLabels":{"a":"b","batch.kubernetes.io/controller-uid":"<uid>"}}: `selector` not auto-generated & spec.template.metadata.labels: Invalid value: {"batch.kubernetes.io/controller-uid":"<uid>","batch.kubernetes.io/job-name":"x","controller-uid":"<uid>","job-name":"x"}: `selector` does not match template `labels`
          . | {manualSelector: true} | {manualSelector: true, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}}} | spec.selector: Required value & spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`
          . | {manualSelector: true, selector: {matchLabels: {a: '-'}}, template: {metadata: {labels: {a: b}}}} | {manualSelector: true, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}}} | spec.selector.matchLabels: Invalid value: "-": <label value>
          template.metadata.labels | {job-name: z} | {job-name: x} | spec.template.metadata.labels[job-name]: Invalid value: {"batch.kubernetes.io/controller-uid":"<uid>","batch.kubernetes.io/job-name":"x","controller-uid":"<uid>","job-name":"z"}: must be 'x'
          template.metadata.labels | {batch.kubernetes.io/job-name: z} | {batch.kubernetes.io/job-name: x} | spec.template.metadata.labels[batch.kubernetes.io/job-name]: Invalid value: {"batch.kubernetes.io/controller-uid":"<uid>","batch.kubernetes.io/job-name":"z","controller-uid":"<uid>","job-name":"x"}: must be 'x'
          """)
  void newJobsKeepTheirRules(Variation rule) {
    rule.within("spec").proveOnCreation(api, spec(""));
  }

  @RuleTable(
      """
          backoffLimitPerIndex | -1 | 0 | spec.backoffLimitPerIndex: Invalid value: -1: must be greater than or equal to 0
          . | {maxFailedIndexes: -1, backoffLimitPerIndex: 0} | {maxFailedIndexes: 0, backoffLimitPerIndex: 0} | spec.maxFailedIndexes: Invalid value: -1: must be greater than or equal to 0
          . | {maxFailedIndexes: 1} | {maxFailedIndexes: 1, backoffLimitPerIndex: 0} | spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified
          parallelism | 100001 | 100000 | spec.parallelism: Invalid value: 100001: must be less than or equal to 100000 when completion mode is Indexed
          . | {maxFailedIndexes: 6, backoffLimitPerIndex: 0} | {maxFailedIndexes: 5, backoffLimitPerIndex: 0} | spec.maxFailedIndexes: Invalid value: 6: must be less than or equal to completions
          . | {completions: 100001, maxFailedIndexes: 100001, backoffLimitPerIndex: 0} | {completions: 100000, maxFailedIndexes: 100000, backoffLimitPerIndex: 0} | spec.maxFailedIndexes: Invalid value: 100001: must be less than or equal to 100000 & spec.maxFailedIndexes: Invalid value: 100001: must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index
          . | {completions: 100001, backoffLimitPerIndex: 0} | {completions: 100000, backoffLimitPerIndex: 0} | spec.maxFailedIndexes: Required value: must be specified when completions is above 100000
          . | {completions: 100001, maxFailedIndexes: 10001, backoffLimitPerIndex: 0} | {completions: 100001, maxFailedIndexes: 10000, backoffLimitPerIndex: 0} | spec.maxFailedIndexes: Invalid value: 10001: must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index
          . | {completions: 100001, parallelism: 10001, maxFailedIndexes: 1, backoffLimitPerIndex: 0} | {completions: 100001, parallelism: 10000, maxFailedIndexes: 1, backoffLimitPerIndex: 0} | spec.parallelism: Invalid value: 10001: must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index
          successPolicy | {rules: []} | {rules: [{succeededCount: 1}]} | spec.successPolicy.rules: Required value: at least one rules must be specified when the successPolicy is specified
          successPolicy | {rules: [<{succeededCount: 1},*21>]} | {rules: [<{succeededCount: 1},*20>]} | spec.successPolicy.rules: Too many: 21: must have at most 20 items
          successPolicy | {rules: [{}]} | {rules: [{succeededIndexes: '0'}]} | spec.successPolicy.rules[0]: Required value: at least one of succeededCount or succeededIndexes must be specified
          successPolicy | {rules: [{succeededCount: -1}]} | {rules: [{succeededCount: 0}]} | spec.successPolicy.rules[0].succeededCount: Invalid value: -1: must be greater than or equal to 0
          successPolicy | {rules: [{succeededCount: 6}]} | {rules: [{succeededCount: 5}]} | spec.successPolicy.rules[0].succeededCount: Invalid value: 6: must be less than or equal to 5 (the number of specified completions)
          successPolicy | {rules: [{succeededCount: 3, succeededIndexes: '1-2'}]} | {rules: [{succeededCount: 2, succeededIndexes: '1-2'}]} | spec.successPolicy.rules[0].succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of indexes in the specified succeededIndexes field)
          successPolicy | {rules: [{succeededIndexes: '5'}]} | {rules: [{succeededIndexes: '4'}]} | spec.successPolicy.rules[0].succeededIndexes: Invalid value: "5": error parsing succeededIndexes: too large index: "5"
          successPolicy | {rules: [{succeededIndexes: '1-5'}]} | {rules: [{succeededIndexes: '1-4'}]} | spec.successPolicy.rules[0].succeededIndexes: Invalid value: "1-5": error parsing succeededIndexes: too large index: "5"
          successPolicy | {rules: [{succeededIndexes: '2,1'}]} | {rules: [{succeededIndexes: '1,2'}]} | spec.successPolicy.rules[0].succeededIndexes: Invalid value: "2,1": error parsing succeededIndexes: non-increasing order, previous: 2, current: 1
          successPolicy | {rules: [{succeededIndexes: '2-2'}]} | {rules: [{succeededIndexes: '2-3'}]} | spec.successPolicy.rules[0].succeededIndexes: Invalid value: "2-2": error parsing succeededIndexes: non-increasing order, previous: 2, current: 2
          successPolicy | {rules: [{succeededIndexes: 'a'}]} | {rules: [{succeededIndexes: ''}]} | spec.successPolicy.rules[0].succeededIndexes: Invalid value: "a": error parsing succeededIndexes: cannot convert string to integer for index: "a"
          successPolicy | {rules: [{succeededIndexes: '1-'}]} | {rules: [{succeededIndexes: '1'}]} | spec.successPolicy.rules[0].succeededIndexes: Invalid value: "1-": error parsing succeededIndexes: cannot convert string to integer for index: ""
          successPolicy | {rules: [{succeededIndexes: '1-2-3'}]} | {rules: [{succeededIndexes: '1-3'}]} | spec.successPolicy.rules[0].succeededIndexes: Invalid value: "1-2-3": error parsing succeededIndexes: the fragment "1-2-3" violates the requirement that an index interval can have at most two parts separated by '-'
          """)
  void indexedJobsKeepTheirRules(Variation rule) {
    rule.within("spec").proveOnCreation(api, spec("completionMode: Indexed, completions: 5, "));
  }

  @RuleTable(
      """
          podFailurePolicy | {rules: [<{action: Ignore, onExitCodes: {operator: In, values: [1]}},*21>]} | {rules: [<{action: Ignore, onExitCodes: {operator: In, values: [1]}},*20>]} | spec.podFailurePolicy.rules: Too many: 21: must have at most 20 items
          podReplacementPolicy | TerminatingOrFailed | Failed | spec.podReplacementPolicy: Unsupported value: "TerminatingOrFailed": supported values: "Failed"
          template.spec.restartPolicy | OnFailure | Never | spec.template.spec.restartPolicy: Invalid value: "OnFailure": only "Never" is supported when podFailurePolicy is specified
          podFailurePolicy.rules[0].action | '' | Count | spec.podFailurePolicy.rules[0].action: Required value: valid values: ["Count" "FailIndex" "FailJob" "Ignore"]
          podFailurePolicy.rules[0].action | Odd | Ignore | spec.podFailurePolicy.rules[0].action: Unsupported value: "Odd": supported values: "Count", "FailIndex", "FailJob", "Ignore"
          . | {podFailurePolicy: {rules: [{action: FailIndex, onExitCodes: {operator: In, values: [1]}}]}} | {completionMode: Indexed, completions: 1, backoffLimitPerIndex: 1, podFailurePolicy: {rules: [{action: FailIndex, onExitCodes: {operator: In, values: [1]}}]}} | spec.podFailurePolicy.rules[0].action: Invalid value: "FailIndex": requires the backoffLimitPerIndex to be set
          podFailurePolicy.rules[0] | {onPodConditions: [{type: T, status: 'True'}]} | {onExitCodes: null, onPodConditions: [{type: T, status: 'True'}]} | spec.podFailurePolicy.rules[0]: Invalid value: specifying both OnExitCodes and OnPodConditions is not supported
          podFailurePolicy.rules[0].onExitCodes |  | {} | spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required
          podFailurePolicy.rules[0].onExitCodes.operator | '' | NotIn | spec.podFailurePolicy.rules[0].onExitCodes.operator: Required value: valid values: ["In" "NotIn"]
          podFailurePolicy.rules[0].onExitCodes.operator | Odd | NotIn | spec.podFailurePolicy.rules[0].onExitCodes.operator: Unsupported value: "Odd": supported values: "In", "NotIn"
          podFailurePolicy.rules[0].onExitCodes.containerName | d | c | spec.podFailurePolicy.rules[0].onExitCodes.containerName: Invalid value: "d": must be one of the container or initContainer names in the pod template
          podFailurePolicy.rules[0].onExitCodes.values |  | [2] | spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: null: at least one value is required
          podFailurePolicy.rules[0].onExitCodes.values | [] | [2] | spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: []: at least one value is required
          podFailurePolicy.rules[0].onExitCodes | {operator: NotIn, values: [<#,*256>]} | {operator: NotIn, values: [<#,*255>]} | spec.podFailurePolicy.rules[0].onExitCodes.values: Too many: 256: must have at most 255 items
          podFailurePolicy.rules[0].onExitCodes | {values: [0]} | {operator: NotIn, values: [0]} | spec.podFailurePolicy.rules[0].onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator
          podFailurePolicy.rules[0].onExitCodes.values | [1, 1] | [1, 2] | spec.podFailurePolicy.rules[0].onExitCodes.values[1]: Duplicate value: 1
          podFailurePolicy.rules[0].onExitCodes.values | [2, 1] | [1, 2] | spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [2,1]: must be ordered
          podFailurePolicy.rules[0] | {onExitCodes: null, onPodConditions: [<{type: T, status: 'True'},*21>]} | {onExitCodes: null, onPodConditions: [<{type: T, status: 'True'},*20>]} | spec.podFailurePolicy.rules[0].onPodConditions: Too many: 21: must have at most 20 items
          podFailurePolicy.rules[0] | {onExitCodes: null, onPodConditions: [{type: '', status: 'True'}]} | {onExitCodes: null, onPodConditions: [{type: a.b/T, status: 'False'}]} | spec.podFailurePolicy.rules[0].onPodConditions[0].type: Invalid value: "": name part must be non-empty & spec.podFailurePolicy.rules[0].onPodConditions[0].type: Invalid value: "": <qualified name>
          podFailurePolicy.rules[0] | {onExitCodes: null, onPodConditions: [{type: T, status: Odd}]} | {onExitCodes: null, onPodConditions: [{type: T, status: Unknown}]} | spec.podFailurePolicy.rules[0].onPodConditions[0].status: Unsupported value: "Odd": supported values: "False", "True", "Unknown"
          """)
  void failurePoliciesKeepTheirRules(Variation rule) {
    var policy = "{rules: [{action: FailJob, onExitCodes: {operator: In, values: [1]}}]}";
    rule.within("spec").proveOnCreation(api, spec("podFailurePolicy: " + policy + ", "));
  }

  @RuleTable(
      """
          generateName | A | a | metadata.generateName: Invalid value: "A": <subdomain>
          """)
  void metadataOfChangedJobs(Variation rule) {
    rule.within("metadata").proveOnUpdate(api, Part.MAIN, spec(""));
  }

  @Test
  void podsOfAJobWhoseNameIsGeneratedAreLabelledWithIt() {
    var job = api.create(spec("").replace("name: x", "generateName: x-"));
    var name = job.at("/metadata/name").asText();
    assertThat(name).startsWith("x-").hasSizeGreaterThan(2);
    assertThat(job.at("/spec/template/metadata/labels/job-name").asText()).isEqualTo(name);
  }

  @Test
  void lastPodOfAnIndexedJobIsAPossibleHost() {
    var name = "a".repeat(61);
    var job =
        spec("completionMode: Indexed, completions: %s, ").replace("name: x", "name: " + name);
    assertThat(LocalApi.faults(() -> api.create(job.formatted(11))))
        .containsExactly(
            "metadata.name: Invalid value: \"%s\": will not able to create pod with invalid DNS label: %s-10"
                .formatted(name, name));
    assertThat(LocalApi.faults(() -> api.create(job.formatted(10)))).isEmpty();
  }

  @RuleTable(
      """
          completions | 2 | 5 | spec.completions: Invalid value: 2: field is immutable
          selector | {matchLabels: {a: b}} | {} | spec.selector: Invalid value: {"matchLabels":{"a":"b","batch.kubernetes.io/controller-uid":"<uid>"}}: `selector` not auto-generated & spec.template.metadata.labels: Invalid value: {"batch.kubernetes.io/controller-uid":"<uid>","batch.kubernetes.io/job-name":"x","controller-uid":"<uid>","job-name":"x"}: `selector` does not match template `labels` & spec.template.metadata.labels: Invalid value: {"batch.kubernetes.io/controller-uid":"<uid>","batch.kubernetes.io/job-name":"x","controller-uid":"<uid>","job-name":"x"}: `selector` does not match template `labels` & spec.selector: Invalid value: {"matchLabels":{"a":"b","batch.kubernetes.io/controller-uid":"<uid>"}}: field is immutable
          completionMode | Indexed | NonIndexed | spec.completionMode: Invalid value: "Indexed": field is immutable
          . | {podReplacementPolicy: Failed, podFailurePolicy: {rules: [{action: Ignore, onExitCodes: {operator: In, values: [1]}}]}} | {podReplacementPolicy: Failed} | spec.podFailurePolicy: Invalid value: {"Rules":[{"Action":"Ignore","OnExitCodes":{"ContainerName":null,"Operator":"In","Values":[1]},"OnPodConditions":null}]}: field is immutable
          managedBy | a/b | | spec.managedBy: Invalid value: "a/b": field is immutable
          """)
  void jobsMayChangeLittle(Variation rule) {
    rule.within("spec").proveOnUpdate(api, Part.MAIN, spec("completions: 5, "));
  }

  @RuleTable(
      """
          . | {completions: 6, parallelism: 5} | {completions: 6, parallelism: 6} | spec.completions: Invalid value: 6: can only be modified in tandem with spec.parallelism
          backoffLimitPerIndex | 1 | 0 | spec.backoffLimitPerIndex: Invalid value: 1: field is immutable
          successPolicy | {rules: [{succeededCount: 1}]} |  | spec.successPolicy: Invalid value: {"Rules":[{"SucceededIndexes":null,"SucceededCount":1}]}: field is immutable
          """)
  void indexedJobsMayChangeLittle(Variation rule) {
    var job = spec("completionMode: Indexed, completions: 5, backoffLimitPerIndex: 0, ");
    rule.within("spec").proveOnUpdate(api, Part.MAIN, job);
  }
}
