package dev.timonier.scheduler.plugin;

import dev.timonier.scheduler.plugin.defaultbinder.DefaultBinder;
import dev.timonier.scheduler.plugin.defaultpreemption.DefaultPreemption;
import dev.timonier.scheduler.plugin.defaultpreemption.DefaultPreemptionArgs;
import dev.timonier.scheduler.plugin.defaultpreemption.DisruptionBudgets;
import dev.timonier.scheduler.plugin.dynamicresources.DynamicResources;
import dev.timonier.scheduler.plugin.imagelocality.ImageLocality;
import dev.timonier.scheduler.plugin.interpodaffinity.InterPodAffinity;
import dev.timonier.scheduler.plugin.interpodaffinity.InterPodAffinityArgs;
import dev.timonier.scheduler.plugin.interpodaffinity.NamespaceLabels;
import dev.timonier.scheduler.plugin.nodeaffinity.NodeAffinity;
import dev.timonier.scheduler.plugin.nodeaffinity.NodeAffinityArgs;
import dev.timonier.scheduler.plugin.nodename.NodeName;
import dev.timonier.scheduler.plugin.nodeports.NodePorts;
import dev.timonier.scheduler.plugin.noderesourcesbalancedallocation.BalancedAllocationArgs;
import dev.timonier.scheduler.plugin.noderesourcesbalancedallocation.NodeResourcesBalancedAllocation;
import dev.timonier.scheduler.plugin.noderesourcesfit.NodeResourcesFit;
import dev.timonier.scheduler.plugin.noderesourcesfit.NodeResourcesFitArgs;
import dev.timonier.scheduler.plugin.nodeunschedulable.NodeUnschedulable;
import dev.timonier.scheduler.plugin.podtopologyspread.PodTopologySpread;
import dev.timonier.scheduler.plugin.podtopologyspread.PodTopologySpreadArgs;
import dev.timonier.scheduler.plugin.prioritysort.PrioritySort;
import dev.timonier.scheduler.plugin.schedulinggates.SchedulingGates;
import dev.timonier.scheduler.plugin.tainttoleration.TaintToleration;
import dev.timonier.scheduler.plugin.volumebinding.VolumeBinding;
import dev.timonier.scheduler.plugin.volumebinding.VolumeBindingArgs;
import dev.timonier.scheduler.runtime.PluginRegistry;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

/// The list of the plugins that come with the scheduler.
public final class BuiltInPlugins {
  private BuiltInPlugins() {}

  public static PluginRegistry registry() {
    return new PluginRegistry()
        .with(SchedulingGates.NAME, SchedulingGates::new)
        .with(PrioritySort.NAME, PrioritySort::new)
        .with(NodeUnschedulable.NAME, NodeUnschedulable::new)
        .with(NodeName.NAME, NodeName::new)
        .with(TaintToleration.NAME, TaintToleration::new)
        .with(NodeAffinity.NAME, (args, _) -> new NodeAffinity(NodeAffinityArgs.read(args)))
        .with(NodePorts.NAME, NodePorts::new)
        .with(
            NodeResourcesFit.NAME,
            (args, _) -> new NodeResourcesFit(NodeResourcesFitArgs.read(args)))
        .with(
            VolumeBinding.NAME,
            (args, context) -> new VolumeBinding(VolumeBindingArgs.read(args), context))
        .with(
            PodTopologySpread.NAME,
            (args, context) ->
                new PodTopologySpread(PodTopologySpreadArgs.read(args), context.informers()))
        .with(
            InterPodAffinity.NAME,
            (args, context) ->
                new InterPodAffinity(
                    InterPodAffinityArgs.read(args),
                    new NamespaceLabels(context.informers().of(Namespace.class))))
        .with(DynamicResources.NAME, DynamicResources::new)
        .with(
            DefaultPreemption.NAME,
            (args, context) ->
                new DefaultPreemption(
                    DefaultPreemptionArgs.read(args),
                    context.random(),
                    new DisruptionBudgets(context.informers().of(PodDisruptionBudget.class))))
        .with(
            NodeResourcesBalancedAllocation.NAME,
            (args, _) -> new NodeResourcesBalancedAllocation(BalancedAllocationArgs.read(args)))
        .with(ImageLocality.NAME, ImageLocality::new)
        .with(DefaultBinder.NAME, (_, context) -> new DefaultBinder(context.client()));
  }
}
