package dev.timonier.scheduler.plugin.defaultpreemption;

import dev.timonier.machinery.informer.Informer;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.machinery.selector.SelectorException;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/// The PodDisruptionBudgets: which pods should not be disrupted any more at present.
public final class DisruptionBudgets {
  private final Informer<PodDisruptionBudget> budgets;

  public DisruptionBudgets(Informer<PodDisruptionBudget> budgets) {
    this.budgets = budgets;
  }

  /// Finds those of the pods that exceed a budget if all of them go, one after the other.
  List<PodInfo> exceeding(List<PodInfo> pods) {
    var accounts = budgets.store().list().stream().map(Account::new).toList();
    return accounts.isEmpty() ? List.of() : pods.stream().filter(exceeds(accounts)).toList();
  }

  /// Every budget is charged.
  private static Predicate<PodInfo> exceeds(List<Account> accounts) {
    return pod -> accounts.stream().map(account -> account.exceeds(pod)).toList().contains(true);
  }

  private static final class Account {
    private final String namespace;
    private final Selector selector;
    private final Set<String> disrupted;
    private int allowed;

    Account(PodDisruptionBudget budget) {
      namespace = budget.getMetadata().getNamespace();
      selector = selector(budget);
      var status = budget.getStatus();
      disrupted =
          status == null || status.getDisruptedPods() == null
              ? Set.of()
              : status.getDisruptedPods().keySet();
      allowed = status == null ? 0 : Objects.requireNonNullElse(status.getDisruptionsAllowed(), 0);
    }

    boolean exceeds(PodInfo pod) {
      if (!covers(pod) || disrupted.contains(pod.name())) {
        return false;
      }
      allowed--;
      return allowed < 0;
    }

    private boolean covers(PodInfo pod) {
      return namespace.equals(pod.namespace())
          && !pod.labels().isEmpty()
          && !selector.selectsEverything()
          && selector.matches(pod.labels());
    }

    private static Selector selector(PodDisruptionBudget budget) {
      try {
        return Selector.of(budget.getSpec().getSelector());
      } catch (SelectorException _) {
        return Selector.NOTHING;
      }
    }
  }
}
